import { globMatcher } from './image.ts';

/** A glob that fits a text. */
export interface Found<T> {
  readonly value: T;
  /** How many characters the glob spells out. */
  readonly length: number;
}

/**
 * Finds the globs that fit a text, in the order in which they are given. Nearly all of them spell out the last segment of a
 * path, so that few are tried.
 */
export function globIndex<T>(
  globs: readonly (readonly [glob: string, value: T])[],
): (text: string) => readonly Found<T>[] {
  const byLast = new Map<string, number[]>();
  const others: number[] = [];
  const rows = globs.map(([glob, value], nth) => {
    const last = lastSegment(glob);
    if (last.includes('*')) others.push(nth);
    else byLast.set(last, [...(byLast.get(last) ?? []), nth]);
    return { matches: globMatcher(glob), value, length: glob.replaceAll('*', '').length };
  });
  return (text) => {
    const tried = [...(byLast.get(lastSegment(text)) ?? []), ...others].sort((a, b) => a - b);
    return tried.flatMap((nth) => {
      const row = rows[nth];
      return row?.matches(text) ? [row] : [];
    });
  };
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
