// The server's edits of one file in the forms that the editor needs.
import * as vscode from 'vscode';
import type { LanguageClient, SnippetTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageclient/node';

type Converter = LanguageClient['protocol2CodeConverter'];

/** An edit, and whether something in it is to be typed over. */
export interface Fillable {
  readonly edit: vscode.WorkspaceEdit;
  readonly toFill: boolean;
}

/** An edit whose values can be typed over. */
export async function fillableEdit(converter: Converter, uri: vscode.Uri, answer: WorkspaceEdit): Promise<Fillable> {
  const edits = editsIn(answer);
  const snippets = edits.filter((edit): edit is SnippetTextEdit => 'snippet' in edit);
  if (snippets.length < edits.length) return { edit: await converter.asWorkspaceEdit(answer), toFill: false };
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    uri,
    snippets.map(({ range, snippet }) => {
      const one = new vscode.SnippetTextEdit(converter.asRange(range), new vscode.SnippetString(snippet.value));
      // Our texts have their indentation: the editor, which would adapt it to its own, is told to leave it.
      one.keepWhitespace = true;
      return one;
    }),
  );
  return { edit, toFill: snippets.some(({ snippet }) => hasStop(snippet.value)) };
}

/** An edit that the editor shows before it is made. */
export function previewedEdit(converter: Converter, uri: vscode.Uri, answer: WorkspaceEdit): vscode.WorkspaceEdit {
  const [annotation] = Object.values(answer.changeAnnotations ?? {});
  const label = annotation?.label ?? '';
  // The editor shows an edit if a part of it is to be confirmed, but does not tick that part. A file that exists is not
  // made again, and not shown: so all the others are ticked. What is not on a disk has no such part.
  const isFile = uri.scheme === 'file';
  const edit = new vscode.WorkspaceEdit();
  if (isFile) edit.createFile(uri, { ignoreIfExists: true }, { label, needsConfirmation: true });
  const changes = editsIn(answer).filter((one): one is TextEdit => 'newText' in one);
  edit.set(
    uri,
    changes.map((one): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [
      new vscode.TextEdit(converter.asRange(one.range), one.newText),
      { label, needsConfirmation: !isFile },
    ]),
  );
  return edit;
}

function editsIn({ documentChanges = [] }: WorkspaceEdit): (TextEdit | SnippetTextEdit)[] {
  return documentChanges.flatMap((change) => ('edits' in change ? change.edits : []));
}

/** Whether a snippet has something to type over. */
function hasStop(snippet: string): boolean {
  return /^(?:[^\\$]|\\.)*\$\{\d/s.test(snippet);
}
