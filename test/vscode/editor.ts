// What the checks do in the editor and see there.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { see } from './check.ts';
import { inWindow } from './window.ts';

/** The rule that the example breaks, and the one its quick fix is for. */
export const rule = 'job-sidecar-never-completes';

/** The example every check of a fix works on. */
export const exampleName = 'job-classic-sidecar.yaml';

/** A file of the workspace, by its path in it. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Shows a file of the workspace in the only editor there is. */
export async function open(name: string): Promise<vscode.TextEditor> {
  await closeAll();
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(name)));
}

/** Closes all editors and drops what was typed. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Our diagnostics of a document, at this moment. */
export const ourDiagnostics = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === 'Pod Patterns');

/** The id of the rule a diagnostic names. */
export const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

/** Waits for a diagnostic of the rule. */
export const seeDiagnostic = (document: vscode.TextDocument, id: string): Promise<vscode.Diagnostic> =>
  see(
    `a diagnostic ${id} in ${basename(document.fileName)}`,
    () => ourDiagnostics(document).find((one) => codeOf(one) === id),
    () => vscode.languages.getDiagnostics(document.uri).map(({ message, code, source }) => ({ message, code, source })),
  );

/** Waits until the rule has nothing more to say. */
export const seeNoDiagnostic = (document: vscode.TextDocument, id: string): Promise<boolean> =>
  see(
    `the end of ${id} in ${basename(document.fileName)}`,
    () => !ourDiagnostics(document).some((one) => codeOf(one) === id),
  );

/** Waits until the document has exactly this text. */
export async function seeText(document: vscode.TextDocument, expected: string): Promise<void> {
  await see('the expected text', () => document.getText() === expected).catch(() =>
    assert.equal(document.getText(), expected),
  );
}

/** The line of the document, from 0, that has the text. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split('\n')
    .findIndex((one) => one.includes(text));
  if (line < 0) throw new Error(`no line with ${text}`);
  return line;
}

/** Puts the cursor at the begin of what stands on the line that has the text. */
export function putCursor(editor: vscode.TextEditor, text: string): void {
  const line = lineOf(editor.document, text);
  const at = new vscode.Position(line, editor.document.lineAt(line).firstNonWhitespaceCharacterIndex);
  editor.selection = new vscode.Selection(at, at);
}

/** Waits until the active editor has selected the text. */
export const seeSelected = (text: string): Promise<boolean> =>
  see(
    `${text} selected in the focused editor`,
    () => selected() === text,
    () => selected(),
  );

function selected(): string | undefined {
  const { activeTextEditor } = vscode.window;
  return activeTextEditor?.document.getText(activeTextEditor.selection);
}

/** Waits until a notification says the text, and clears them all. */
export async function seeMessage(text: string): Promise<void> {
  // Toasts are off while a test drives the editor; the list of notifications is not.
  await vscode.commands.executeCommand('notifications.showList');
  const selector = `.notifications-center :text("${text}")`;
  await inWindow('wait', { selector });
  await vscode.commands.executeCommand('notifications.clearAll');
  await inWindow('gone', { selector });
}
