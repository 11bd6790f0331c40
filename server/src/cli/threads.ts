import { Worker } from 'node:worker_threads';
import type { Args } from './args.ts';
import { type Found, INPUT } from './files.ts';
import type { FileFinding, FileReport } from './findings.ts';
import { sharesOf } from './jobs.ts';
import type { Linted } from './linter.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** What a thread is started with: plain data. */
export interface Task {
  readonly args: Args;
  readonly found: Found;
  /** What standard input holds, if it is one of the files. */
  readonly input: Uint8Array | null;
}

/** What a thread says when it can take a share; null before the first one. */
export type Answer = { readonly linted: Linted | null } | { readonly refusal: string };

/** What is said to a thread: the numbers of the files that it is to lint. */
export type Share = readonly number[];

/** Of what is new V8 would keep up to 128 MB in each thread; with less it takes no longer, since most of it is soon gone. */
const LIMITS = { maxYoungGenerationSizeMb: 96 };

/** Lints the files of a call in several threads. What comes out is the same as in one. */
export async function lintInThreads(threads: number, task: Task, { program, progress }: Terminal): Promise<Linted> {
  const sources = task.input ? [INPUT, ...task.found.sources] : task.found.sources;
  const shares = sharesOf(sources, threads);
  const reports = new Map<number, FileReport>();
  const configs = new Map<string, readonly FileFinding[]>();
  let next = 0;
  const workers: Worker[] = [];
  const run = () =>
    new Promise<void>((done, fail) => {
      const worker = new Worker(program ?? '', { workerData: task, resourceLimits: LIMITS });
      workers.push(worker);
      worker.on('error', fail);
      // After its last share nobody waits for it.
      worker.on('exit', () => fail(new Error('a thread has ended before its work was done')));
      worker.on('message', (answer: Answer) => {
        if ('refusal' in answer) return fail(new Refusal(answer.refusal));
        for (const [number, report] of answer.linted?.reports ?? []) reports.set(number, report);
        for (const [file, findings] of answer.linted?.configs ?? []) configs.set(file, findings);
        progress('linting', reports.size, sources.length);
        const share = shares[next++];
        if (share) worker.postMessage(share satisfies Share);
        else done();
      });
    });
  try {
    await Promise.all(Array.from({ length: Math.min(threads, shares.length) }, run));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return { reports, configs };
}
