import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Pictures } from '../../../server/src/features/pictures.ts';
import { documentAt } from '../manifests.ts';
import type { Aim } from './aim.ts';
import type { NoHead } from './head.ts';
import { isSelection } from './kept.ts';
import { isDiagram } from './messages.ts';

/** Why there is no picture, or none to rely on. */
export type Missing = 'no pod' | 'no file' | 'no server' | 'broken' | NoHead;

/** What is asked for: pods of a file, without an aim the one at the position, or the first one. */
export interface Wish {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position | undefined;
  readonly aim: Aim;
  /** An earlier text of the file to compare with; null for none. */
  readonly before: string | null;
}

/** How it is to be drawn. */
export interface Drawing {
  /** How many pixels there are for it. */
  readonly width: number;
  /** Whether the probes of the kubelet are drawn. */
  readonly probes: boolean;
}

/** Asks the language server for pictures of the pods of a file. */
export async function askForPictures(
  client: LanguageClient,
  { uri, position, aim, before }: Wish,
  drawing: Partial<Drawing>,
): Promise<Pictures | Missing> {
  // The server knows open files only.
  if (!(await documentAt(uri))) return 'no file';
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  try {
    const answer: unknown = await client.sendRequest('podPatterns/pictures', {
      textDocument,
      ...(position && { position: { line: position.line, character: position.character } }),
      ...(aim && { pod: aim }),
      ...(before !== null && { before }),
      ...drawing,
    });
    return isPictures(answer) ? answer : 'no pod';
  } catch {
    // The client's library has told why; a server that comes back is heard of.
    return 'no server';
  }
}

/** It comes from our own server: only its frame is looked at. */
function isPictures(data: unknown): data is Pictures {
  const { pods, shown, diagrams } = Object(data);
  if (!Array.isArray(pods) || !isSelection(shown)) return false;
  return Array.isArray(diagrams) && diagrams.length > 0 && diagrams.every(isDiagram);
}
