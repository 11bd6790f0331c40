import { parseAllDocuments } from 'yaml';
import { input } from './inputs.ts';

/**
 * MB/s at which the library `yaml` reads 20 KB of pods on the machine whose milliseconds the targets are, at its quietest:
 * 5.3 ms for 19.2 KB.
 */
export const MEANT_FOR = 3.6;

const MILLISECONDS = 1500;

/** MB/s at which `yaml` reads 20 KB of pods here and now. Nothing of ours is in it: it tells how fast the machine is. */
export function speedOfMachine(): number {
  const { text } = input('pods-20k');
  const times: number[] = [];
  for (const since = performance.now(); performance.now() - since < MILLISECONDS; ) {
    const before = performance.now();
    parseAllDocuments(text);
    times.push(performance.now() - before);
  }
  // Its compilation is over in the second half.
  const late = times.slice(times.length >> 1).toSorted((a, b) => a - b);
  return text.length / (late[late.length >> 1] ?? Number.POSITIVE_INFINITY) / 1000;
}
