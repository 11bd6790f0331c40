import { type Analysis, analyse } from '../analysis.ts';
import { type Problem, seriousProblems } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';

/**
 * Why edits of a pod should not be made: the text would not stay valid, or our own rules would report an error or a warning
 * about the pod that was not there before. A line for people; null if nothing is wrong with them. What refers to the pod, such
 * as a Service that is to lead to a new proxy, may have to follow: it is no reason against them.
 */
export function faultOf(analysis: Analysis, team: Team, edits: readonly Edit[], settings: Settings): string | null {
  const after = analyse(applyEdits(analysis.text, edits), analysis.surroundings, analysis.near);
  if (after.document?.broken !== analysis.document?.broken) return 'the text would not stay valid YAML';
  const changed = after.teams[analysis.teams.indexOf(team)];
  if (!changed) return 'the pod would not be one any more';
  const problem = firstNew(seriousProblems(analysis, team, settings), seriousProblems(after, changed, settings));
  return problem ? `then ${problem.rule.id} would report: ${problem.message}` : null;
}

/** The first problem of a pod that was not there before: a rule says more often what it says, of whichever container. */
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

function subjectOf({ rule }: Problem): string {
  return SAME[rule.id] ?? rule.id;
}
