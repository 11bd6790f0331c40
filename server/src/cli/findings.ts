import { analyse } from '../analysis.ts';
import type { Surroundings } from '../kubernetes/pods.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { Settings } from '../settings.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import { splitDocuments } from '../yaml/split.ts';
import { positionAt } from './lines.ts';

/** A finding in a file, as every format shows it. Lines and columns are 1-based, columns in UTF-16 code units. */
export interface FileFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  readonly workload: Problem['workload'];
  readonly container: string | null;
  /** Whether its preferred fix is safe. */
  readonly fixable: boolean;
  /** Its fixes that the text leaves a way to make; worked out on every call. */
  readonly fixes: () => readonly { readonly title: string; readonly safe: boolean; readonly preferred: boolean }[];
  readonly suppressed: boolean;
}

/** What the rules say of one file. */
export interface FileReport {
  readonly findings: readonly FileFinding[];
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

/** The YAML documents of a file, and where they begin. */
export function documentsOf(text: string): { readonly start: number; readonly text: string }[] {
  const starts = splitDocuments(text);
  return starts.map((start, i) => ({ start, text: text.slice(start, starts[i + 1]) }));
}

/** Runs the rules on the text of a file. */
export function lintFile(file: string, text: string, around: Surroundings, settings: Settings): FileReport {
  if (!OBJECT.test(text)) return SKIPPED;
  const documents = documentsOf(text);
  const findings: FileFinding[] = [];
  const failures: string[] = [];
  let pods = 0;
  // Most files have no finding.
  let lines: readonly number[] | null = null;
  for (const document of documents) {
    const analysis = analyse(document.text, around);
    const result = lint(analysis, settings);
    pods += analysis.teams.length;
    if (result.problems.length > 0) lines ??= lineStartsOf(text);
    for (const problem of result.problems) findings.push(toFinding(file, lines ?? [0], document.start, problem));
    for (const { rule, error } of result.failures) failures.push(`${file}: the rule ${rule} failed: ${oneLine(error)}`);
  }
  return { findings, documents: documents.length, pods, skipped: false, failures };
}

/** The problems of a file that holds no documents of its own: the configuration. */
export function toFindings(file: string, text: string, problems: readonly Problem[]): FileFinding[] {
  const lines = lineStartsOf(text);
  return problems.map((problem) => toFinding(file, lines, 0, problem));
}

function toFinding(file: string, lines: readonly number[], start: number, problem: Problem): FileFinding {
  const from = positionAt(lines, start + problem.at.start);
  const to = positionAt(lines, start + problem.at.end);
  return {
    file,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    rule: problem.rule,
    severity: problem.severity,
    message: problem.message,
    workload: problem.workload,
    container: problem.container,
    fixable: problem.fixes[0]?.safe ?? false,
    fixes: () =>
      problem.fixes.flatMap((fix, i) => {
        return fix.edits() ? [{ title: fix.title, safe: fix.safe, preferred: i === 0 }] : [];
      }),
    suppressed: problem.suppressed,
  };
}

/** Order of the output: by file, line, column and rule, by code unit. */
export function inOrder(a: FileFinding, b: FileFinding): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule.id, b.rule.id);
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

/** What went wrong, without the stack. */
export function oneLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replace(/\s+/g, ' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
