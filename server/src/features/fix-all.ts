import { type Analysis, analyse } from '../analysis.ts';
import { isSerious, lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { applyEdits } from '../yaml/span.ts';

const MAX_FIXES = 200;

/**
 * The text of one YAML document after all safe fixes, one after the other, since each may change what the next one
 * meets. A fix that would bring a new error or warning, or break the text, is left out.
 */
export function fixAll(before: Analysis, settings: Settings): { text: string; fixed: number } {
  const { surroundings, near } = before;
  let analysis = before;
  let fixed = 0;
  const failed = new Set<string>();
  for (let round = 0; round < MAX_FIXES; round++) {
    const problems = open(lint(analysis, settings).problems);
    const next = problems.find((problem) => problem.fixes[0]?.safe && !failed.has(identity(problem)));
    if (!next) break;
    const edits = next.fixes[0]?.edits();
    const after = edits ? analyse(applyEdits(analysis.text, edits), surroundings, near) : analysis;
    const left = open(lint(after, settings).problems);
    const worse = after.document?.broken && !analysis.document?.broken;
    if (after.text === analysis.text || worse || serious(left) >= serious(problems) + (isSerious(next) ? 0 : 1)) {
      failed.add(identity(next));
      continue;
    }
    analysis = after;
    fixed++;
  }
  return { text: analysis.text, fixed };
}

function open(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => !problem.suppressed);
}

function serious(problems: readonly Problem[]): number {
  return problems.filter(isSerious).length;
}

function identity(problem: Problem): string {
  return `${problem.rule.id} ${problem.container} ${problem.message}`;
}
