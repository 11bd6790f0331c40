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
