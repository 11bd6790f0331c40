// Where an exported picture goes.
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import { exists } from '../files.ts';

/** Asks for a file: beside the manifest, with the name of the workload, unless somebody wants another. */
export async function askForTarget(
  manifest: vscode.Uri,
  name: string,
  { ending, name: kind }: { readonly ending: string; readonly name: string },
): Promise<vscode.Uri | undefined> {
  const folder =
    manifest.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(manifest, '..');
  return vscode.window.showSaveDialog({
    title: 'Export Pod Picture',
    saveLabel: 'Export',
    filters: { [kind]: [ending] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${name}.${ending}`) } : {}),
  });
}

/** The picture beside a page that is saved: of the same name. */
export function besidePage(page: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(page, '..', `${basename(page.path).replace(/\.[^.]*$/, '')}.svg`);
}

/** Whether a file may be written that nobody has been asked about: it is new, or is to be replaced. */
export async function mayReplace(file: vscode.Uri): Promise<boolean> {
  if (!(await exists(file))) return true;
  const replace = 'Replace';
  const question = `${basename(file.path)} is there already. Replace it?`;
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

/** Writes files. */
export async function write(files: readonly (readonly [file: vscode.Uri, bytes: Uint8Array])[]): Promise<void> {
  for (const [file, bytes] of files) await vscode.workspace.fs.writeFile(file, bytes);
}

/** Says that a file is there, and lets people look at it. */
export async function tellSaved(file: vscode.Uri): Promise<void> {
  const open = 'Open';
  const name = vscode.workspace.asRelativePath(file);
  const answer = await vscode.window.showInformationMessage(`Exported ${name}.`, open);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', file);
}
