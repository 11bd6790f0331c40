import { diffLines } from 'diff';
import type { Edit } from './span.ts';

/** The edits that lead from one text to another, line by line: what is alike stays untouched. */
export function hunks(before: string, after: string): Edit[] {
  const edits: { at: { start: number; end: number }; text: string }[] = [];
  let offset = 0;
  let open: { at: { start: number; end: number }; text: string } | null = null;
  for (const part of diffLines(before, after)) {
    if (!part.added && !part.removed) {
      offset += part.value.length;
      open = null;
      continue;
    }
    if (!open) {
      open = { at: { start: offset, end: offset }, text: '' };
      edits.push(open);
    }
    if (part.added) open.text += part.value;
    else {
      offset += part.value.length;
      open.at.end = offset;
    }
  }
  return edits;
}
