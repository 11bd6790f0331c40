// What the checks of the preview see in its page, and do there.
import * as vscode from 'vscode';
import { see } from './check.ts';
import { inWindow } from './window.ts';

/** The tabs of previews. */
export const previewTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('podPatterns.preview'));

/** The tab of the first preview, if there is one. */
export const previewTab = (): vscode.Tab | undefined => previewTabs()[0];

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

/** Waits for the tabs of the previews to have these titles, in any order. */
export const seeTitles = (...titles: string[]): Promise<boolean> =>
  see(
    `previews with the titles ${titles.join(', ')}`,
    () => sorted(previewTabs().map(({ label }) => label)) === sorted(titles),
    () => previewTabs().map(({ label }) => label),
  );

const sorted = (titles: readonly string[]) => titles.toSorted().join('\n');

/** Waits as long as the preview would need to follow the cursor. */
export const letFollow = (): Promise<void> => new Promise((done) => setTimeout(done, 500));

/** Opens the preview of the active editor, and waits for a container in it. */
export async function openPreview(container: string): Promise<void> {
  await vscode.commands.executeCommand('podPatterns.preview');
  await inPage('wait', card(container));
}
