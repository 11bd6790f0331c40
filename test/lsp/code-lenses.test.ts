import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeLens } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT } from './manifests.ts';

const URI = 'untitled:shop';

const lenses = (editor: Editor) =>
  editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });

describe('code lenses', () => {
  it('are offered to a client that has the preview, and to no other', async () => {
    for (const [preview, provider] of [
      [true, {}],
      [false, undefined],
      ['yes', undefined],
    ] as const) {
      const editor = await Editor.inMemory({ initializationOptions: { preview } });
      assert.deepEqual(editor.initialized.capabilities.codeLensProvider, provider, String(preview));
    }
  });

  it('lead from each pod of a file to its picture, and to more containers', async () => {
    const editor = await Editor.inMemory({ initializationOptions: { preview: true, addHelper: true } });
    const text = `${CONFLICT}---\nkind: ConfigMap\n---\n${MISSPELT}`.replaceAll('\n', '\r\n');
    await editor.open(URI, text);
    const found = await lenses(editor);
    assert.deepEqual(
      found.map(({ range, command }) => [editor.text(URI, range), command?.title, command?.command]),
      [1, 2].flatMap(() => [
        ['spec', '2 containers', 'podPatterns.preview'],
        ['spec', 'Preview', 'podPatterns.preview'],
        ['spec', 'Add helper…', 'podPatterns.addHelper'],
      ]),
    );
    assert.equal(found[0]?.command?.tooltip, 'Start order: 2 containers');
    for (const { range, command } of found) assert.deepEqual(command?.arguments, [URI, range.start]);
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [4, 4, 4, 28, 28, 28],
    );
  });

  it('lead to more containers only in a client that has the command, and only where one can be added', async () => {
    const task = 'kind: Task\napiVersion: tekton.dev/v1\nspec: {steps: [{name: a, image: acme/a}]}\n';
    for (const [addHelper, text, expected] of [
      [true, MISSPELT, true],
      [false, MISSPELT, false],
      ['yes', MISSPELT, false],
      [true, task, false],
    ] as const) {
      const editor = await Editor.inMemory({ initializationOptions: { preview: true, addHelper } });
      await editor.open(URI, text);
      const commands = (await lenses(editor)).map(({ command }) => command?.command);
      assert.equal(commands.includes('podPatterns.addHelper'), expected, `${addHelper} ${text}`);
    }
  });

  it('are none for a file that is not open, or holds no pod', async () => {
    const editor = await Editor.inMemory({ initializationOptions: { preview: true } });
    assert.deepEqual(await lenses(editor), []);
    await editor.open(URI, 'kind: ConfigMap\n');
    assert.deepEqual(await lenses(editor), []);
  });
});
