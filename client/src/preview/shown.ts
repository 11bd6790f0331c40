// The one preview of the window, for all that ask for it: they need not load what it is made of.
import type * as vscode from 'vscode';
import type { Wanted } from '../wanted.ts';
import type { Preview } from './preview.ts';

let shown: Preview | undefined;

/** The preview that is open. */
export function shownPreview(): Preview | undefined {
  return shown;
}

/** The pod in the preview, if that has the focus. */
export function shownPod(): Wanted | null {
  return shown?.isActive ? shown.shownPod : null;
}

/** Keeps a preview for as long as its panel is open. */
export function keepShown(preview: Preview, panel: vscode.WebviewPanel): void {
  shown = preview;
  panel.onDidDispose(() => {
    if (shown === preview) shown = undefined;
  });
}
