import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InlayHint, Range } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';

const URI = 'untitled:shop';
const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: ${name}
      image: acme/shop:1.0
    - name: logs
      image: fluent/fluent-bit:5.0.0
`;
const TEXT = `${pod('one')}---\n${pod('two')}`.replaceAll('\n', '\r\n');
const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const hints = (editor: Editor, range = ALL) =>
  editor.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: URI }, range });
const resolve = (editor: Editor, hint: InlayHint) =>
  editor.connection.sendRequest<InlayHint>('inlayHint/resolve', hint);
const told = (found: readonly InlayHint[]) =>
  found.map(({ position, label }) => [position.line, position.character, label]);

describe('inlay hints', () => {
  it('stand behind the names of containers', async () => {
    const editor = await Editor.inMemory();
    assert.deepEqual(editor.initialized.capabilities.inlayHintProvider, { resolveProvider: true });
    await editor.open(URI, TEXT);
    const found = await hints(editor);
    assert.deepEqual(told(found), [
      [6, 15, 'application'],
      [8, 16, 'sidecar · Fluent Bit'],
      [17, 15, 'application'],
      [19, 16, 'sidecar · Fluent Bit'],
    ]);
    assert.ok(found.every(({ paddingLeft, tooltip }) => paddingLeft && tooltip === undefined));
  });

  it('are those of the range that is asked for', async () => {
    const editor = await Editor.inMemory();
    await editor.open(URI, TEXT);
    const range = (from: [number, number], to: [number, number]): Range => {
      return { start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } };
    };
    for (const [asked, lines] of [
      [range([0, 0], [7, 0]), [6]],
      [range([7, 0], [18, 0]), [8, 17]],
      [range([8, 16], [8, 16]), [8]],
      [range([9, 0], [17, 14]), []],
      [range([500, 0], [600, 0]), []],
      [range([-5, -5], [1e9, 1e9]), [6, 8, 17, 19]],
    ] as const) {
      const found = await hints(editor, asked);
      assert.deepEqual(
        found.map(({ position }) => position.line),
        lines,
      );
    }
  });

  it('tell more when they are asked: the card of the container', async () => {
    const editor = await Editor.inMemory();
    await editor.open(URI, TEXT);
    const [, logs] = await hints(editor);
    assert.ok(logs);
    const { tooltip, ...rest } = await resolve(editor, logs);
    assert.deepEqual(rest, logs);
    assert.ok(typeof tooltip === 'object' && tooltip.kind === 'markdown');
    assert.match(tooltip.value, /^\*\*`logs`\*\* · sidecar · .*Fluent Bit[\s\S]*\*Why:\*/);
    await editor.change(URI, { text: `# above\n${TEXT}` });
    assert.deepEqual(await resolve(editor, logs), logs, 'nothing about another text');
    for (const data of [undefined, 7, { uri: 'untitled:other', version: 1 }]) {
      const foreign: InlayHint = { position: logs.position, label: 'x', data };
      assert.equal((await resolve(editor, foreign)).tooltip, undefined);
    }
    assert.deepEqual(editor.log, []);
  });

  it('follow the setting, of which a client that can is told', async () => {
    let inlayHints: unknown = false;
    const editor = await Editor.inMemory({
      modern: true,
      initializationOptions: { preview: true },
      configuration: () => ({ inlayHints }),
    });
    await editor.open(URI, TEXT);
    assert.deepEqual(await hints(editor), []);
    inlayHints = true;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.until(() => editor.refreshed.length === 2, 'being told to ask again');
    assert.deepEqual(editor.refreshed.toSorted(), ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);
    assert.equal((await hints(editor)).length, 4);
    assert.deepEqual(editor.log, []);
  });

  it('are not switched off by what is no answer; that is told', async () => {
    const editor = await Editor.inMemory({ configuration: () => ({ inlayHints: 'no' }) });
    await editor.open(URI, TEXT);
    assert.equal((await hints(editor)).length, 4);
    assert.match(editor.log.join(), /"inlayHints" must be true or false/);
  });

  it('are none for a file that is not open', async () => {
    assert.deepEqual(await hints(await Editor.inMemory()), []);
  });
});
