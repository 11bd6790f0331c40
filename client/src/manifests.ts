// Which documents are ours, and where they are shown.
import * as vscode from 'vscode';

/** Neither side of a diff view of an older version (scheme git) is a file somebody works on. */
export const schemes: readonly string[] = ['file', 'untitled', 'vscode-vfs'];

/** The languages in which manifests are written. */
export const languages: readonly string[] = ['yaml', 'helm'];

/** Whether the language server is told of the document. */
export const isManifest = ({ languageId, uri }: vscode.TextDocument): boolean =>
  languages.includes(languageId) && schemes.includes(uri.scheme);

/** Whether both name one file. */
export const isSame = (a: vscode.Uri, b: vscode.Uri): boolean => a.toString() === b.toString();

/** The document, opened without being shown if need be; null if it is gone. */
export async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  const open = vscode.workspace.textDocuments.find((one) => isSame(one.uri, uri));
  // Opening an untitled document that was closed would make a new one.
  if (open || uri.scheme === 'untitled') return open ?? null;
  return vscode.workspace.openTextDocument(uri).then(
    (opened) => opened,
    () => null,
  );
}

/** An editor that shows the file, the active one if it does. */
export function editorOf(uri: vscode.Uri): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return [activeTextEditor, ...visibleTextEditors].find((one) => one && isSame(one.document.uri, uri));
}

/**
 * Shows the file in the column where it is open, and focuses it.
 * @param selection what to select; without it the selection stays as it is
 * @param not the column to leave alone if the file is open in none
 */
export async function focusFile(document: vscode.TextDocument, selection?: vscode.Range, not?: vscode.ViewColumn) {
  await show(document, selection, not, false);
}

/** The same, but the focus stays where it is. */
export async function revealInFile(document: vscode.TextDocument, selection?: vscode.Range, not?: vscode.ViewColumn) {
  await show(document, selection, not, true);
}

async function show(
  document: vscode.TextDocument,
  selection: vscode.Range | undefined,
  not: vscode.ViewColumn | undefined,
  preserveFocus: boolean,
): Promise<void> {
  const viewColumn = columnOf(document.uri) ?? (not === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : 1);
  await vscode.window.showTextDocument(document, {
    viewColumn,
    preserveFocus,
    ...(selection ? { selection: document.validateRange(selection) } : {}),
  });
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const visible = editorOf(uri)?.viewColumn;
  const holds = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && isSame(input.uri, uri);
  return visible ?? vscode.window.tabGroups.all.find((group) => group.tabs.some(holds))?.viewColumn;
}
