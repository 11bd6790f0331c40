import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion } from '../features/completion/offer.ts';
import { completionsAt } from '../features/completion.ts';
import type { Part } from '../features/file.ts';
import { type Edit, lineStart } from '../yaml/span.ts';
import { type Asked, partAt } from './asked.ts';
import type { Client } from './client.ts';
import { rangeIn } from './convert.ts';

/** The patterns that may be inserted at a position. */
export function completion(asked: Asked, client: Client): CompletionItem[] {
  const { part, offset, context } = partAt(asked);
  return completionsAt(part, offset, context.settings).flatMap((one, i) => toItem(part, one, i, client) ?? []);
}

function toItem(part: Part, completion: Completion, order: number, { keepsWhitespace }: Client): CompletionItem | null {
  const { label, detail, documentation, filter, main, others } = completion;
  const newText = keepsWhitespace ? main.text : relativeText(part, main);
  if (newText === null) return null;
  return {
    label,
    ...(detail === '' ? {} : { labelDetails: { description: detail } }),
    kind: CompletionItemKind.Snippet,
    documentation: { kind: MarkupKind.Markdown, value: documentation },
    // Behind the keys that a schema knows, before the snippets of VS Code (`z-…`), in our own order.
    sortText: `y${String(order).padStart(3, '0')}`,
    filterText: filter,
    insertTextFormat: InsertTextFormat.PlainText,
    ...(keepsWhitespace ? { insertTextMode: InsertTextMode.asIs } : {}),
    textEdit: { range: rangeIn(part, main.at), newText },
    additionalTextEdits: others.map((edit) => ({ range: rangeIn(part, edit.at), newText: edit.text })),
  };
}

/**
 * The text without the indentation of the cursor's line, which editors put before every further line unless they are
 * told to leave it; null if a line stands further left.
 */
function relativeText({ analysis: { text } }: Part, main: Edit): string | null {
  const margin = /^ */.exec(text.slice(lineStart(text, main.at.start), main.at.start))?.[0] ?? '';
  const lines = main.text.split(/(?<=\n|\r(?!\n))/);
  const rest = lines.slice(1);
  if (!rest.every((line) => line.startsWith(margin) || line.trim() === '')) return null;
  return [lines[0], ...rest.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line))].join('');
}
