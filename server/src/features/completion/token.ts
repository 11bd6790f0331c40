import type { Quote } from '../../yaml/edit/quotes.ts';
import { lineEnd, lineStart, type Span } from '../../yaml/span.ts';
import { linesAbove } from './lines-above.ts';

/** The word at an offset of a text, by a look at its line alone. */
export interface Token {
  /** The word with its quotes; empty where nothing is typed yet. */
  readonly at: Span;
  /** What stands of it before the offset, an opening quote included. */
  readonly typed: string;
  /** The quotes in which it stands. */
  readonly quote: Quote | null;
  /** Whether it has the line for itself, but for dashes before it. */
  readonly bare: boolean;
  /** The dash directly before it: its column, and the spaces behind it. */
  readonly dash: { readonly column: number; readonly gap: number } | null;
  /** The column of the word. */
  readonly column: number;
  /** Whether a space is missing between it and the colon or dash before it. */
  readonly tight: boolean;
  /** Whether a colon stands behind it. */
  readonly isKey: boolean;
  /** The key before it on its line; null where none is. */
  readonly key: string | null;
}

/** Longer lines are not written by people. */
const LONGEST = 20_000;

/** Reads the line of an offset; null where nothing can be completed: in comments, template actions, behind a word. */
export function tokenAt(text: string, offset: number): Token | null {
  const [start, end] = [lineStart(text, offset), lineEnd(text, offset)];
  if (end - start > LONGEST) return null;
  const open = openQuote(text, start, offset);
  if (open === 'none') return null;
  const found = open === null ? plainToken(text, start, end, offset) : quotedToken(text, open, end, offset);
  if (!found || /\{\{|\}\}/.test(text.slice(found.at.start, found.at.end))) return null;
  const { at } = found;
  const before = text.slice(start, at.start);
  const behind = text.slice(at.end, end);
  if (/["']$/.test(before) || /^["']/.test(behind)) return null;
  const dash = /^( *(?:- +)*)-( *)$/.exec(before);
  const isKey = open === null ? /^\s*:(?:\s|$)/.test(behind) : /^\s*:/.test(behind);
  const key = /(?:^|[\s{,])(["']?)([\w./-]+)\1[ \t]*:[ \t]*$/.exec(before)?.[2] ?? null;
  return {
    ...found,
    typed: text.slice(at.start, offset),
    bare: /^ *(?:- +)*-?$/.test(before) && /^\s*(?:,?\s*(?:#.*)?)$/.test(behind) && !isKey,
    dash: dash && { column: dash[1]?.length ?? 0, gap: dash[2]?.length ?? 0 },
    column: at.start - start,
    tight: /[:-]$/.test(before) && (key !== null || dash !== null),
    isKey,
    key,
  };
}

type Found = Pick<Token, 'at' | 'quote'>;

/** Where the quotes open that an offset stands in; null outside of quotes, `none` in a comment or a template action. */
function openQuote(text: string, start: number, offset: number): number | null | 'none' {
  let open = -1;
  let mark = '';
  for (let i = start; i < offset; i++) {
    const unit = text.charAt(i);
    const previous = i === start ? ' ' : text.charAt(i - 1);
    if (mark !== '') {
      if (unit === '\\' && mark === '"') i++;
      else if (unit === mark && mark === "'" && text.charAt(i + 1) === "'") i++;
      else if (unit === mark) mark = '';
      continue;
    }
    if (unit === '#' && /\s/.test(previous)) return 'none';
    if ((unit === '"' || unit === "'") && /[\s[{,:]/.test(previous)) [open, mark] = [i, unit];
    if (text.startsWith('{{', i)) {
      const end = text.indexOf('}}', i);
      if (end < 0 || end + 2 > offset) return 'none';
      i = end + 1;
    }
  }
  return mark === '' ? null : open;
}

function plainToken(text: string, start: number, end: number, offset: number): Found | null {
  let from = offset;
  while (from > start && !/[\s,[\]{}"']/.test(text.charAt(from - 1))) from--;
  let to = offset;
  while (to < end && !/[\s,[\]{}"']/.test(text.charAt(to)) && !/^:(?:\s|$)/.test(text.slice(to, to + 2))) to++;
  const typed = text.slice(from, offset);
  // Directly behind a key in quotes, a colon and a dash the word begins anew.
  if (typed.startsWith(':') && /["']/.test(text.charAt(from - 1))) from++;
  else if (typed.endsWith(':') || /^-$/.test(typed)) from = offset;
  else if (/^-{2,}$/.test(typed) || /:$/.test(text.slice(from, to))) return null;
  return { at: { start: from, end: to }, quote: null };
}

/** Quotes that nobody has closed end where the line does. */
function quotedToken(text: string, open: number, end: number, offset: number): Found | null {
  const quote = text.charAt(open) === '"' ? 'double' : 'single';
  const inner = text.slice(open + 1, end);
  const whole = quote === 'double' ? /^(?:[^"\\]|\\.)*"/.exec(inner) : /^(?:[^']|'')*'/.exec(inner);
  if (!whole) return { at: { start: open, end: Math.max(offset, open + 1 + inner.trimEnd().length) }, quote };
  const to = open + 1 + whole[0].length;
  return to > offset ? { at: { start: open, end: to }, quote } : null;
}

/** Lists in which something is offered before the first dash. */
const LISTS = /^ *(?:- +)*["']?(?:volumes|volumeMounts|env)["']?[ \t]*:[ \t]*(?:#.*)?$/;

/** Whether a line without a dash stands where the items of a list do: a word there would be an item. */
export function wantsDash(text: string, { at, column, bare, dash }: Token): boolean {
  if (!bare || dash) return false;
  let items = false;
  for (const { content, indent } of linesAbove(text, at.start)) {
    if (indent > column) continue;
    if (indent < column) return items || LISTS.test(content);
    // In the column of the dashes, too, a key stands above a list that is not indented.
    if (content.charAt(indent) !== '-') return false;
    items = true;
  }
  return false;
}
