import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { type CompareParams, CompareRequest } from '../../server/src/lsp/requests.ts';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT } from './manifests.ts';

const URI = 'file:///work/shop/pod.yaml';

async function opened(text: string): Promise<Editor> {
  const editor = await Editor.inMemory();
  await editor.open(URI, text);
  return editor;
}

const compare = (editor: Editor, before: unknown, more: Partial<CompareParams> = {}): Promise<Diagram | null> =>
  editor.connection.sendRequest(CompareRequest, {
    textDocument: { uri: URI },
    before: before as string,
    ...more,
  });

const changes = (picture: Diagram | null) =>
  [...(picture?.nodes ?? []), ...(picture?.edges ?? [])].flatMap(({ id, change }) =>
    change ? [`${id} ${change}`] : [],
  );

describe('the request for a comparison', () => {
  it('marks what differs from another text, and follows the one that is open', async () => {
    const editor = await opened(MISSPELT);
    const same = await compare(editor, MISSPELT);
    assert.deepEqual(
      [changes(same), same?.comparison],
      [[], { title: 'HEAD → working tree', sentence: 'No change in this pod since HEAD.' }],
    );
    await editor.change(URI, {
      range: { start: { line: 6, character: 12 }, end: { line: 6, character: 16 } },
      text: 'store',
    });
    const other = await compare(editor, MISSPELT, { names: ['main', 'draft'] });
    assert.ok(changes(other).includes('container/store changed') || changes(other).includes('container/store added'));
    assert.equal(other?.comparison?.title, 'main → draft');
  });

  it('compares the pod at the position', async () => {
    const editor = await opened([CONFLICT, MISSPELT].join('---\n'));
    const before = [CONFLICT, MISSPELT.replace('name: tail', 'name: trail')].join('---\n');
    assert.deepEqual(changes(await compare(editor, before, { position: { line: 0, character: 0 } })), []);
    const second = await compare(editor, before, { position: { line: 30, character: 0 } });
    assert.ok(changes(second).some((one) => one.startsWith('container/tail')));
  });

  it('shows what the file had where it has no pod any more', async () => {
    const editor = await opened('kind: ConfigMap\n');
    const picture = await compare(editor, MISSPELT);
    assert.match(picture?.comparison?.sentence ?? '', /^Only HEAD has this pod/);
    assert.ok(picture?.nodes.every(({ place }) => place === null));
    assert.equal(await compare(editor, 'kind: ConfigMap\n'), null);
    assert.equal(await compare(editor, 7), null);
  });
});
