import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, lineOf, open, seeText } from './editor.ts';
import { inWindow } from './window.ts';

/** One insertion through the suggest widget. */
interface Insertion {
  readonly example: string;
  /** A dash is typed on a new line below the line with this text, in this column. */
  readonly below: string;
  readonly column: number;
  /** What the row of the pattern says in the widget. */
  readonly row: string;
  /** What the text must match then. */
  readonly expected: readonly RegExp[];
}

async function insertAndUndo({ example, below, column, row, expected }: Insertion): Promise<void> {
  const editor = await open(example);
  const { document } = editor;
  const end = document.lineAt(lineOf(document, below)).range.end;
  await editor.edit((edit) => edit.insert(end, `\n${' '.repeat(column)}`));
  const begin = new vscode.Position(end.line + 1, column);
  editor.selection = new vscode.Selection(begin, begin);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await inWindow('type', { keys: '- ' });
  await see(
    'the dash that was typed',
    () => document.lineAt(begin.line).text === `${' '.repeat(column)}- `,
    () => document.lineAt(begin.line).text,
  );
  const before = document.getText();

  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  await inWindow('click', { selector: `.suggest-widget.visible .monaco-list-row:has-text("${row}")` });
  await see(
    'the inserted pattern',
    () => expected.every((one) => one.test(document.getText())),
    () => document.getText(),
  );
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

/** A snippet of VS Code, in a new file. */
async function insertManifest(name: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml' }));
  await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'yaml', name });
  const expected = [/^kind: Job$/m, /^ {10}restartPolicy: Always$/m];
  await see(
    'the manifest',
    () => expected.every((one) => one.test(editor.document.getText())),
    () => editor.document.getText(),
  );
  await see('a line above its pod', async () => {
    const { uri } = editor.document;
    const lenses = await vscode.commands.executeCommand<unknown[]>('vscode.executeCodeLensProvider', uri);
    return lenses.length > 0;
  });
  await closeAll();
}

/** Patterns as completions and as snippets, accepted as people do it. */
export const completionChecks: readonly Check[] = [
  {
    name: 'a snippet brings a whole manifest, and its pod is found',
    run: () => insertManifest('Job with a native sidecar'),
  },
  {
    name: 'completion: a log shipper behind a dash in initContainers brings its volume and the mount of the application',
    run: () =>
      insertAndUndo({
        example: 'pattern-ambassador.yaml',
        below: 'value: postgres://ledger@localhost:5432/ledger',
        column: 8,
        row: 'Log shipper (Fluent Bit)',
        expected: [
          /^ {8}- name: \S+\n {10}image: \S*fluent-bit/m,
          /^ {10}restartPolicy: Always$/m,
          /^ {6}volumes:\n {8}- name: \S+\n {10}emptyDir:/m,
          /^ {8}- name: ledger\n(?: {10}.*\n)* {10}volumeMounts:\n {12}- name: \S+\n {14}mountPath: /m,
        ],
      }),
  },
  {
    name: 'completion: behind a dash at the end of containers it is a classic sidecar',
    run: () =>
      insertAndUndo({
        example: 'pattern-proxy.yaml',
        below: 'port: http',
        column: 8,
        row: 'Log shipper (Fluent Bit)',
        expected: [
          /^ {14}port: http\n {8}- name: \S+\n {10}image: \S*fluent-bit/m,
          /^(?![\s\S]*restartPolicy)/,
          /^ {6}volumes:\n {8}- name: \S+\n {10}emptyDir:/m,
          /^ {8}- name: dashboard\n(?: {10}.*\n)* {10}volumeMounts:\n {12}- name: \S+\n {14}mountPath: /m,
        ],
      }),
  },
];
