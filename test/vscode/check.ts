// A suite is a list of named checks, run one after the other; no framework between it and the extension host.

/** What came of one check. */
export interface Outcome {
  name: string;
  seconds: number;
  failure?: string;
  skipped?: string;
  /** What it measured, in milliseconds. */
  figures?: Record<string, number[]>;
}

/** Thrown by a check that has nothing to look at here. */
export class Skip extends Error {}

/** One thing that must hold in a real editor. */
export interface Check {
  name: string;
  run(): Promise<void>;
}

/** The environment variable with words, `|` between them: only checks with one in their names are run, for quick tries. */
export const onlyVariable = 'POD_PATTERNS_ONLY';

/** Whether a check is wanted that has this name. */
export function isWanted(name: string, words: string): boolean {
  return words.split('|').some((word) => name.includes(word));
}

const patience = 15_000;
const longestCheck = 90_000;

/** The check that runs. */
let current: Outcome | undefined;

/** Keeps what a check has measured, in milliseconds, for the benchmark. */
export function measured(what: string, ...milliseconds: readonly number[]): void {
  if (!current) return;
  current.figures = { ...current.figures, [what]: [...(current.figures?.[what] ?? []), ...milliseconds] };
}

/** Runs every check, whatever becomes of the others. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const started = performance.now();
    const outcome: Outcome = { name: check.name, seconds: 0 };
    current = outcome;
    try {
      await within(longestCheck, check.run());
    } catch (error) {
      if (error instanceof Skip) outcome.skipped = error.message;
      else outcome.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    outcome.seconds = (performance.now() - started) / 1000;
    const sign = outcome.failure ? '✗' : outcome.skipped ? '-' : '✓';
    say(
      `${sign} ${check.name} (${outcome.seconds.toFixed(1)} s)${outcome.skipped ? `: skipped, ${outcome.skipped}` : ''}`,
    );
    if (outcome.failure) say(outcome.failure);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Prints lines that the shim lets through. */
export function say(text: string): void {
  for (const line of text.split('\n')) console.log(`[suite] ${line}`);
}

/**
 * Waits until the look brings something other than undefined or false.
 * @param what completes the sentence "did not see …"
 * @param last what there was instead, for the message
 */
export async function see<T>(what: string, look: () => T | Promise<T>, last?: () => unknown): Promise<NonNullable<T>> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen as NonNullable<T>;
    if (performance.now() > end) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  const instead = last ? `; instead: ${JSON.stringify(await last())}` : '';
  throw new Error(`did not see ${what} within ${patience / 1000} s${instead}`);
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
