import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { onceFor } from '../yaml/once-for.ts';
import { type Source, statOf } from './files.ts';

/** How many bytes a file holds: 0 for one that cannot be looked at. */
export type SizeOf = (source: Source) => number;
const sizeOnDisk: SizeOf = onceFor(({ path }) => statOf(path)?.size ?? 0);

/** Fewer bytes are linted before another thread has loaded what it needs, and has read all files as well. */
const WORTH = 3_000_000;

/** How many threads lint some files; 0: this one does it alone. */
export function threadsFor(asked: number | null, sources: readonly Source[], sizeOf = sizeOnDisk): number {
  const most = Math.min(asked ?? availableParallelism(), sources.length);
  // No file is looked at where that cannot matter.
  if (most <= 1) return 0;
  const worth = asked ?? Math.floor(bytesOf(sources, sizeOf) / WORTH);
  const threads = Math.min(worth, most);
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
export function sharesOf(
  sources: readonly Source[],
  threads: number,
  sizeOf = sizeOnDisk,
): readonly (readonly number[])[] {
  const all = bytesOf(sources, sizeOf);
  const least = Math.min(SHARE.least, all / (2 * threads));
  const most = Math.min(SHARE.most, all / threads);
  const shares: { readonly numbers: number[]; bytes: number }[] = [];
  let folder: string | null = null;
  sources.forEach((source, number) => {
    const last = shares.at(-1);
    const own = dirname(source.path);
    if (last && last.bytes < (own === folder ? most : least)) {
      last.numbers.push(number);
      last.bytes += sizeOf(source);
    } else shares.push({ numbers: [number], bytes: sizeOf(source) });
    folder = own;
  });
  return shares.sort((a, b) => b.bytes - a.bytes).map(({ numbers }) => numbers);
}

function bytesOf(sources: readonly Source[], sizeOf: SizeOf): number {
  return sources.reduce((sum, source) => sum + sizeOf(source), 0);
}
