import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Analyses } from './analyses.ts';
import type { Workload } from './requests.ts';

/** Milliseconds after which other messages get their turn. */
const LONGEST_TURN = 10;

/** All pods of the workspace, by path and line. Most files are read already, the others are read now. */
export async function workloads(analyses: Analyses): Promise<Workload[]> {
  const all: Workload[] = [];
  let since = performance.now();
  for (const pods of analyses.pods()) {
    all.push(...pods.map(({ path, ...pod }) => ({ ...pod, uri: analyses.uriOf(path) })));
    if (performance.now() - since < LONGEST_TURN) continue;
    await nextTurn();
    since = performance.now();
  }
  return all;
}
