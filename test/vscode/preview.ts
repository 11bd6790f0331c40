// What the checks of the preview see in its page, and do there.
import * as vscode from 'vscode';
import { see } from './check.ts';
import { inWindow } from './window.ts';

/** The tab of the preview; there is one, or none. */
export const previewTab = (): vscode.Tab | undefined =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('podPatterns.preview'));

/** The selector of what is drawn of a container. */
export const card = (name: string): string => `[data-id="container/${name}"]`;

/** Does something in the page of the preview, see scripts/host/window-control.ts. */
export const inPage = (action: string, selector: string): Promise<unknown> =>
  inWindow(action, { selector, webview: true });

/** Waits for the tab of the preview to have this title. */
export const seeTitle = (title: string): Promise<boolean> =>
  see(
    `a preview with the title ${title}`,
    () => previewTab()?.label === title,
    () => previewTab()?.label,
  );

/** Opens the preview of the active editor, and waits for a container in it. */
export async function openPreview(container: string): Promise<void> {
  await vscode.commands.executeCommand('podPatterns.preview');
  await inPage('wait', card(container));
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
