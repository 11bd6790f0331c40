// What a further thread of `lint` runs: it reads all files, and lints those that it is told.
import { parentPort, workerData } from 'node:worker_threads';
import { linterOf } from './linter.ts';
import { reason } from './refusal.ts';
import type { Answer, Share, Task } from './threads.ts';
import { openWorkspace } from './workspace.ts';

const { args, found, input } = workerData as Task;
const answer = (one: Answer) => parentPort?.postMessage(one);

/** An error does not go from thread to thread as it is; what people are told of it does. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    answer({ refusal: reason(error) });
    return null;
  }
}

void attempt(() => {
  const lint = linterOf(openWorkspace(args, found), args, input, () => {});
  parentPort?.on('message', async (share: Share) => {
    const linted = await attempt(() => lint(share));
    if (linted) answer({ linted });
  });
  answer({ linted: null });
});
