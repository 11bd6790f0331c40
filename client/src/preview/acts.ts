// What one does in the picture that leads out of it.
import * as vscode from 'vscode';
import { documentAt, focusFile, revealInFile } from '../manifests.ts';
import type { Wanted } from '../wanted.ts';
import type { Spot } from './messages.ts';
import { placeOf } from './picture.ts';
import { rangeOf } from './range.ts';
import type { Shown } from './shown.ts';

/**
 * Brings what is drawn into view in the text, or the text as it is.
 * @param focus whether the focus goes there
 * @param column that of the preview, where the file is not to be opened
 */
export async function goToText(
  { pictures, uri }: Shown,
  spot: Spot | null,
  focus: boolean,
  column: vscode.ViewColumn | undefined,
): Promise<void> {
  const place = spot && placeOf(pictures.diagrams, spot);
  const document = await documentAt(uri);
  if (!document || (spot && !place)) return;
  const go = focus ? focusFile : revealInFile;
  await go(document, place ? rangeOf(place) : undefined, column);
}

/** Adds a container to one of the pods that are shown, to one that starts with a lane if that is given. */
export function addHelper(shown: Shown, index: number, lane: string | null): void {
  const lanes = shown.pictures.diagrams[index]?.nodes.filter(({ kind }) => kind === 'lane') ?? [];
  const node = lanes.find(({ id }) => id === lane);
  // The last one is that of the containers that run together.
  const stage = node && (node === lanes.at(-1) ? 'run' : 'start');
  const { uri, position } = podIn(shown, index);
  vscode.commands.executeCommand('podPatterns.addHelper', uri, position, stage);
}

/** Where one of the pods that are shown is in the text. */
export function podIn({ pictures, uri }: Shown, index: number): Wanted {
  const place = pictures.diagrams[index]?.nodes.find(({ kind }) => kind === 'pod')?.place;
  return { uri, position: place ? rangeOf(place).start : undefined };
}
