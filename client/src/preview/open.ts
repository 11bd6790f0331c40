// The previews of the window: made by commands, or brought back by the editor after a reload.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { parseUri, wantedBy } from '../wanted.ts';
import { headOf } from './head.ts';
import { readKept } from './kept.ts';
import { noteFor } from './notes.ts';
import { type Begin, Preview } from './preview.ts';
import { comparingPreview, currentPreview, followingPreview, keepShown } from './shown.ts';

/**
 * Shows the pod that somebody asked for beside the editor, in the preview that follows the cursor.
 * @param file,position what the command was given
 */
export function openPreview(client: LanguageClient, extension: vscode.Uri, file: unknown, position: unknown): void {
  const wanted = wantedBy(file, position);
  const preview = followingPreview();
  if (preview) preview.show(wanted);
  else if (wanted) keep(newPanel(), client, extension, { ...wanted, aim: null, locked: false, compares: false });
  else if (!currentPreview()) tellWhatIsMissing();
}

/** Shows all pods of the file that somebody asked for below each other, in the preview that follows the cursor. */
export function openAllPods(client: LanguageClient, extension: vscode.Uri, file: unknown): void {
  const wanted = wantedBy(file, undefined) ?? currentPreview()?.shownPod ?? null;
  const preview = followingPreview();
  if (preview) preview.show(wanted, 'all');
  else if (wanted) keep(newPanel(), client, extension, { ...wanted, aim: 'all', locked: false, compares: false });
  else tellWhatIsMissing();
}

/** Shows the pod that somebody asked for in a preview of its own, which stays with it; the others stay as they are. */
export function openAnotherPreview(
  client: LanguageClient,
  extension: vscode.Uri,
  file: unknown,
  position: unknown,
): void {
  const wanted = wantedBy(file, position) ?? currentPreview()?.shownPod;
  if (wanted) keep(newPanel(), client, extension, { ...wanted, aim: null, locked: true, compares: false });
  else tellWhatIsMissing();
}

/** Shows what of the pod that somebody asked for differs from HEAD, in a preview of its own, or that which compares already. */
export async function compareWithHead(
  client: LanguageClient,
  extension: vscode.Uri,
  file: unknown,
  position: unknown,
): Promise<void> {
  const wanted = wantedBy(file, position) ?? currentPreview()?.shownPod;
  if (!wanted) return tellWhatIsMissing();
  const head = await headOf(wanted.uri);
  if ('missing' in head) {
    vscode.window.showInformationMessage(noteFor(head.missing, wanted.uri, false));
    return;
  }
  const preview = comparingPreview();
  if (preview) preview.show(wanted);
  else keep(newPanel(), client, extension, { ...wanted, aim: null, locked: true, compares: true });
}

/** Fills a panel that the editor has brought back. */
export function restorePreview(
  client: LanguageClient,
  extension: vscode.Uri,
  panel: vscode.WebviewPanel,
  state: unknown,
): void {
  const kept = readKept(state);
  const uri = kept && parseUri(kept.source.uri);
  if (!kept || !uri) {
    panel.dispose();
    return;
  }
  const { source, shown, locked, compares } = kept;
  const position = new vscode.Position(source.line, source.character);
  const aim = shown === 'all' ? shown : { index: shown, label: null };
  keep(panel, client, extension, { uri, position, aim, locked, compares });
}

/** Locks the preview that has the focus, or lets it follow the cursor again. */
export function lockPreview(locked: boolean): void {
  currentPreview()?.lock(locked);
}

/** Goes to the text that the preview with the focus shows. */
export async function showSource(): Promise<void> {
  await currentPreview()?.showSource();
}

function keep(panel: vscode.WebviewPanel, client: LanguageClient, extension: vscode.Uri, begin: Begin): void {
  keepShown(new Preview(panel, client, extension, begin), panel);
}

function newPanel(): vscode.WebviewPanel {
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel('podPatterns.preview', 'Pod Preview', beside, { enableFindWidget: true });
}

function tellWhatIsMissing(): void {
  vscode.window.showInformationMessage('Open a Kubernetes manifest: the preview shows the pod at the cursor.');
}
