import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyseFile } from '../../server/src/features/file.ts';
import type { Client } from '../../server/src/lsp/client.ts';
import { Completions } from '../../server/src/lsp/completion.ts';
import { openFile } from '../../server/src/lsp/documents.ts';
import { ALONE, settings } from '../support.ts';
import { Editor } from './editor.ts';

const URI = 'untitled:shop';

/** A second document, so that lines of the file and of the document differ. */
const ABOVE = 'apiVersion: v1\nkind: Service\nmetadata: {name: 😀}\n---\n';

function pod(typed: string): string {
  return `${ABOVE}apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: acme/web:1.0
${typed}  restartPolicy: Always
`;
}

/** The items at the mark \`|\` of a text, as a server with this client answers them. */
function itemsAt(marked: string, client: Partial<Client>): { text: string; items: CompletionItem[] } {
  const text = marked.replace('|', '');
  const position = TextDocument.create(URI, 'yaml', 1, text).positionAt(marked.indexOf('|'));
  const context = { surroundings: ALONE, settings: settings(), serial: 1 };
  const open = openFile(URI, 'yaml', 1, text);
  const file = analyseFile(text, ALONE);
  return { text, items: new Completions(client as Client).at({ open, context, position, file } as never) };
}

/** What an editor does: the additional edits, and the text edit, with the indentation of its line before every further line unless it is told to leave it. */
function accepted(text: string, { textEdit, additionalTextEdits = [], insertTextMode }: CompletionItem): string {
  assert.ok(textEdit && 'range' in textEdit);
  const document = TextDocument.create(URI, 'yaml', 1, text);
  const { start } = textEdit.range;
  const margin = /^ */.exec(document.getText({ start: { line: start.line, character: 0 }, end: start }))?.[0] ?? '';
  const newText =
    insertTextMode === InsertTextMode.asIs ? textEdit.newText : textEdit.newText.replace(/\n(?!\n|$)/g, `\n${margin}`);
  return TextDocument.applyEdits(document, [...additionalTextEdits, { range: textEdit.range, newText }]);
}

/** The text of a snippet with its defaults, as an editor shows it first. */
function expanded(snippet: string): string {
  const values = new Map<string, string>();
  return snippet.replace(
    /\\([\\$}])|\$0|\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^,|\\])*)[^}]*\|)?\}/g,
    (found, sign?: string, number?: string, value?: string, choice?: string) => {
      if (sign !== undefined) return sign;
      if (number === undefined) return '';
      const text = (value ?? choice)?.replace(/\\(.)/g, '$1');
      if (text !== undefined) values.set(number, text);
      return values.get(number) ?? found;
    },
  );
}

function fluentBit(items: readonly CompletionItem[]): CompletionItem {
  const found = items.find(({ filterText }) => filterText?.startsWith('fluent-bit'));
  assert.ok(found, `no Fluent Bit among ${items.map(({ label }) => label).join(', ')}`);
  return found;
}

