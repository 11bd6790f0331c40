import { type Analysis, analyse } from '../analysis.ts';
import type { Insertion, InsertOptions } from '../patterns/insert/insertion.ts';
import { examplesOf, insertPattern } from '../patterns/insert.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { isSerious, lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import { applyEdits } from '../yaml/span.ts';

/**
 * Inserts a pattern into a pod of a document. Refused, too, where our own rules would report an error or a warning on
 * the result that was not there before.
 */
export function insertInto(
  analysis: Analysis,
  team: Team,
  pattern: Pattern,
  options: Omit<InsertOptions, 'kubernetes'>,
  settings: Settings,
): Insertion {
  if (pattern.scope === 'manifest') return { refusal: `${pattern.id} is a whole manifest, which no pod takes in` };
  const insertion = insertPattern(team, pattern, { ...options, kubernetes: settings.kubernetesVersion });
  if ('refusal' in insertion) return insertion;
  const after = analyse(applyEdits(analysis.text, insertion.edits), analysis.surroundings, analysis.near);
  if (after.document?.broken !== analysis.document?.broken) return { refusal: 'the text would not stay valid YAML' };
  const problem = firstNew(lint(analysis, settings).problems, lint(after, settings).problems);
  return problem ? { refusal: `then ${problem.rule.id} would report: ${problem.message}` } : insertion;
}

/** Whether a pod takes a pattern in, with some value for what has none of its own; `kubernetes` is the minor version. */
export function takes(team: Team, pattern: Pattern, kubernetes: number): boolean {
  if (pattern.scope === 'manifest') return false;
  const options = { variant: null, set: new Map(), assumed: examplesOf(pattern), kubernetes, at: null };
  return 'edits' in insertPattern(team, pattern, options);
}

/** The first error or warning that was not there before: about a container, a rule says more than it did. */
export function firstNew(before: readonly Problem[], after: readonly Problem[]): Problem | null {
  const left = new Map<string, number>();
  for (const problem of before) {
    if (isSerious(problem)) left.set(subjectOf(problem), (left.get(subjectOf(problem)) ?? 0) + 1);
  }
  for (const problem of after.filter(isSerious)) {
    const count = left.get(subjectOf(problem)) ?? 0;
    if (count === 0) return problem;
    left.set(subjectOf(problem), count - 1);
  }
  return null;
}

function subjectOf({ rule, workload, container }: Problem): string {
  return JSON.stringify([rule.id, workload?.kind, workload?.name, container]);
}
