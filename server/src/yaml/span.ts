/**
 * A place in the text of one YAML document: UTF-16 code units from the document's first character, half-open.
 * Only `lsp` and `cli` turn offsets into lines and columns.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace the text at `at` by `text`; an insertion has an empty span. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

/** A value that was read from the text, and where it is written. */
export interface Located<T> {
  readonly value: T;
  /** The place of the value itself; behind an alias or a merge key, the place at the anchor. */
  readonly at: Span;
  /** The outermost alias or merge key through which the value was reached, if any. */
  readonly via: Span | null;
}

/** The place where a located value is *used*: its alias or merge key if it has one, else its own place. */
export function usedAt(located: { readonly at: Span; readonly via: Span | null }): Span {
  return located.via ?? located.at;
}

/** Whether `inner` lies within `outer` (both ends may touch). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans share a character, or touch if one of them is empty. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end) || (b.start === b.end && b.start === a.end);
}

/**
 * The text after all edits, which all refer to `text` as it is.
 * Insertions at one place keep their order. Throws a RangeError if two edits overlap: that is a defect of the caller.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.at.start - b.edit.at.start || a.edit.at.end - b.edit.at.end || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { edit } of sorted) {
    if (edit.at.start < done) throw new RangeError(`overlapping edits at ${edit.at.start}`);
    result += text.slice(done, edit.at.start) + edit.text;
    done = edit.at.end;
  }
  return result + text.slice(done);
}

/** Where the line begins in which an offset lies. Line breaks are CR LF, LF and CR. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text, start - 1)) start--;
  return start;
}

/** Where the line ends in which an offset lies, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text, end)) end++;
  return end;
}

/** Where the next line begins, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
}

function isBreak(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit === 10 || unit === 13;
}
