import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Source } from './files.ts';

/** Fewer bytes are linted before another thread has loaded what it needs, and has read all files as well. */
const WORTH = 3_000_000;

/** How many threads lint some files; 0: this one does it alone. */
export function threadsFor(asked: number | null, sources: readonly Source[]): number {
  const worth = asked ?? Math.min(availableParallelism(), Math.floor(bytesOf(sources) / WORTH));
  const threads = Math.min(worth, sources.length);
  return threads > 1 ? threads : 0;
}

/** A share of the work is at least so many bytes, as far as there are; of one folder at most so many. */
const SHARE = { least: 200_000, most: 1_000_000 };

/**
 * The numbers of files in shares that threads take one after the other. Files of a folder stay together, since they refer
 * to each other: what one of them needs of another is read once. The largest shares come first, so that no thread is left
 * with one at the end.
 * @param threads there are so many shares at least, if there are as many files
 */
export function sharesOf(sources: readonly Source[], threads: number): readonly (readonly number[])[] {
  const all = bytesOf(sources);
  const least = Math.min(SHARE.least, all / (2 * threads));
  const most = Math.min(SHARE.most, all / threads);
  const shares: { readonly numbers: number[]; bytes: number }[] = [];
  let folder: string | null = null;
  sources.forEach((source, number) => {
    const last = shares.at(-1);
    const own = dirname(source.path);
    if (last && last.bytes < (own === folder ? most : least)) {
      last.numbers.push(number);
      last.bytes += source.size;
    } else shares.push({ numbers: [number], bytes: source.size });
    folder = own;
  });
  return shares.sort((a, b) => b.bytes - a.bytes).map(({ numbers }) => numbers);
}

function bytesOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { size }) => sum + size, 0);
}
