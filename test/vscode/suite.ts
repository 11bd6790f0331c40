// Runs inside the extension host of a real VS Code, beside the extension installed from its package.
import { writeFileSync } from 'node:fs';
import { isWanted, type Outcome, onlyVariable, runChecks } from './check.ts';
import { compareChecks } from './compare-checks.ts';
import { completionChecks } from './completion-checks.ts';
import { docsChecks } from './docs-checks.ts';
import { exportChecks } from './export-checks.ts';
import { fixChecks } from './fix-checks.ts';
import { glanceChecks } from './glance-checks.ts';
import { hoverChecks } from './hover-checks.ts';
import { insertChecks } from './insert-checks.ts';
import { pictureChecks } from './picture-checks.ts';
import { previewActChecks } from './preview-act-checks.ts';
import { previewChecks } from './preview-checks.ts';
import { previewChoiceChecks } from './preview-choice-checks.ts';
import { crashChecks, reloadChecks } from './preview-life-checks.ts';
import { previewSpeedChecks } from './preview-speed-checks.ts';
import { refactorChecks } from './refactor-checks.ts';
import { outcomesBeforeReload, reload } from './reload.ts';
import { robustnessChecks } from './robustness-checks.ts';
import { ruleChecks } from './rule-checks.ts';
import { startChecks } from './start-checks.ts';
import { isDriven } from './window.ts';

const words = process.env[onlyVariable] ?? '';
const checks = [
  ...startChecks,
  ...fixChecks,
  ...ruleChecks,
  ...docsChecks,
  ...hoverChecks,
  ...glanceChecks,
  ...completionChecks,
  ...insertChecks,
  ...refactorChecks,
  ...previewChecks,
  ...previewActChecks,
  ...previewChoiceChecks,
  ...previewSpeedChecks,
  ...exportChecks,
  ...compareChecks,
  ...robustnessChecks,
  ...pictureChecks,
  // After this one there is no server any more.
  ...crashChecks,
].filter(({ name }) => isWanted(name, words));
const afterReload = reloadChecks.filter(({ name }) => isWanted(name, words));

/** Called by VS Code. The file it writes at its end is the proof that it came to its end: an exit code is none. */
export async function run(): Promise<void> {
  const outcomes = await runAll();
  const expected = checks.length + afterReload.length;
  writeFileSync(process.env.POD_PATTERNS_RESULT!, JSON.stringify({ expected, outcomes }));
  if (outcomes.some((one) => one.failure)) throw new Error('checks failed');
}

async function runAll(): Promise<Outcome[]> {
  const before = outcomesBeforeReload();
  if (before) return [...before, ...(await runChecks(afterReload))];
  const outcomes = await runChecks(checks);
  if (isDriven && afterReload.length > 0) await reload(outcomes);
  return [...outcomes, ...(await runChecks(afterReload))];
}
