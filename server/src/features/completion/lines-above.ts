import { lineEnd, lineStart } from '../../yaml/span.ts';

/** A line of a text, and the column in which its content begins. */
export interface LineAbove {
  /** Where it begins: UTF-16 code units. */
  readonly start: number;
  readonly content: string;
  readonly indent: number;
}

/** Very long texts must not cost more: no key is further above what it holds. */
const FAR = 500_000;

/** The lines above the one in which an offset lies, upwards; without blank ones, comments, and template actions. */
export function* linesAbove(text: string, offset: number): Generator<LineAbove> {
  const line = lineStart(text, offset);
  for (let begin = line; begin > 0 && begin > line - FAR; ) {
    const start = lineStart(text, text.startsWith('\r\n', begin - 2) ? begin - 2 : begin - 1);
    const content = text.slice(start, lineEnd(text, start));
    begin = start;
    const indent = content.search(/[^ ]/);
    if (indent >= 0 && !/^ *(?:#|\{\{)/.test(content)) yield { start, content, indent };
  }
}

/** The key that holds what stands in a column of the line of an offset; null where none is. */
export function keyAbove(text: string, offset: number, column: number): string | null {
  let inner = column;
  for (const { content } of linesAbove(text, offset)) {
    const [, margin = '', key = ''] = /^( *(?:- +)*)["']?([\w./-]*)["']?/.exec(content) ?? [];
    if (margin.length >= inner) continue;
    if (key !== '') return key;
    // A bracket alone on its line.
    inner = margin.length;
  }
  return null;
}
