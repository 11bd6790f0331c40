// Which pod a command is about.
import * as vscode from 'vscode';
import { editorOf } from './manifests.ts';

/** A pod that is wanted: the one at a position of a file, the first one without a position. */
export interface Wanted {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position | undefined;
}

/**
 * The pod that the arguments of a command name: a button gives a file, the line above a pod a URI and a position. They are
 * data from anywhere: without usable ones it is the active editor that is meant. Null where there is none.
 */
export function wantedBy(file: unknown, position: unknown): Wanted | null {
  const active = vscode.window.activeTextEditor;
  const given = file instanceof vscode.Uri ? file : typeof file === 'string' ? parseUri(file) : null;
  const uri = given ?? active?.document.uri;
  if (!uri) return null;
  const { line, character } = Object(position);
  const place = [line, character].every((one) => Number.isInteger(one) && one >= 0)
    ? new vscode.Position(line, character)
    : undefined;
  return { uri, position: place ?? editorOf(uri)?.selection.active };
}

/** The URI that a text is; null for any other text. */
export function parseUri(text: string): vscode.Uri | null {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return null;
  }
}
