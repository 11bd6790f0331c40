import * as vscode from 'vscode';
import type { CodeAction, LanguageClient } from 'vscode-languageclient/node';
import type { DiagramProblem } from '../../../server/src/diagram/diagram.ts';
import { fillableEdit } from '../add-helper/edits.ts';
import { documentAt, focusFile } from '../manifests.ts';

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
  const range = {
    start: { line: place.line - 1, character: place.column - 1 },
    end: { line: place.endLine - 1, character: place.endColumn - 1 },
  };
  const actions = await client
    .sendRequest<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    })
    .catch(() => null);
  const isIt = ({ title, diagnostics = [] }: CodeAction) =>
    title === fix && diagnostics.some((one) => one.code === rule && isEqual(one.range, range));
  const edit = actions?.find(isIt)?.edit;
  if (!edit) return refuse('the text has changed meanwhile');
  const { edit: change, toFill } = await fillableEdit(client.protocol2CodeConverter, uri, edit);
  // Values can be typed over in the active editor only.
  if (toFill) await focusFile(document, undefined, column);
  if (document.version !== version) return refuse('the text has changed meanwhile');
  if (!(await vscode.workspace.applyEdit(change))) refuse('the file could not be changed');
}

type Range = NonNullable<CodeAction['diagnostics']>[number]['range'];

function isEqual({ start, end }: Range, other: Range): boolean {
  return isSamePosition(start, other.start) && isSamePosition(end, other.end);
}

function isSamePosition(one: Range['start'], other: Range['start']): boolean {
  return one.line === other.line && one.character === other.character;
}

function refuse(reason: string): void {
  vscode.window.showWarningMessage(`Nothing was changed: ${reason}.`);
}
