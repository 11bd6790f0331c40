/** Milliseconds of the processor that something quick takes at most. */
export const QUICK = 200;

/** Tries until one is quick. */
const TRIES = 5;

/**
 * Milliseconds of the processor that something takes, until a try is quick: other processes do not count, nor what this
 * one happens to do beside it. To be told from a slow way by them it needs so much to do that the slow one takes seconds.
 */
export function effortOf(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && best >= QUICK; i++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
