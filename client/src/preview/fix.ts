import * as vscode from 'vscode';
import type { CodeAction, LanguageClient } from 'vscode-languageclient/node';
import type { DiagramProblem } from '../../../server/src/diagram/diagram.ts';
import { fillableEdit } from '../add-helper/edits.ts';
import { documentAt, focusFile } from '../manifests.ts';
import { rangeOf } from './range.ts';

/**
 * Mends a problem with its first fix, as the editor does with a quick fix: one step that is undone at once, in a file that
 * is not saved.
 * @param column where the file is not to be opened
 */
export async function fixProblem(
  client: LanguageClient,
  uri: vscode.Uri,
  { rule, fix, place }: DiagramProblem,
  column: vscode.ViewColumn | undefined,
): Promise<void> {
  const document = await documentAt(uri);
  if (!document || fix === null || !place) return;
  const { version } = document;
  const { code2ProtocolConverter: toServer, protocol2CodeConverter: toEditor } = client;
  const range = rangeOf(place);
  const actions = await client
    .sendRequest<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri: toServer.asUri(uri) },
      range: toServer.asRange(range),
      context: { diagnostics: [], only: ['quickfix'] },
    })
    .catch(() => null);
  const isIt = ({ title, diagnostics = [] }: CodeAction) =>
    title === fix && diagnostics.some((one) => one.code === rule && toEditor.asRange(one.range).isEqual(range));
  const edit = actions?.find(isIt)?.edit;
  if (!edit) return refuse('the text has changed meanwhile');
  const { edit: change, toFill } = await fillableEdit(toEditor, uri, edit);
  // Values can be typed over in the active editor only.
  if (toFill) await focusFile(document, undefined, column);
  if (document.version !== version) return refuse('the text has changed meanwhile');
  if (!(await vscode.workspace.applyEdit(change))) refuse('the file could not be changed');
}

function refuse(reason: string): void {
  vscode.window.showWarningMessage(`Nothing was changed: ${reason}.`);
}
