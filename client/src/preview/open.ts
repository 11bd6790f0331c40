// The one preview of the window: made by the command, or brought back by the editor after a reload.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { parseUri, type Wanted, wantedBy } from '../wanted.ts';
import { readKept } from './kept.ts';
import { Preview } from './preview.ts';
import { keepShown, shownPreview } from './shown.ts';

/**
 * Shows the pod that somebody asked for beside the editor.
 * @param file,position what the command was given
 */
export function openPreview(client: LanguageClient, extension: vscode.Uri, file: unknown, position: unknown): void {
  const wanted = wantedBy(file, position);
  const preview = shownPreview();
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
  const source = readKept(state)?.source;
  const uri = source && parseUri(source.uri);
  if (shownPreview() || !source || !uri) panel.dispose();
  else keep(panel, client, extension, { uri, position: new vscode.Position(source.line, source.character) });
}

function keep(panel: vscode.WebviewPanel, client: LanguageClient, extension: vscode.Uri, wanted: Wanted): void {
  keepShown(new Preview(panel, client, extension, wanted), panel);
}

function newPanel(): vscode.WebviewPanel {
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel('podPatterns.preview', 'Pod Preview', beside, { enableFindWidget: true });
}
