import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { Asked } from './asked.ts';
import type { Client } from './client.ts';

/** A pattern as `podPatterns/patterns` tells it: as the command line does, see docs/cli.md. */
export type ListedPattern = Record<string, unknown>;

/** The patterns that can be inserted at a position. */
export function patternsAt(_asked: Asked): ListedPattern[] {
  return [];
}

/** The edit that inserts a pattern into the pod at a position; throws with the reason where it cannot be made. */
export function insertion(_asked: Asked, _client: Client, _pattern: string, _options: unknown): WorkspaceEdit | null {
  return null;
}
