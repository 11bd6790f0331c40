import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { DiagramRequest } from '../../server/src/lsp/requests.ts';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT, RICH } from './manifests.ts';

const URI = 'untitled:shop';

const ask = (editor: Editor, line?: number, width?: unknown, probes?: unknown): Promise<Diagram | null> =>
  editor.connection.sendRequest(DiagramRequest, {
    textDocument: { uri: URI },
    ...(width === undefined ? {} : { width: width as number }),
    ...(probes === undefined ? {} : { probes: probes as boolean }),
    ...(line === undefined ? {} : { position: { line, character: 0 } }),
  });

async function opened(text: string): Promise<Editor> {
  const editor = await Editor.inMemory();
  await editor.open(URI, text);
  return editor;
}

const containers = (diagram: Diagram | null) =>
  diagram?.nodes.filter(({ kind }) => kind === 'container').map(({ container }) => container);

/** The text of a file that a place of a picture selects. */
function selected(editor: Editor, { place }: { place: Diagram['nodes'][number]['place'] }): string | null {
  if (!place) return null;
  const at = (line: number, column: number) => ({ line: line - 1, character: column - 1 });
  return editor.text(URI, { start: at(place.line, place.column), end: at(place.endLine, place.endColumn) });
}

describe('the request for the picture of a pod', () => {
  it('answers with the pod at the position, or nearest to it; with the first one without a position', async () => {
    const none = 'kind: ConfigMap\n';
    const editor = await opened([none, CONFLICT, MISSPELT, none].join('---\n'));
    const [first, second] = [
      ['api', 'admin'],
      ['shop', 'tail'],
    ];
    for (const [line, expected] of [
      [undefined, first],
      [0, first],
      [4, first],
      [20, first],
      [25, second],
      [40, second],
      [46, second],
      [1e6, second],
    ] as const) {
      assert.deepEqual(containers(await ask(editor, line)), expected, `line ${line}`);
    }
  });

  it('takes the room there is, and no more than is usual', async () => {
    const editor = await opened(CONFLICT);
    const widths = [500, 900, undefined, -1, 'wide'].map(async (width) => (await ask(editor, 0, width))?.width);
    assert.deepEqual(await Promise.all(widths), [500, 700, 700, 700, 700]);
  });

  it('shows the kubelet if it is asked to', async () => {
    const probed =
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, livenessProbe: {tcpSocket: {port: 80}}}]}\n';
    const editor = await opened(probed);
    const shown = [true, false, undefined, 'yes'].map(async (probes) => {
      return (await ask(editor, 0, undefined, probes))?.nodes.some(({ id }) => id === 'kubelet');
    });
    assert.deepEqual(await Promise.all(shown), [true, false, false, false]);
  });

  for (const eol of ['\n', '\r\n']) {
    it(`tells where everything stands in the file (${JSON.stringify(eol)})`, async () => {
      const editor = await opened(`# 😀\n---\n${CONFLICT}`.replaceAll('\n', eol));
      const picture = await ask(editor);
      const node = (id: string) => picture?.nodes.find((one) => one.id === id) ?? assert.fail(id);
      assert.equal(selected(editor, node('container/api')), 'api');
      assert.deepEqual(node('container/api').extent, [9, 13]);
      assert.deepEqual(node('container/admin').extent, [14, 23]);
      assert.equal(selected(editor, picture?.problems[0] ?? assert.fail('no problem')), '8080');
    });
  }

  it('follows the text', async () => {
    const editor = await opened(MISSPELT);
    assert.deepEqual(containers(await ask(editor)), ['shop', 'tail']);
    await editor.change(URI, {
      range: { start: { line: 6, character: 12 }, end: { line: 6, character: 16 } },
      text: 'store',
    });
    assert.deepEqual(containers(await ask(editor)), ['store', 'tail']);
    await editor.change(URI, { text: 'kind: ConfigMap\n' });
    assert.equal(await ask(editor), null);
  });

  it('draws the problems that are reported, not those that are silenced', async () => {
    const editor = await opened(CONFLICT);
    assert.deepEqual(
      (await ask(editor))?.problems.map(({ rule }) => rule),
      (await editor.pushed(URI)).map(({ code }) => code),
    );
    const [problem] = await editor.pushed(URI);
    const ignore = (await editor.actions(URI, problem!.range)).find(({ title }) => title.startsWith('Ignore'));
    await editor.apply(URI, ignore!);
    assert.deepEqual((await ask(editor))?.problems, []);
  });

  it('draws a pod that uses every field', async () => {
    const editor = await opened(JSON.stringify(RICH, null, 2));
    const picture = await ask(editor);
    assert.equal(picture?.title, 'Deployment web');
    assert.ok((containers(picture)?.length ?? 0) > 2);
  });

  it('is answered with nothing for files without pods and files that are not open', async () => {
    const editor = await Editor.inMemory();
    assert.equal(await ask(editor), null);
    for (const text of ['', '\uFEFF', '{{ . }}', 'kind: Pod\nspec: {containers: 7}\n', 'kind: Pod\n---\nkind: Pod\n']) {
      await editor.open(URI, text);
      assert.equal(await ask(editor), null, text);
      await editor.close(URI);
    }
    assert.deepEqual(editor.log, []);
  });
});