suite('completion', () => {
  test('is answered over the protocol, with everything that one step takes', async () => {
    const editor = await Editor.inMemory();
    const text = pod('    - flu\n');
    await editor.open(URI, text);
    const line = text.slice(0, text.indexOf('- flu')).split('\n').length - 1;
    const items = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: URI },
      position: { line, character: 9 },
    });
    const item = fluentBit(items);
    assert.equal(item.label, 'sidecar: Ship log files');
    assert.equal(item.kind, CompletionItemKind.Snippet);
    assert.match(item.labelDetails?.description ?? '', /^adds volumes logs, .*, mount in web$/);
    assert.equal(item.insertTextFormat, InsertTextFormat.PlainText);
    assert.equal(item.insertTextMode, undefined);
    assert.match(item.sortText ?? '', /^y\d{3}$/);
    assert.match(JSON.stringify(item.documentation), /```diff/);
    assert.deepEqual(item.textEdit && 'range' in item.textEdit && item.textEdit.range, {
      start: { line, character: 6 },
      end: { line, character: 9 },
    });
    assert.deepEqual(editor.log, []);
  });

  test('of both ways of indentation comes to the same text', () => {
    for (const typed of ['    - |\n', '    -|\n', '    - flu|\n', '    |\n']) {
      const marked = pod(typed);
      const asIs = itemsAt(marked, { keepsWhitespace: true });
      const adjusted = itemsAt(marked, { keepsWhitespace: false });
      assert.ok(asIs.items.length > 3);
      assert.deepEqual(
        asIs.items.map(({ insertTextMode }) => insertTextMode),
        asIs.items.map(() => InsertTextMode.asIs),
      );
      for (const [i, item] of asIs.items.entries()) {
        const other = adjusted.items[i];
        assert.ok(other);
        const after = accepted(asIs.text, item);
        assert.equal(accepted(adjusted.text, other), after, item.label);
        assert.equal(analyseFile(after, ALONE)[1]?.analysis.teams[0]?.pod.containers.length, 2, after);
      }
    }
  });

  test('writes every line where it belongs', () => {
    const { text, items } = itemsAt(pod('    - |\n'), { keepsWhitespace: true });
    const after = accepted(text, fluentBit(items));
    assert.ok(after.startsWith(text.slice(0, text.indexOf('    - \n'))), after);
    const rest = after.slice(text.indexOf('    - \n'));
    assert.match(
      rest,
      /^ {6}volumeMounts:\n {8}- name: logs\n {10}mountPath: \/var\/log\/app\n {4}- name: fluent-bit\n {6}image: /,
    );
    assert.match(
      rest,
      /\n {2}volumes:\n {4}- name: logs\n(?: {6}.*\n)+ {4}- name: .*\n(?: {6}.*\n)+ {2}restartPolicy: Always\n$/,
    );
  });

  test('is found by what is typed: the text that is replaced begins no word of another item', () => {
    const { text, items } = itemsAt(pod('    - flu|\n'), { keepsWhitespace: true });
    const document = TextDocument.create(URI, 'yaml', 1, text);
    for (const { textEdit } of items) {
      assert.equal(textEdit && 'range' in textEdit && document.getText(textEdit.range), 'flu');
    }
  });

  test('at the end of a file, a client that indents gets nothing that would stand wrongly', () => {
    const marked = `${pod('').replace(/ {2}restartPolicy.*\n$/, '')}    - |`;
    const { text, items } = itemsAt(marked, { keepsWhitespace: false });
    for (const item of items) {
      const after = accepted(text, item);
      const analysis = analyseFile(after, ALONE)[1]?.analysis;
      assert.equal(analysis?.document?.broken, false, after);
      assert.equal(analysis?.teams[0]?.pod.containers.length, 2, after);
    }
    assert.ok(items.length < itemsAt(marked, { keepsWhitespace: true }).items.length);
  });

  test('is silent elsewhere', () => {
    assert.deepEqual(itemsAt(pod('      ports:\n        - |\n'), {}).items, []);
    assert.deepEqual(itemsAt(`|${pod('')}`, {}).items, []);
  });

  test('has tab stops where the client takes snippets, and the same text elsewhere', () => {
    const marked = pod('  volumes:\n    - mem|\n');
    const rich = itemsAt(marked, { takesCompletionSnippets: true, keepsWhitespace: true });
    const [item] = rich.items;
    assert.ok(item?.textEdit && rich.items.length === 2);
    assert.equal(item.insertTextFormat, InsertTextFormat.Snippet);
    assert.equal(item.insertTextMode, InsertTextMode.asIs);
    const indent = ' '.repeat(6);
    assert.equal(
      item.textEdit.newText,
      `name: \${1:memory}\n${indent}emptyDir:\n${indent}  medium: Memory\n${indent}  sizeLimit: \${2|128Mi,64Mi,256Mi,1Gi|}$0`,
    );
    const poor = itemsAt(marked, { takesCompletionSnippets: false, keepsWhitespace: true }).items[0];
    assert.ok(poor?.textEdit);
    assert.equal(poor.insertTextFormat, InsertTextFormat.PlainText);
    assert.equal(
      poor.textEdit.newText,
      `name: memory\n${indent}emptyDir:\n${indent}  medium: Memory\n${indent}  sizeLimit: 128Mi`,
    );
    const adjusted = itemsAt(marked, { takesCompletionSnippets: true, keepsWhitespace: false }).items[0];
    assert.match(adjusted?.textEdit?.newText ?? '', /^name: \$\{1:memory\}\n {2}emptyDir:\n {4}medium/);
  });

  test('of a manifest keeps every dollar sign of its text, and is left to an editor that has it', () => {
    const { text, items } = itemsAt('pod|\n', { takesCompletionSnippets: true, keepsWhitespace: true });
    assert.ok(items.length > 5);
    const plain = itemsAt('pod|\n', { takesCompletionSnippets: false, keepsWhitespace: true }).items;
    for (const [i, item] of items.entries()) {
      const snippet = item.textEdit?.newText ?? '';
      assert.ok(snippet.endsWith('$0'));
      assert.equal(expanded(snippet), plain[i]?.textEdit?.newText, item.label);
      assert.equal(analyseFile(accepted(text, plain[i]!), ALONE)[0]?.analysis.document?.broken ?? false, false);
    }
  });

  test('between quotes is compared with what stands behind them', () => {
    const { text, items } = itemsAt(pod('').replace('image: acme/web:1.0', 'image: "red|"'), { keepsWhitespace: true });
    const redis = items.find(({ label }) => label.startsWith('redis:'));
    assert.match(redis?.filterText ?? '', /^"redis:/);
    assert.match(accepted(text, redis!), /image: "redis:[\w.-]+"\n/);
  });

  test('is compared with the space that is typed behind a dash or a colon, too, while the list stays open', () => {
    const cases: readonly (readonly [marked: string, begin: RegExp])[] = [
      [pod('    -|\n'), /^ \S/],
      [pod('    -|\n').replace('- name: web', '-   name: web').replace('  image', '    image'), /^ {3}\S/],
      [pod('    - |\n'), /^\S/],
      [pod('    - flu|\n'), /^\S/],
      [pod('    |\n'), /^\S/],
      [pod('  volumes:\n    -|\n'), /^ \S/],
      [pod('  volumes:\n    - |\n'), /^\S/],
      [pod('').replace('image: acme/web:1.0', 'image:|'), /^ \S/],
    ];
    for (const [marked, begin] of cases) {
      const { items } = itemsAt(marked, { keepsWhitespace: true });
      assert.ok(items.length > 0, marked);
      for (const { label, filterText = '', textEdit } of items) {
        assert.match(filterText, begin, `${label} in ${marked}`);
        const written = /^ */.exec(textEdit?.newText ?? '')?.[0] ?? '';
        assert.ok(filterText.startsWith(written), `${label} in ${marked}`);
      }
    }
  });

  test('gets its documentation when it is shown, if the client asks for it then', async () => {
    const editor = await Editor.inMemory({ completionItem: { resolveSupport: { properties: ['documentation'] } } });
    assert.equal(editor.initialized.capabilities.completionProvider?.resolveProvider, true);
    const text = pod('  volumes:\n    - \n');
    await editor.open(URI, text);
    const line = text.slice(0, text.indexOf('    - \n')).split('\n').length - 1;
    const ask = () =>
      editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri: URI },
        position: { line, character: 6 },
      });
    const [item] = await ask();
    assert.ok(item && item.documentation === undefined);
    const resolve = (one: CompletionItem) =>
      editor.connection.sendRequest<CompletionItem>('completionItem/resolve', one);
    const resolved = await resolve(item);
    assert.match(JSON.stringify(resolved.documentation), /```diff\\n\+- name: memory/);
    assert.deepEqual({ ...resolved, documentation: undefined }, { ...item, documentation: undefined });
    const [last] = await ask();
    assert.deepEqual(await resolve(item), item, 'an item of an older list is none of the last one');
    const indices = ['x', 'length', 'map', '0', 0.5, -1, 99, null];
    for (const data of [undefined, null, 1, ...indices.map((index) => ({ list: 2, index }))]) {
      const odd = { label: 'x', ...(data === undefined ? {} : { data }) };
      assert.deepEqual(await resolve(odd), odd);
    }
    assert.ok(last);
    await editor.open('untitled:other', '');
    await editor.close('untitled:other');
    assert.notDeepEqual(await resolve(last), last, 'another file was closed');
    await editor.close(URI);
    assert.deepEqual(await resolve(last), last, 'nothing is kept of a file that is closed');
    assert.deepEqual(editor.log, []);
  });

  test('has its documentation at once for other clients', async () => {
    const editor = await Editor.inMemory();
    assert.equal(editor.initialized.capabilities.completionProvider?.resolveProvider, false);
    const { items } = itemsAt(pod('  volumes:\n    - |\n'), {});
    assert.ok(
      items.length > 0 && items.every(({ documentation, data }) => documentation !== undefined && data === undefined),
    );
  });
});
