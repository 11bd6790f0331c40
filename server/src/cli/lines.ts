import { lineIndexAt } from '../yaml/lines.ts';

/** A place as people count: lines and columns from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an offset lies; `starts` come from `lineStartsOf`. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const line = lineIndexAt(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}
