import { type Analysis, analyse } from '../analysis.ts';
import { type Problem, seriousProblems } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';

/**
 * Why edits of a document should not be made: the text would not stay valid, or our own rules would report an error or a
 * warning that was not there before. A line for people; null if nothing is wrong with them.
 */
export function faultOf(analysis: Analysis, edits: readonly Edit[], settings: Settings): string | null {
  const after = analyse(applyEdits(analysis.text, edits), analysis.surroundings, analysis.near);
  if (after.document?.broken !== analysis.document?.broken) return 'the text would not stay valid YAML';
  const problem = firstNew(seriousProblems(analysis, settings), seriousProblems(after, settings));
  return problem ? `then ${problem.rule.id} would report: ${problem.message}` : null;
}

/** The first problem that was not there before: about a container, a rule says more than it did. */
export function firstNew(before: readonly Problem[], after: readonly Problem[]): Problem | null {
  const left = new Map<string, number>();
  for (const problem of before) left.set(subjectOf(problem), (left.get(subjectOf(problem)) ?? 0) + 1);
  for (const problem of after) {
    const count = left.get(subjectOf(problem)) ?? 0;
    if (count === 0) return problem;
    left.set(subjectOf(problem), count - 1);
  }
  return null;
}

/** Rules that say the same thing of a native sidecar and of a classic one: the application may come before it. */
const SAME: Readonly<Record<string, string>> = { 'native-sidecar-no-startup-gate': 'ambassador-start-race' };

function subjectOf({ rule, workload, container }: Problem): string {
  return JSON.stringify([SAME[rule.id] ?? rule.id, workload?.kind, workload?.name, container]);
}
