// The previews of the window, for all that ask for them: they need not load what they are made of.
import * as vscode from 'vscode';
import type { Pictures } from '../../../server/src/features/pictures.ts';
import type { Wanted } from '../wanted.ts';
import type { Preview } from './preview.ts';

/** What is drawn, and the file it was made of. */
export interface Shown {
  readonly pictures: Pictures;
  readonly uri: vscode.Uri;
}

/** Whether the preview that has the focus stays with its pod. */
const lockedKey = 'podPatterns.previewLocked';

/** The one that was used last at the end. */
const open = new Set<Preview>();

/** The preview that follows the cursor, the one that was used last; undefined where there is none, or all are locked. */
export function followingPreview(): Preview | undefined {
  return [...open].findLast(({ isLocked, compares }) => !isLocked && !compares);
}

/** The preview that shows what differs from HEAD, the one that was used last. */
export function comparingPreview(): Preview | undefined {
  return [...open].findLast(({ compares }) => compares);
}

/** The preview that has the focus, else the one that was used last. */
export function currentPreview(): Preview | undefined {
  return [...open].find(({ isActive }) => isActive) ?? [...open].at(-1);
}

/** The pod in the preview that has the focus; of several the first. */
export function shownPod(): Wanted | null {
  return [...open].find(({ isActive }) => isActive)?.shownPod ?? null;
}

/** Keeps a preview for as long as its panel is open. */
export function keepShown(preview: Preview, panel: vscode.WebviewPanel): void {
  open.add(preview);
  panel.onDidChangeViewState(() => {
    if (!panel.active) return;
    open.delete(preview);
    open.add(preview);
    tellLocked();
  });
  panel.onDidDispose(() => open.delete(preview));
}

/** Lets menus know whether the preview that has the focus is locked. */
export function tellLocked(): void {
  vscode.commands.executeCommand('setContext', lockedKey, currentPreview()?.isLocked === true);
}
