import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../server/src/analysis.ts';
import { type Analysis, analyse } from '../server/src/analysis.ts';
import { analyseFile } from '../server/src/features/file.ts';
import { fixAll } from '../server/src/features/fix-all.ts';
import { type LintResult, lint, type Problem } from '../server/src/rules/lint.ts';
import { DEFAULT_SETTINGS, type Settings } from '../server/src/settings.ts';
import type { Span } from '../server/src/yaml/span.ts';

export const ALONE: Surroundings = { podPaths: [], kustomize: 'none', helpers: [] };

/** All severities are reported, at the given minor version. */
export function settings(kubernetesVersion = DEFAULT_SETTINGS.kubernetesVersion): Settings {
  return { ...DEFAULT_SETTINGS, preset: 'all', kubernetesVersion };
}

/** Takes the marks `«…»` out of a text: what they enclose are the spans. An empty pair is a cursor. */
export function unmark(marked: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let text = '';
  let start = -1;
  for (const piece of marked.split(/([«»])/)) {
    if (piece === '«') start = text.length;
    else if (piece === '»') spans.push({ start, end: text.length });
    else text += piece;
  }
  return { text, spans };
}

export function analysisOf(text: string, around: Surroundings = ALONE): Analysis {
  return analyse(text, around);
}

export function isSerious(problem: Problem): boolean {
  return !problem.suppressed && (problem.severity === 'error' || problem.severity === 'warning');
}

/**
 * What the rules say of a text of one or more documents, and rules that failed. Places and edits are those of the text.
 */
export function lintText(text: string, set: Settings): LintResult {
  let start = 0;
  const results = analyseFile(text, ALONE).map(({ analysis }) => {
    const { problems, failures } = lint(analysis, set);
    const moved = problems.map((problem) => movedBy(start, problem));
    start += analysis.text.length;
    return { problems: moved, failures };
  });
  return {
    problems: results.flatMap(({ problems }) => problems),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** A text of one or more documents after all safe fixes. */
export function fixText(text: string, set: Settings): string {
  return analyseFile(text, ALONE)
    .map(({ analysis }) => fixAll(analysis, set).text)
    .join('');
}

function movedBy(start: number, problem: Problem): Problem {
  const move = (at: Span) => ({ start: at.start + start, end: at.end + start });
  const fixes = problem.fixes.map((fix) => {
    const edits = () => fix.edits()?.map(({ at, text }) => ({ at: move(at), text })) ?? null;
    return { ...fix, edits };
  });
  return { ...problem, at: move(problem.at), fixes };
}

/** A problem as a short line, for messages of tests. */
export function told(problem: Problem, text: string): string {
  return `${problem.severity} ${problem.rule.id} at "${text.slice(problem.at.start, problem.at.end)}": ${problem.message}`;
}

const SHARED = join(import.meta.dirname, '..', '..', 'shared');

/** A path beside the project that only some machines have; null where it is absent, and the test says it was skipped. */
export function shared(...path: string[]): string | null {
  const full = join(SHARED, ...path);
  return existsSync(full) ? full : null;
}

export function readShared(...path: string[]): string {
  return readFileSync(join(SHARED, ...path), 'utf8');
}
