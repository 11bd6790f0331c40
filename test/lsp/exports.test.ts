import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Exported, type ExportParams, ExportRequest } from '../../server/src/lsp/requests.ts';
import { Editor } from './editor.ts';
import { CONFLICT } from './manifests.ts';

const URI = 'untitled:shop';

async function opened(text: string): Promise<Editor> {
  const editor = await Editor.inMemory();
  await editor.open(URI, text);
  return editor;
}

describe('the request for an exported picture', () => {
  const exported = (editor: Editor, params: object): Promise<Exported | null> =>
    editor.connection.sendRequest(ExportRequest, { textDocument: { uri: URI }, ...params } as ExportParams);

  it('answers with the text of each format, and the name of a file for it', async () => {
    const editor = await opened(CONFLICT);
    for (const [params, begin] of [
      [{ format: 'svg' }, /^<svg [\s\S]*prefers-color-scheme:dark/],
      [{ format: 'svg', theme: 'no such' }, /^<svg [\s\S]*prefers-color-scheme:dark/],
      [{ format: 'svg', theme: 'high-contrast' }, /^<svg [\s\S]*\.bg\{fill:#000000;/],
      [{ format: 'mermaid' }, /\nflowchart TB\n/],
      [{ format: 'markdown' }, /^# [^\n]+\n\n```mermaid\n/],
      [{ format: 'markdown', picture: 'a (b).svg' }, /^# [^\n]+\n\n!\[[^\]]+\]\(a%20%28b%29\.svg\)\n/],
      [{ format: 'markdown', picture: 7 }, /^# [^\n]+\n\n```mermaid\n/],
    ] as const) {
      const answer = await exported(editor, params);
      assert.match(answer?.name ?? '', /^[a-z]+-[a-z-]+$/);
      assert.match(answer?.text ?? '', begin);
    }
  });

  it('shows the kubelet if it is asked to', async () => {
    const probe = 'livenessProbe: { tcpSocket: { port: 80 } }';
    const editor = await opened(`apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a, ${probe} }] }\n`);
    const shows = async (probes: boolean) =>
      (await exported(editor, { format: 'mermaid', probes }))?.text.includes('kubelet') ?? null;
    assert.deepEqual([await shows(false), await shows(true)], [false, true]);
  });

  it('marks what differs from an earlier text', async () => {
    const editor = await opened(CONFLICT);
    const shown = async (before: unknown) => (await exported(editor, { format: 'svg', before }))?.text ?? '';
    assert.match(await shown(''), /HEAD → working tree/);
    assert.doesNotMatch(await shown(7), /HEAD/);
  });

  it('has no answer for what nobody knows, and for a file without a pod', async () => {
    const editor = await opened(CONFLICT);
    for (const format of ['png', 'json', '', null, 'constructor'])
      assert.equal(await exported(editor, { format }), null);
    assert.equal(await exported(await opened('kind: ConfigMap\n'), { format: 'svg' }), null);
  });
});
