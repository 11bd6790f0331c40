import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../server/src/analysis.ts';
import { type Analysis, analyse } from '../server/src/analysis.ts';
import type { Problem } from '../server/src/rules/lint.ts';
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
