// Runs inside the extension host of a real VS Code, beside the extension installed from its package.
import { writeFileSync } from 'node:fs';
import { runChecks } from './check.ts';
import { docsChecks } from './docs-checks.ts';
import { fixChecks } from './fix-checks.ts';
import { pictureChecks } from './picture-checks.ts';
import { robustnessChecks } from './robustness-checks.ts';
import { startChecks } from './start-checks.ts';

const checks = [...startChecks, ...fixChecks, ...docsChecks, ...robustnessChecks, ...pictureChecks];

/** Called by VS Code. The file it writes at its end is the proof that it came to its end: an exit code is none. */
export async function run(): Promise<void> {
  const outcomes = await runChecks(checks);
  writeFileSync(process.env.POD_PATTERNS_RESULT!, JSON.stringify({ expected: checks.length, outcomes }));
  if (outcomes.some((one) => one.failure)) throw new Error('checks failed');
}
