import { doubleQuoted, hasUnprintable, type Quote, quoted, stringText } from './quotes.ts';
import type { FlowStyle, Style } from './style.ts';

/** A value to be written into a document. Keys keep their order. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

type Collection = readonly Value[] | { readonly [key: string]: Value };

/**
 * A value in block style: its lines without line breaks, as they stand where its first line begins in column 0.
 * A scalar's first line stands behind its key or dash, a collection's on a line of its own.
 */
export function blockLines(value: Value, style: Style): string[] {
  if (isList(value) && value.length > 0) return value.flatMap((item) => itemLines(item, style));
  if (isMapping(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) return entries.flatMap(([key, entry]) => entryLines(key, entry, style));
  }
  if (typeof value === 'string' && isLiteral(value)) {
    const { header, lines } = literal(value);
    return [header, ...indented(lines, style.indent)];
  }
  return [isCollection(value) ? empty(value) : scalarText(value, style.quote, false)];
}

/** `key: value` in block style, without line breaks and indentation. */
export function entryLines(key: string, value: Value, style: Style): string[] {
  const name = keyText(key, style);
  const lines = blockLines(value, style);
  if (isFilled(value)) return [name, ...indented(lines, isList(value) ? style.listIndent : style.indent)];
  return [`${name} ${lines[0]}`, ...lines.slice(1)];
}

/** A key in block style, with its colon. */
export function keyText(key: string, style: Style): string {
  return `${stringText(key, style.quote, false)}:`;
}

/** `- value` in block style, without line breaks and indentation; `gap` is what stands behind the dash. */
export function itemLines(value: Value, style: Style, gap = ' '): string[] {
  if (typeof value === 'string' && isLiteral(value)) {
    const { header, lines } = literal(value);
    return [`-${gap}${header}`, ...indented(lines, 1 + gap.length)];
  }
  const [first = '', ...rest] = blockLines(value, style);
  return [`-${gap}${first}`, ...indented(rest, 1 + gap.length)];
}

/** A value in flow style on one line. */
export function flowText(value: Value, style: FlowStyle, quote: Quote): string {
  if (isList(value)) return `[${value.map((item) => flowText(item, style, quote)).join(style.comma)}]`;
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, entry]) => flowEntry(key, entry, style, quote));
    return entries.length === 0 ? '{}' : `{${style.padding}${entries.join(style.comma)}${style.padding}}`;
  }
  return scalarFlow(value, style, quote);
}

/** `key: value` in flow style on one line. */
export function flowEntry(key: string, value: Value, style: FlowStyle, quote: Quote): string {
  return `${flowKey(key, style, quote)}${style.colon}${flowText(value, style, quote)}`;
}

/** `key: value` (a bare value for a null key) in flow style, each element of a collection on its own line. */
export function flowLines(
  key: string | null,
  value: Value,
  style: FlowStyle,
  format: Style,
  trailing: boolean,
): string[] {
  const name = key === null ? '' : `${flowKey(key, style, format.quote)}${style.colon}`;
  if (!isFilled(value)) return [name + flowText(value, style, format.quote)];
  const [open, close] = isList(value) ? '[]' : '{}';
  const elements: [string | null, Value][] = isList(value) ? value.map((item) => [null, item]) : Object.entries(value);
  const lines = elements.flatMap(([inner, element], i) => {
    const own = flowLines(inner, element, style, format, trailing);
    const comma = trailing || i < elements.length - 1 ? ',' : '';
    return own.map((line, at) => (at === own.length - 1 ? line + comma : line));
  });
  return [name + open, ...indented(lines, format.indent), `${close}`];
}

/** A key in flow style. */
export function flowKey(key: string, style: FlowStyle, quote: Quote): string {
  return style.json ? doubleQuoted(key) : stringText(key, quote, true);
}

function scalarFlow(value: string | number | boolean | null, style: FlowStyle, quote: Quote): string {
  if (typeof value === 'string' && style.json) return doubleQuoted(value);
  if (typeof value === 'string' && style.quoted) return quoted(value, style.quoted);
  return scalarText(value, quote, true);
}

/** A scalar on one line; strings are quoted where they would else be read as something else. */
export function scalarText(value: string | number | boolean | null, quote: Quote, flow: boolean): string {
  if (typeof value === 'string') return stringText(value, quote, flow);
  if (typeof value !== 'number' || Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

/** Whether a string is written as a literal block: it has line breaks, and nothing that a block cannot hold. */
export function isLiteral(value: string): boolean {
  return value.includes('\n') && /^\S(?:.*\S)?\n?$/s.test(value) && !hasUnprintable(value.replaceAll('\n', ''));
}

/** The header and the lines of a literal block; the lines are not indented. */
export function literal(value: string): { header: string; lines: string[] } {
  const clip = value.endsWith('\n');
  return { header: clip ? '|' : '|-', lines: (clip ? value.slice(0, -1) : value).split('\n') };
}

/** Lines moved right; empty ones stay empty. */
export function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}

/** Whether a value takes lines of its own in block style. */
export function isFilled(value: Value): value is Collection {
  return isList(value) ? value.length > 0 : isMapping(value) && Object.keys(value).length > 0;
}

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isMapping(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isCollection(value: Value): value is Collection {
  return typeof value === 'object' && value !== null;
}

function empty(value: Collection): string {
  return isList(value) ? '[]' : '{}';
}
