import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT } from './manifests.ts';

const URI = 'untitled:shop';

const symbols = (editor: Editor) =>
  editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: URI } });

describe('the outline', () => {
  it('is offered to a client that nests its entries, and to no other', async () => {
    for (const [modern, provider] of [
      [true, { label: 'Pod Patterns' }],
      [false, undefined],
    ] as const) {
      const editor = await Editor.inMemory({ modern });
      assert.deepEqual(editor.initialized.capabilities.documentSymbolProvider, provider);
    }
  });

  it('has the pods of all documents with their containers', async () => {
    const editor = await Editor.inMemory({ modern: true });
    await editor.open(URI, `${CONFLICT}---\nkind: ConfigMap\n---\n${MISSPELT}`.replaceAll('\n', '\r\n'));
    const found = await symbols(editor);
    assert.deepEqual(
      found.map(({ name, kind, range, children = [] }) => [
        [name, kind, range.start.line],
        ...children.map((child) => [child.name, child.kind, child.range.start.line]),
      ]),
      [
        [
          ['Pod shop', SymbolKind.Class, 0],
          ['api', SymbolKind.Object, 6],
          ['admin', SymbolKind.Object, 11],
        ],
        [
          ['Pod shop', SymbolKind.Class, 24],
          ['shop', SymbolKind.Object, 30],
          ['tail', SymbolKind.Object, 35],
        ],
      ],
    );
    const [shop] = found[1]?.children ?? [];
    assert.ok(shop);
    assert.equal(shop.detail, 'application');
    assert.equal(editor.text(URI, shop.selectionRange), 'shop');
    assert.match(editor.text(URI, shop.range), /^- name: shop\r\n[\s\S]*mountPath: \/var\/log\/app$/);
  });

  it('moves with the lines above', async () => {
    const editor = await Editor.inMemory({ modern: true });
    await editor.open(URI, [CONFLICT, CONFLICT, MISSPELT].join('---\n'));
    const lines = async () => (await symbols(editor)).map(({ range }) => range.start.line);
    const [first, second = 0, third = 0] = await lines();
    const at = { line: second - 1, character: 0 };
    await editor.change(URI, { range: { start: at, end: at }, text: '# one more\n' });
    assert.deepEqual(await lines(), [first, second + 1, third + 1]);
    await editor.change(URI, { range: { start: at, end: { ...at, line: at.line + 1 } }, text: '' });
    assert.deepEqual(await lines(), [first, second, third]);
  });

  it('is empty for a file that is not open, or holds no pod', async () => {
    const editor = await Editor.inMemory({ modern: true });
    assert.deepEqual(await symbols(editor), []);
    await editor.open(URI, 'kind: ConfigMap\n');
    assert.deepEqual(await symbols(editor), []);
  });
});
