import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Worded } from './worded.ts';

/** The diagnostics of one document: what they say, and as they are in the file, which is asked for last. */
export interface Candidates {
  readonly worded: readonly Worded[];
  readonly placed: () => readonly Diagnostic[];
}

/** So many diagnostics editors show for one file (VS Code 1.100: 1,000, the worst first). */
export const MOST = 1000;

const FROM_WORST = [
  DiagnosticSeverity.Error,
  DiagnosticSeverity.Warning,
  DiagnosticSeverity.Information,
  DiagnosticSeverity.Hint,
];

/**
 * The diagnostics of a file, by place. Of too many the worst are taken, of equally bad ones the first, and the last one
 * tells how many are left out.
 */
export function worst(all: readonly Candidates[]): Diagnostic[] {
  const count = all.reduce((sum, { worded }) => sum + worded.length, 0);
  if (count <= MOST) return all.flatMap(({ placed }) => placed());
  const left = new Map<DiagnosticSeverity | undefined, number>();
  let room = MOST - 1;
  for (const severity of FROM_WORST) {
    const own = all.reduce((sum, { worded }) => sum + worded.filter((one) => isOf(one, severity)).length, 0);
    left.set(severity, Math.min(own, room));
    room -= Math.min(own, room);
  }
  const items: Diagnostic[] = [];
  for (const { worded, placed } of all) {
    const taken = worded.flatMap(({ diagnostic: { severity } }, i) => {
      const more = left.get(severity) ?? 0;
      if (more > 0) left.set(severity, more - 1);
      return more > 0 ? [i] : [];
    });
    if (taken.length === 0) continue;
    const here = placed();
    for (const i of taken) items.push(here[i] as Diagnostic);
  }
  return [...items, rest(count - items.length)];
}

function isOf({ diagnostic }: Worded, severity: DiagnosticSeverity): boolean {
  return diagnostic.severity === severity;
}

/** The same object for the same number: an editor need not be told again. */
function rest(count: number): Diagnostic {
  const known = RESTS.get(count) ?? {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: 'Pod Patterns',
    message: `${count} more findings of this file are not shown: an editor shows ${MOST} of a file. The worst are.`,
  };
  RESTS.clear();
  RESTS.set(count, known);
  return known;
}

const RESTS = new Map<number, Diagnostic>();
