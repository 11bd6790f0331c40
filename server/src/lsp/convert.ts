import type { Part } from '../features/part.ts';
import { lineIndexAt } from '../yaml/lines.ts';
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

/** The offset of a character of one line of a text; behind the line's end, that end. */
export function offsetOn(text: string, lineStarts: readonly number[], line: number, character: number): number {
  const start = lineStarts[line] ?? text.length;
  if (!(character > 0)) return start;
  return beforeBreak(text, Math.min(start + character, lineStarts[line + 1] ?? text.length), start);
}

/** The position of an offset of a text whose first line has the number `firstLine` in its file. */
export function positionAt(text: string, lineStarts: readonly number[], firstLine: number, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, text.length));
  const line = lineIndexAt(lineStarts, inside);
  const start = lineStarts[line] ?? 0;
  return { line: firstLine + line, character: beforeBreak(text, inside, start) - start };
}

/** The range of a span of a text whose first line has the number `firstLine` in its file. */
export function rangeOf(text: string, lineStarts: readonly number[], firstLine: number, at: Span): Range {
  const start = positionAt(text, lineStarts, firstLine, at.start);
  return { start, end: positionAt(text, lineStarts, firstLine, at.end) };
}

/** The range in its file of a span of a document. */
export function rangeIn({ analysis, lineStarts, firstLine }: Part, at: Span): Range {
  return rangeOf(analysis.text, lineStarts, firstLine, at);
}

/** No position lies within or behind the line break of its line. */
function beforeBreak(text: string, offset: number, lineStart: number): number {
  let before = offset;
  while (before > lineStart && (text.charCodeAt(before - 1) === 10 || text.charCodeAt(before - 1) === 13)) before--;
  return before;
}
