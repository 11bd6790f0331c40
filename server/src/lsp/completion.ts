import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion, CompletionKind } from '../features/completion/completion.ts';
import { completionsAt } from '../features/completion.ts';
import type { Part } from '../features/part.ts';
import { lineStart } from '../yaml/span.ts';
import { type FillableEdit, snippetText } from '../yaml/tab-stop.ts';
import { type Asked, partAt } from './asked.ts';
import type { Client } from './client.ts';
import { rangeIn } from './convert.ts';

/** Answers requests for completions. Of the last list it keeps what clients ask for one item at a time. */
export class Completions {
  readonly #client: Client;
  #list = 0;
  #last: { readonly uri: string; readonly completions: readonly Completion[] } | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** What may be inserted at a position. */
  at(asked: Asked): CompletionItem[] {
    const { part, offset, context } = partAt(asked);
    const completions = completionsAt(part, offset, context.settings, asked.file);
    this.#list++;
    this.#last = { uri: asked.open.uri, completions };
    return completions.flatMap(
      (one, i) => toItem(part, offset, one, { index: i, list: this.#list }, this.#client) ?? [],
    );
  }

  /** An item of the last list with its documentation; items of other lists stay as they are. */
  resolved(item: CompletionItem): CompletionItem {
    const { list, index } = Object(item.data);
    const isOfLast = list === this.#list && Number.isInteger(index);
    const completion = isOfLast ? this.#last?.completions[index] : undefined;
    return completion ? { ...item, documentation: documented(completion) } : item;
  }

  /** Forgets the last list if it was for a file, which is closed. */
  forget(uri: string): void {
    if (this.#last?.uri === uri) this.#last = null;
  }
}

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  pattern: CompletionItemKind.Snippet,
  manifest: CompletionItemKind.Snippet,
  item: CompletionItemKind.Snippet,
  entry: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
};

function toItem(
  part: Part,
  offset: number,
  completion: Completion,
  data: { readonly list: number; readonly index: number },
  client: Client,
): CompletionItem | null {
  const { kind, label, detail, main, others } = completion;
  const isSnippet = main.stops.length > 0 && client.takesCompletionSnippets;
  const text = isSnippet ? `${snippetText(main)}$0` : main.text;
  const newText = client.keepsWhitespace ? text : relativeText(part, main, text);
  if (newText === null) return null;
  return {
    label,
    ...(detail === '' ? {} : { labelDetails: { description: detail } }),
    kind: KINDS[kind],
    ...(client.asksForDocumentation ? { data } : { documentation: documented(completion) }),
    // Behind the keys that a schema knows, before the snippets of VS Code (`z-…`), in our own order.
    sortText: `y${String(data.index).padStart(3, '0')}`,
    filterText: filterText(part, offset, completion),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(client.keepsWhitespace ? { insertTextMode: InsertTextMode.asIs } : {}),
    textEdit: { range: rangeIn(part, main.at), newText },
    additionalTextEdits: others.map((edit) => ({ range: rangeIn(part, edit.at), newText: edit.text })),
  };
}

/**
 * What is compared with all that stands between the begin of the edit and the cursor, now and while the list stays open.
 * It begins as that does: with the quote, where there is one; directly behind a dash with the space that is typed next.
 */
function filterText({ analysis: { text } }: Part, offset: number, { filter, main }: Completion): string {
  const { start, end } = main.at;
  const quote = end > start ? /^["']/.exec(text.charAt(start)) : null;
  const space = start === offset ? /^ +/.exec(main.text) : null;
  return `${quote?.[0] ?? space?.[0] ?? ''}${filter}`;
}

function documented({ documentation }: Completion): CompletionItem['documentation'] & object {
  return { kind: MarkupKind.Markdown, value: documentation() };
}

/**
 * A text without the indentation of the cursor's line, which editors put before every further line unless they are told
 * to leave it; null if a line stands further left.
 */
function relativeText({ analysis: { text } }: Part, { at }: FillableEdit, written: string): string | null {
  const margin = /^ */.exec(text.slice(lineStart(text, at.start), at.start))?.[0] ?? '';
  const lines = written.split(/(?<=\n|\r(?!\n))/);
  const rest = lines.slice(1);
  if (!rest.every((line) => line.startsWith(margin) || line.trim() === '')) return null;
  return [lines[0], ...rest.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line))].join('');
}
