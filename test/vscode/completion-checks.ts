import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, lineOf, open, seeText } from './editor.ts';
import { inWindow, isShown } from './window.ts';

/** One insertion through the suggest widget. */
interface Insertion {
  readonly example: string;
  /** A dash is typed on a new line below the line with this text, in this column. */
  readonly below: string;
  readonly column: number;
  /** What is typed on in the list that the dash has opened; without it the list behind the dash is asked for. */
  readonly word?: string;
  /** The label of the pattern in the widget, whole: others may begin with it. */
  readonly row: string;
  /** What the text must match then. */
  readonly expected: readonly RegExp[];
}

async function insertAndUndo({ example, below, column, word, row, expected }: Insertion): Promise<void> {
  const editor = await open(example);
  const { document } = editor;
  const end = document.lineAt(lineOf(document, below)).range.end;
  await editor.edit((edit) => edit.insert(end, `\n${' '.repeat(column)}`));
  const begin = new vscode.Position(end.line + 1, column);
  editor.selection = new vscode.Selection(begin, begin);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  const typed = word === undefined ? '- ' : `- ${word}`;
  if (word === undefined) await inWindow('type', { keys: typed });
  else {
    await inWindow('type', { keys: '-' });
    await inWindow('wait', { selector: SUGGESTION });
    await inWindow('type', { keys: typed.slice(1) });
  }
  await see(
    'the dash that was typed',
    () => document.lineAt(begin.line).text === `${' '.repeat(column)}${typed}`,
    () => document.lineAt(begin.line).text,
  );
  const before = document.getText();

  if (word === undefined) await vscode.commands.executeCommand('editor.action.triggerSuggest');
  await takeSuggestion(row, word === undefined ? MOST_STEPS : 0);
  await see(
    'the inserted pattern',
    () => expected.every((one) => one.test(document.getText())),
    () => document.getText(),
  );
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

const SUGGESTION = '.suggest-widget.visible .monaco-list-row';

/** Rows of the whole list; nobody goes through it twice. */
const MOST_STEPS = 60;

/**
 * Takes a suggestion by the keyboard: under a mouse the rows move while the list still grows.
 * @param most how many rows may stand above it
 */
async function takeSuggestion(label: string, most: number): Promise<void> {
  await inWindow('wait', { selector: SUGGESTION });
  let rows = '';
  await see('rows that stay as they are', async () => {
    const before = rows;
    rows = JSON.stringify(await inWindow('text', { selector: SUGGESTION }));
    return rows === before;
  });
  let steps = 0;
  await see(
    `${label} with the focus`,
    async () => {
      // What is said of a row is whole, while its label comes in parts where some of it is highlighted.
      if (await isShown(`${SUGGESTION}.focused[aria-label^="${label}, "]`)) return true;
      if (steps < most) await vscode.commands.executeCommand('selectNextSuggestion');
      steps++;
      return false;
    },
    () => `after ${steps} steps, among ${rows}`,
  );
  await vscode.commands.executeCommand('acceptSelectedSuggestion');
}

/** Completes a word at a place, by the keyboard alone, and types over what is selected then. */
async function completeAndFill(
  text: string,
  word: string,
  typed: string,
  expected: readonly RegExp[],
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(text.includes('|') ? text.indexOf('|') : text.length);
  await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, text.includes('|') ? 1 : 0)), ''));
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await inWindow('type', { keys: word });
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  await inWindow('click', { selector: `${SUGGESTION}.focused` });
  await see(
    'something that is selected',
    () => !editor.selection.isEmpty,
    () => document.getText(),
  );
  await inWindow('type', { keys: typed });
  await see(
    'the completed text',
    () => expected.every((one) => one.test(document.getText())),
    () => document.getText(),
  );
  return document;
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: acme/web:1.0
  volumes:
    - |
`;

/** What is offered at a place of a text, by everybody. */
async function labelsAt(text: string): Promise<string[]> {
  const at = text.indexOf('|');
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: text.replace('|', '') });
  await vscode.window.showTextDocument(document);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(at),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
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
        row: 'sidecar: Ship log files',
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
        row: 'sidecar: Ship log files',
        expected: [
          /^ {14}port: http\n {8}- name: \S+\n {10}image: \S*fluent-bit/m,
          /^(?![\s\S]*restartPolicy)/,
          /^ {6}volumes:\n {8}- name: \S+\n {10}emptyDir:/m,
          /^ {8}- name: dashboard\n(?: {10}.*\n)* {10}volumeMounts:\n {12}- name: \S+\n {14}mountPath: /m,
        ],
      }),
  },
  {
    name: 'completion: the list that a dash has opened still has a log shipper, and as the first, when its name is typed on',
    run: () =>
      insertAndUndo({
        example: 'pattern-ambassador.yaml',
        below: 'value: postgres://ledger@localhost:5432/ledger',
        column: 8,
        word: 'flu',
        row: 'sidecar: Ship log files',
        expected: [/^ {8}- name: \S+\n {10}image: \S*fluent-bit/m, /^ {10}restartPolicy: Always$/m],
      }),
  },
  {
    name: 'completion: a whole manifest at the root of an empty document, with its name typed in all places',
    run: async () => {
      const document = await completeAndFill('', 'pod-simple-sidecar', 'mine', [
        /^apiVersion: v1\n[\s\S]*^kind: Pod\nmetadata:\n {2}name: mine$/m,
        /^ {2}initContainers:$/m,
      ]);
      await see(
        'no other name',
        () => !/name: web$/m.test(document.getText()),
        () => document.getText(),
      );
      await closeAll();
    },
  },
  {
    name: 'completion: a volume in memory, with its name typed over',
    run: async () => {
      await completeAndFill(POD, 'mem', 'scratch', [
        /^ {2}volumes:\n {4}- name: scratch\n {6}emptyDir:\n {8}medium: Memory\n {8}sizeLimit: \S+$/m,
      ]);
      await closeAll();
    },
  },
  {
    name: 'completion: whole manifests are offered at the root only, and each once',
    run: async () => {
      const within = POD.replace('    - |\n', '    - name: a\n      emptyDir: {}\n');
      const cases: readonly (readonly [text: string, wanted: number])[] = [
        ['|\n', 1],
        [POD, 0],
        [`${within}|\n`, 0],
      ];
      for (const [text, wanted] of cases) {
        let found: readonly string[] = [];
        const look = async () => {
          found = (await labelsAt(text)).filter((label) => label.endsWith(' Job with a native sidecar'));
          return found.length === wanted;
        };
        await see(`${wanted} manifests`, look, () => `${found.join(', ')} in ${text}`);
      }
      await closeAll();
    },
  },
];
