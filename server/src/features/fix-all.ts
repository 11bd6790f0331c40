import { analyse } from '../analysis.ts';
import type { Surroundings } from '../kubernetes/pods.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { applyEdits } from '../yaml/span.ts';

const MAX_FIXES = 200;

/**
 * The text of one YAML document after all safe fixes, one after the other, since each may change what the next one
 * meets. A fix that would bring a new error or warning, or break the text, is left out.
 */
export function fixAll(text: string, surroundings: Surroundings, settings: Settings): { text: string; fixed: number } {
  let current = text;
  let fixed = 0;
  const failed = new Set<string>();
  for (let round = 0; round < MAX_FIXES; round++) {
    const analysis = analyse(current, surroundings);
    const problems = open(lint(analysis, settings).problems);
    const next = problems.find((problem) => problem.fixes[0]?.safe && !failed.has(identity(problem)));
    const edits = next?.fixes[0]?.edits();
    if (!next) break;
    const after = edits ? applyEdits(current, edits) : current;
    if (after === current || worsens(after)) {
      failed.add(identity(next));
      continue;
    }
    current = after;
    fixed++;

    function worsens(changed: string): boolean {
      const then = analyse(changed, surroundings);
      if (then.document?.broken && !analysis.document?.broken) return true;
      return serious(open(lint(then, settings).problems)) >= serious(problems) + (isSerious(next) ? 0 : 1);
    }
  }
  return { text: current, fixed };
}

function open(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => !problem.suppressed);
}

function serious(problems: readonly Problem[]): number {
  return problems.filter(isSerious).length;
}

function isSerious(problem: Problem | undefined): boolean {
  return problem?.severity === 'error' || problem?.severity === 'warning';
}

function identity(problem: Problem): string {
  return `${problem.rule.id} ${problem.container} ${problem.message}`;
}
