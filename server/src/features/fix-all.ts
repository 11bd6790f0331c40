import { type Analysis, analyse } from '../analysis.ts';
import { isSerious, lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';

/** What looking at a text again and again may cost, in UTF-16 code units: a file of people is done long before. */
const MAX_WORK = 60_000_000;
/** The same for the fixes that are made at once. */
const MAX_TOGETHER = 6_000_000;

/**
 * The text of one YAML document after all safe fixes. Those that do not meet are made at once, the others one after the
 * other, since each may change what the next one meets. A fix that would bring a new error or warning, or break the text,
 * is left out.
 */
export function fixAll(before: Analysis, settings: Settings): { text: string; fixed: number } {
  let analysis = before;
  let fixed = 0;
  let together = true;
  const failed = new Set<string>();
  for (let work = 0; work < MAX_WORK; ) {
    const most = together ? Math.max(1, Math.floor(MAX_TOGETHER / analysis.text.length)) : 1;
    const problems = open(lint(analysis, settings).problems);
    const candidates = problems.filter((problem) => problem.fixes[0]?.safe && !failed.has(identity(problem)));
    const tried = apart(candidates.slice(0, most));
    if (tried.length === 0) break;
    work += analysis.text.length * (1 + tried.length);
    const after = better(analysis, problems, tried, settings);
    if (after) {
      analysis = after;
      fixed += tried.length;
    } else if (tried.length === 1) for (const { problem } of tried) failed.add(identity(problem));
    // What is good by itself may not be so with others: the rest is tried one by one.
    else together = false;
  }
  return { text: analysis.text, fixed };
}

/** A fix with the edits that make it; none if it cannot be made. */
interface Made {
  readonly problem: Problem;
  readonly edits: readonly Edit[];
}

function made(problem: Problem): Made {
  return { problem, edits: problem.fixes[0]?.edits() ?? [] };
}

/** Problems whose fixes touch different places: the first one, and those that meet none before them. */
function apart(problems: readonly Problem[]): Made[] {
  const taken: Edit[] = [];
  return problems.flatMap((problem, i): Made[] => {
    const fix = made(problem);
    const meets = fix.edits.some(({ at }) =>
      taken.some((other) => at.start <= other.at.end && other.at.start <= at.end),
    );
    if (i > 0 && (meets || fix.edits.length === 0)) return [];
    taken.push(...fix.edits);
    return [fix];
  });
}

/** The document after some fixes; null if they mend nothing, or make anything worse. */
function better(
  before: Analysis,
  problems: readonly Problem[],
  tried: readonly Made[],
  settings: Settings,
): Analysis | null {
  const text = applyEdits(
    before.text,
    tried.flatMap(({ edits }) => edits),
  );
  if (text === before.text) return null;
  const after = analyse(text, before.surroundings, before.near);
  if (after.document?.broken && !before.document?.broken) return null;
  const left = open(lint(after, settings).problems);
  const mended = tried.filter(({ problem }) => isSerious(problem)).length;
  const [now, then] = [counted(left), counted(problems)];
  const areGone = tried.every(({ problem }) => {
    const key = identity(problem);
    return (now.get(key) ?? 0) < (then.get(key) ?? 0);
  });
  return areGone && serious(left) <= serious(problems) - mended ? after : null;
}

/** How many problems of each identity there are. */
function counted(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of problems.map(identity)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
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
