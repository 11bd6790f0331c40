import { globMatcher } from './image.ts';

/** A glob that fits a text. */
export interface Found<T> {
  readonly value: T;
  /** How many characters the glob spells out. */
  readonly length: number;
}

/** A glob of an index. Most are never tried, so that they are made ready late. */
interface Row<T> {
  readonly nth: number;
  readonly glob: string;
  readonly value: T;
  found?: { readonly matches: (text: string) => boolean; readonly as: Found<T> };
}

/**
 * Finds the globs that fit a text, in the order in which they are given. Nearly all of them spell out the last segment of a
 * path, or its beginning, so that few are tried.
 */
export function globIndex<T>(
  globs: readonly (readonly [glob: string, value: T])[],
): (text: string) => readonly Found<T>[] {
  const byLast = new Map<string, Row<T>[]>();
  const byHead = new Map<string, Row<T>[]>();
  let longestHead = 0;
  for (const [nth, [glob, value]] of globs.entries()) {
    const last = isOfWholeSegments(glob) ? lastSegment(glob) : '*';
    const star = last.indexOf('*');
    const head = star < 0 ? last : last.slice(0, star);
    const rows = star < 0 ? byLast : byHead;
    if (star >= 0) longestHead = Math.max(longestHead, head.length);
    const known = rows.get(head);
    if (known) known.push({ nth, glob, value });
    else rows.set(head, [{ nth, glob, value }]);
  }
  return (text) => {
    const last = lastSegment(text);
    const tried = [...(byLast.get(last) ?? [])];
    const end = Math.min(last.length, longestHead);
    for (let length = 0; length <= end; length++) tried.push(...(byHead.get(last.slice(0, length)) ?? []));
    return tried.sort((a, b) => a.nth - b.nth).flatMap((row) => matched(row, text) ?? []);
  };
}

function matched<T>(row: Row<T>, text: string): Found<T> | null {
  const { glob, value } = row;
  row.found ??= { matches: globMatcher(glob), as: { value, length: glob.replaceAll('*', '').length } };
  return row.found.matches(text) ? row.found.as : null;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether what fits the last segment of a glob is the last segment of a text: no `**` is a part of a segment. */
function isOfWholeSegments(glob: string): boolean {
  // Nearly all globs begin so, and have no other one.
  const inner = glob.startsWith('**/') ? glob.slice(3) : glob;
  return !inner.includes('**') || inner.split('/').every((segment) => segment === '**' || !segment.includes('**'));
}
