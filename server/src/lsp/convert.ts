import type { Span } from '../yaml/span.ts';

/** A place as the protocol has it: line, and UTF-16 code units from the line's begin, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Two positions, half-open. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Where the lines of a text begin; the first is 0. Line breaks are CR LF, LF and CR. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length);
    return starts;
  }
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The offset of a character of one line of a text; behind the line's end, that end. */
export function offsetOn(text: string, lineStarts: readonly number[], line: number, character: number): number {
  const start = lineStarts[line] ?? text.length;
  if (!(character > 0)) return start;
  return beforeBreak(text, Math.min(start + character, lineStarts[line + 1] ?? text.length), start);
}

/** The position of an offset of a text whose first line has the number `firstLine` in its file. */
export function positionAt(text: string, lineStarts: readonly number[], firstLine: number, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] as number) > inside) high = middle;
    else low = middle + 1;
  }
  const start = lineStarts[low - 1] ?? 0;
  return { line: firstLine + low - 1, character: beforeBreak(text, inside, start) - start };
}

/** The range of a span of a text whose first line has the number `firstLine` in its file. */
export function rangeOf(text: string, lineStarts: readonly number[], firstLine: number, at: Span): Range {
  const start = positionAt(text, lineStarts, firstLine, at.start);
  return { start, end: positionAt(text, lineStarts, firstLine, at.end) };
}

/** No position lies within or behind the line break of its line. */
function beforeBreak(text: string, offset: number, lineStart: number): number {
  let before = offset;
  while (before > lineStart && (text.charCodeAt(before - 1) === 10 || text.charCodeAt(before - 1) === 13)) before--;
  return before;
}
