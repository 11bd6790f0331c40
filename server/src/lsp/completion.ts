import type { CompletionItem } from 'vscode-languageserver/node';
import type { Asked } from './asked.ts';
import type { Client } from './client.ts';

/** The patterns that may be inserted at a position. */
export function completion(_asked: Asked, _client: Client): CompletionItem[] {
  return [];
}
