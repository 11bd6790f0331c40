// Inserts a helper container as one step that is undone at once.
import * as vscode from 'vscode';
import type { DocumentSymbol, LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';
import { focusFile } from '../manifests.ts';
import { type Fillable, fillableEdit, previewedEdit } from './edits.ts';

/** A pod in a file, by a position in it, as the server is asked for it. */
export interface Place {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** What is to be inserted. */
export interface Choice {
  readonly pattern: string;
  /** What is left to the server is not there. */
  readonly options: { readonly variant?: string; readonly app?: string };
  /** Whether the changes are shown before they are made. */
  readonly preview: boolean;
}

/**
 * Inserts a pattern, and puts the cursor on the first thing to fill in, else on the new container. Throws with the reason.
 * @param version the document's, when it was chosen what to insert where
 */
export async function insert(
  client: LanguageClient,
  document: vscode.TextDocument,
  version: number,
  place: Place,
  { pattern, options, preview }: Choice,
): Promise<void> {
  const outline = () => client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', place);
  const before = await outline();
  const params = { ...place, pattern, options: { ...options, fill: true, confirm: preview } };
  const answer = await client.sendRequest<WorkspaceEdit | null>('podPatterns/insert', params);
  if (!answer) throw new Error('the language server does not answer');
  const converter = client.protocol2CodeConverter;
  const { edit, toFill }: Fillable = preview
    ? { edit: previewedEdit(converter, document.uri, answer), toFill: false }
    : await fillableEdit(converter, document.uri, answer);
  // Values can be typed over in the active editor only.
  await focusFile(document, undefined, webviewColumn());
  if (document.version !== version) throw new Error('the file has changed meanwhile');
  const applied = await vscode.workspace.applyEdit(edit);
  // Whoever has seen the changes may not want them.
  if (!applied && preview) return;
  if (!applied) throw new Error('the file could not be changed');
  const added = toFill ? undefined : addedTo(before, await outline());
  if (added) await focusFile(document, converter.asRange(added.selectionRange));
  const { activeTextEditor: editor } = vscode.window;
  editor?.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The container that a pod has now and had not before: names of containers are unique in a pod. */
function addedTo(before: readonly DocumentSymbol[], after: readonly DocumentSymbol[]): DocumentSymbol | undefined {
  return after
    .flatMap(({ children = [] }, pod) => {
      const names = new Set(before[pod]?.children?.map(({ name }) => name));
      return children.filter(({ name }) => !names.has(name));
    })
    .at(0);
}

/** The column of a webview that has the focus: the file is not to cover it. */
function webviewColumn(): vscode.ViewColumn | undefined {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputWebview ? viewColumn : undefined;
}
