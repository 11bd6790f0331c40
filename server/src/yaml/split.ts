import { nextLine } from './span.ts';

const MARKER = /(?:^|[\n\r])(---|\.\.\.)(?=[ \t\r\n]|$)/g;

/**
 * The offsets at which the YAML documents of a text begin; the first is 0, and together they cover the text.
 *
 * A document begins with its `---` line and ends before the next one, or behind a `...` line. Inside valid YAML such a
 * line in column 0 is always a marker (YAML 1.2.2, rule c-forbidden), so the cut is safe in broken text too.
 * Comments, blank lines and directives before a `---` belong to the document behind it.
 */
export function splitDocuments(text: string): number[] {
  const starts = [0];
  let begin = 0;
  MARKER.lastIndex = 0;
  for (let match = MARKER.exec(text); match; match = MARKER.exec(text)) {
    const marker = match.index + match[0].length - 3;
    let next = marker;
    if (match[1] === '...') next = nextLine(text, marker);
    else if (marker === begin || !hasContent(text, begin, marker)) continue;
    // The line break before the next marker must be seen again.
    MARKER.lastIndex = match[1] === '...' ? Math.max(next - 1, marker + 3) : marker + 3;
    if (next < text.length) {
      starts.push(next);
      begin = next;
    }
  }
  return starts;
}

/** Whether there is anything but blank lines, comments and directives between two line starts. */
function hasContent(text: string, start: number, end: number): boolean {
  const line = /[^\r\n]+/g;
  line.lastIndex = start;
  for (let match = line.exec(text); match && match.index < end; match = line.exec(text)) {
    if (!/^[\s\uFEFF]*(?:#|%|$)/.test(match[0])) return true;
  }
  return false;
}
