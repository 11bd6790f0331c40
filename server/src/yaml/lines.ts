/** The offsets at which the lines of a text begin; the first is 0. Line breaks are CR LF, LF and CR. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length);
    return starts;
  }
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The index of the line in which an offset lies, from 0; `starts` come from `lineStartsOf`. */
export function lineIndexAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** A place in a file as people count: lines and columns from 1, columns in UTF-16 code units, the end exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
