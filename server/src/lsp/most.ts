import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { DocumentDiagnostics, Worded } from './worded.ts';

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
 * @param all what was found in each document, if anything
 * @param placed gives the diagnostics of a document, by its number, as they are in the file
 */
export function worst(
  all: readonly (DocumentDiagnostics | undefined)[],
  placed: (diagnostics: DocumentDiagnostics, document: number) => readonly Diagnostic[],
): Diagnostic[] {
  const count = all.reduce((sum, one) => sum + (one?.worded.length ?? 0), 0);
  const isTaken = count <= MOST ? () => true : takenOf(all);
  const items: Diagnostic[] = [];
  // In a long file each keystroke goes this way, and most documents are without findings.
  for (let document = 0; document < all.length; document++) {
    const one = all[document];
    if (!one || one.worded.length === 0) continue;
    const taken = one.worded.flatMap((worded, i) => (isTaken(worded) ? [i] : []));
    if (taken.length === 0) continue;
    const here = placed(one, document);
    for (const i of taken) items.push(here[i] as Diagnostic);
  }
  return count <= MOST ? items : [...items, rest(count - items.length)];
}

/** Tells one diagnostic after the other whether it is among the worst. */
function takenOf(all: readonly (DocumentDiagnostics | undefined)[]): (worded: Worded) => boolean {
  const severities = all.flatMap((one) => one?.worded.map(({ diagnostic }) => diagnostic.severity) ?? []);
  const left = new Map<DiagnosticSeverity | undefined, number>();
  let room = MOST - 1;
  for (const severity of FROM_WORST) {
    const own = severities.filter((one) => one === severity).length;
    left.set(severity, Math.min(own, room));
    room -= Math.min(own, room);
  }
  return ({ diagnostic: { severity } }) => {
    const more = left.get(severity) ?? 0;
    if (more > 0) left.set(severity, more - 1);
    return more > 0;
  };
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
