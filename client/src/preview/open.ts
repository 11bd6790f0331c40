// The one preview of the window: made by the command, or brought back by the editor after a reload.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { editorOf } from '../manifests.ts';
import { readSource } from './messages.ts';
import { Preview, type Wanted } from './preview.ts';

let preview: Preview | undefined;

/**
 * Shows the pod that somebody asked for beside the editor.
 * @param file,position what the command was given: a button gives a file, the line above a pod a URI and a position
 */
export function openPreview(client: LanguageClient, extension: vscode.Uri, file: unknown, position: unknown): void {
  const wanted = wantedBy(file, position);
  if (preview) preview.show(wanted);
  else if (wanted) keep(newPanel(), client, extension, wanted);
  else vscode.window.showInformationMessage('Open a Kubernetes manifest: the preview shows the pod at the cursor.');
}

/** Fills a panel that the editor has brought back. */
export function restorePreview(
  client: LanguageClient,
  extension: vscode.Uri,
  panel: vscode.WebviewPanel,
  state: unknown,
): void {
  const source = readSource(state);
  const uri = source && parse(source.uri);
  if (preview || !source || !uri) panel.dispose();
  else keep(panel, client, extension, { uri, position: new vscode.Position(source.line, source.character) });
}

function keep(panel: vscode.WebviewPanel, client: LanguageClient, extension: vscode.Uri, wanted: Wanted): void {
  const opened = new Preview(panel, client, extension, wanted);
  preview = opened;
  panel.onDidDispose(() => {
    if (preview === opened) preview = undefined;
  });
}

function newPanel(): vscode.WebviewPanel {
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel('podPatterns.preview', 'Pod Preview', beside, { enableFindWidget: true });
}

/** The arguments of a command are data from anywhere: without usable ones it is the active editor that is meant. */
function wantedBy(file: unknown, position: unknown): Wanted | null {
  const active = vscode.window.activeTextEditor;
  const given = file instanceof vscode.Uri ? file : typeof file === 'string' ? parse(file) : null;
  const uri = given ?? active?.document.uri;
  if (!uri) return null;
  const { line, character } = Object(position);
  const place = [line, character].every((one) => Number.isInteger(one) && one >= 0)
    ? new vscode.Position(line, character)
    : undefined;
  return { uri, position: place ?? editorOf(uri)?.selection.active };
}

function parse(uri: string): vscode.Uri | null {
  try {
    return vscode.Uri.parse(uri, true);
  } catch {
    return null;
  }
}
