import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Check } from './check.ts';
import { exampleName, lineOf, open, rule, seeDiagnostic, seeText } from './editor.ts';
import { extension } from './start-checks.ts';

/** Does something bad to the server and sees that the same server goes on answering. */
async function survives(badness: () => Promise<void>): Promise<void> {
  const { serverStarts } = extension().exports;
  await badness();
  const { document } = await open(exampleName);
  await seeDiagnostic(document, rule);
  assert.equal(extension().exports.serverStarts, serverStarts, 'the server was not started again');
}

/** Bad input neither ends the server nor harms the text. */
export const robustnessChecks: readonly Check[] = [
  {
    name: 'a half-typed container does not end the diagnostics',
    run: () =>
      survives(async () => {
        const editor = await open(exampleName);
        const before = editor.document.getText();
        const line = lineOf(editor.document, ' containers:');
        await editor.edit((edit) => edit.insert(new vscode.Position(line + 1, 0), '        - na\n'));
        await seeDiagnostic(editor.document, rule);
        await vscode.commands.executeCommand('undo');
        await seeText(editor.document, before);
      }),
  },
  {
    name: '2 MB of garbage do not end the server',
    run: () =>
      survives(async () => {
        const { document } = await open('oddities/garbage.yaml');
        assert.ok(document.getText().length > 2_000_000, `${document.getText().length} characters`);
      }),
  },
  {
    name: '10,000 levels of nesting and typing in them do not end the server',
    run: () =>
      survives(async () => {
        const editor = await open('oddities/deep.yaml');
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'apiVersion: v1\n'));
      }),
  },
];
