import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, lineOf, open, seeText } from './editor.ts';

/** A refactoring at a line of an example, and what the text must match then. */
interface Refactoring {
  readonly example: string;
  readonly line: string;
  readonly title: RegExp;
  readonly expected: readonly RegExp[];
}

async function refactorAndUndo({ example, line, title, expected }: Refactoring): Promise<void> {
  const editor = await open(example);
  const { document } = editor;
  const before = document.getText();
  const at = document.lineAt(lineOf(document, line)).range.end;
  editor.selection = new vscode.Selection(at, at);
  let action: vscode.CodeAction | undefined;
  const seen: string[] = [];
  await see(
    'the refactoring',
    async () => {
      const kind = vscode.CodeActionKind.Refactor.value;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        ...[document.uri, editor.selection, kind, 20],
      );
      seen.splice(0, seen.length, ...actions.map((one) => one.title));
      action = actions.find((one) => title.test(one.title));
      return action !== undefined;
    },
    () => seen.join(' | '),
  );
  assert.ok(action?.edit, action?.disabled?.reason);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  await see(
    'the changed text',
    () => expected.every((one) => one.test(document.getText())),
    () => document.getText(),
  );
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
  await closeAll();
}

/** Refactorings as the light bulb makes them, each taken back by one undo. */
export const refactorChecks: readonly Check[] = [
  {
    name: 'refactor: a classic sidecar of a CronJob becomes a native one, with its comment',
    run: () =>
      refactorAndUndo({
        example: 'job-classic-sidecar.yaml',
        line: '- name: sql-proxy',
        title: /^Convert "sql-proxy" to a native sidecar \(.*the Job completes without it\)$/,
        expected: [
          /^ {10}initContainers:\n {12}# leads to the database in the cloud\n {12}- name: sql-proxy$/m,
          /^ {14}restartPolicy: Always$/m,
          /^ {14}startupProbe:$/m,
        ],
      }),
  },
  {
    name: 'refactor: a native sidecar becomes a classic one',
    run: () =>
      refactorAndUndo({
        example: 'pattern-native-sidecar.yaml',
        line: 'restartPolicy: Always',
        title: /^Convert "[^"]+" to a classic sidecar/,
        expected: [/^(?![\s\S]*restartPolicy: Always)/, /^(?![\s\S]*initContainers)/],
      }),
  },
];
