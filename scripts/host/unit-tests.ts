import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nodeExecutable, projectRoot, Refusal, scratchFolder } from './project.ts';

/** How many tests came to which end. */
export interface Sums {
  passed: number;
  failed: number;
  skipped: number;
}

const longestTest = 120_000;
/** A process starts in a third of a second, and many of the tests start processes of their own. */
const mostProcesses = 4;

/**
 * Runs every test/**\/*.test.ts but those of the real editor, in a few child processes.
 * @throws Refusal when one of them did not come to its end or no test ran
 */
export async function runUnitTests(): Promise<Sums> {
  const files = readdirSync(join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/^vscode[\\/]/.test(file))
    .map((file) => join('test', file))
    .sort();
  if (files.length === 0) throw new Refusal('There is no unit test');
  const processes = Math.min(mostProcesses, availableParallelism());
  const shares = Array.from({ length: processes }, (_, i) => files.filter((_file, nth) => nth % processes === i));
  const all = await Promise.all(shares.map(runFiles));
  const sum = (key: keyof Sums) => all.reduce((so, sums) => so + sums[key], 0);
  const sums = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  if (sums.passed + sums.failed === 0) throw new Refusal('No unit test ran');
  return sums;
}

async function runFiles(files: readonly string[], nth: number): Promise<Sums> {
  const sumsFile = join(scratchFolder('unit'), `sums-${nth}.json`);
  const reporter = `--test-reporter=${join(import.meta.dirname, 'unit-reporter.mjs')}`;
  const flags = ['--test', '--test-isolation=none', `--test-timeout=${longestTest}`, reporter];
  const child = spawn(nodeExecutable(), [...flags, ...files], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, POD_PATTERNS_SUMS: sumsFile },
  });
  const [status, signal] = await once(child, 'exit');
  if (!existsSync(sumsFile)) throw new Refusal(`The unit tests did not come to their end (${signal ?? status})`);
  const sums: Sums = JSON.parse(readFileSync(sumsFile, 'utf8'));
  if (status !== 0 && sums.failed === 0) throw new Refusal(`The unit tests ended with ${signal ?? status}`);
  return sums;
}
