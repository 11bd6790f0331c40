import type { CodeLens } from 'vscode-languageserver/node';
import type { Asked } from './asked.ts';

/** The lines above the pods of a file. */
export function codeLenses(_asked: Asked): CodeLens[] {
  return [];
}
