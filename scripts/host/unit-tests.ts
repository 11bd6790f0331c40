import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeExecutable, projectRoot, Refusal, scratchFolder } from './project.ts';

/** How many tests came to which end. */
export interface Sums {
  passed: number;
  failed: number;
  skipped: number;
}

const longestTest = 120_000;

/**
 * Runs every test/**\/*.test.ts but those of the real editor, all in one child process.
 * @throws Refusal when it did not come to its end or no test ran
 */
export function runUnitTests(): Sums {
  const files = readdirSync(join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/^vscode[\\/]/.test(file))
    .map((file) => join('test', file));
  if (files.length === 0) throw new Refusal('There is no unit test');
  const sumsFile = join(scratchFolder('unit'), 'sums.json');
  const reporter = `--test-reporter=${join(import.meta.dirname, 'unit-reporter.mjs')}`;
  const flags = ['--test', '--test-isolation=none', `--test-timeout=${longestTest}`, reporter];
  const { status, signal } = spawnSync(nodeExecutable(), [...flags, ...files.sort()], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, POD_PATTERNS_SUMS: sumsFile },
  });
  if (!existsSync(sumsFile)) throw new Refusal(`The unit tests did not come to their end (${signal ?? status})`);
  const sums: Sums = JSON.parse(readFileSync(sumsFile, 'utf8'));
  if (sums.passed + sums.failed === 0) throw new Refusal('No unit test ran');
  if (status !== 0 && sums.failed === 0) throw new Refusal(`The unit tests ended with ${signal ?? status}`);
  return sums;
}
