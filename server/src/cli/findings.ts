import { type AnalysedFile, type Part, placeIn } from '../features/file.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Fix } from '../rules/rule.ts';
import type { Settings } from '../settings.ts';
import type { Severity } from '../severity.ts';
import { lineStartsOf, type Place } from '../yaml/lines.ts';
import { oneLine } from './refusal.ts';

/**
 * A finding in a file, as every format shows it: plain data, that holds no tree and can go from thread to thread. Lines and
 * columns are 1-based, columns in UTF-16 code units.
 */
export interface FileFinding extends Place {
  readonly file: string;
  /** The id of its rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly workload: Problem['workload'];
  readonly container: string | null;
  /** Whether its preferred fix is safe. */
  readonly fixable: boolean;
  /** Its fixes that the text leaves a way to make; none if nobody asks for them. */
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly preferred: boolean }[];
  readonly suppressed: boolean;
}

/** What is wanted of findings that takes work or room. */
export interface Wanted {
  readonly suppressed: boolean;
  readonly fixes: boolean;
}

/** What the rules say of one file. */
export interface FileReport {
  readonly findings: readonly FileFinding[];
  /** YAML documents. */
  readonly documents: number;
  readonly pods: number;
  /** Whether nothing in it is Kubernetes. */
  readonly skipped: boolean;
  /** One line for each rule that failed: defects of ours. */
  readonly failures: readonly string[];
}

/** The report of a file that was not looked into. */
export const SKIPPED: FileReport = { findings: [], documents: 0, pods: 0, skipped: true, failures: [] };

/** Whether any document of a file may be a Kubernetes object, by a cheap look. */
const OBJECT = /(?:^|[\s{,])["']?kind["']?[ \t]*:/;

/** Whether a text may be Kubernetes. */
export function mayBeManifest(text: string): boolean {
  return OBJECT.test(text);
}

/** Runs the rules on the documents of a file. */
export function lintParts(
  file: string,
  parts: AnalysedFile,
  settings: Settings,
  wanted: Wanted,
): Pick<FileReport, 'findings' | 'pods' | 'failures'> {
  const findings: FileFinding[] = [];
  const failures: string[] = [];
  let pods = 0;
  for (const part of parts) {
    const result = lint(part.analysis, settings);
    pods += part.analysis.teams.length;
    const isPossible = wanted.fixes ? triedIn(part.analysis.text) : null;
    for (const problem of result.problems) {
      if (wanted.suppressed || !problem.suppressed) findings.push(toFinding(file, part, problem, isPossible));
    }
    for (const { rule, error } of result.failures) failures.push(`${file}: the rule ${rule} failed: ${oneLine(error)}`);
  }
  return { findings, pods, failures };
}

/** The problems of a file that holds no documents of its own: the configuration. */
export function toFindings(file: string, text: string, problems: readonly Problem[]): FileFinding[] {
  const whole = { firstLine: 0, lineStarts: lineStartsOf(text) };
  return problems.map((problem) => toFinding(file, whole, problem, null));
}

/** What trying fixes may cost in a document, in UTF-16 code units: more have nobody who reads them. */
const MAX_TRIED = 5_000_000;

/** Tells of the fixes of a document whether they can be made. Each is tried, up to a limit; of more it is taken for granted. */
function triedIn(text: string): (fix: Fix) => boolean {
  let left = MAX_TRIED;
  return (fix) => {
    left -= text.length;
    return left < 0 || fix.edits() !== null;
  };
}

function toFinding(
  file: string,
  part: Pick<Part, 'firstLine' | 'lineStarts'>,
  problem: Problem,
  isPossible: ((fix: Fix) => boolean) | null,
): FileFinding {
  return {
    file,
    ...placeIn(part, problem.at),
    rule: problem.rule.id,
    severity: problem.severity,
    message: problem.message,
    workload: problem.workload,
    container: problem.container,
    fixable: problem.fixes[0]?.safe ?? false,
    fixes: problem.fixes.flatMap((fix, i) => {
      return isPossible?.(fix) ? [{ title: fix.title, safe: fix.safe, preferred: i === 0 }] : [];
    }),
    suppressed: problem.suppressed,
  };
}

/** Order of the output: by file, line, column and rule, by code unit. */
export function inOrder(a: FileFinding, b: FileFinding): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule);
}

/** The findings of each file, in the order in which they come. */
export function byFile(findings: readonly FileFinding[]): Map<string, FileFinding[]> {
  const files = new Map<string, FileFinding[]>();
  for (const finding of findings) {
    const own = files.get(finding.file);
    if (own) own.push(finding);
    else files.set(finding.file, [finding]);
  }
  return files;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
