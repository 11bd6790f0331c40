import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Analysis } from '../analysis.ts';
import { CONFIG_FILE, configProblems, readConfig } from '../config.ts';
import type { AnalysedFile, Part } from '../features/file.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Severity } from '../severity.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import type { Analyses } from './analyses.ts';
import type { Client } from './client.ts';
import type { Context } from './contexts.ts';
import { type Range, rangeOf } from './convert.ts';
import { firstLines, type OpenFile, type Piece } from './documents.ts';
import { type Tell, told } from './guard.ts';

/** What is found in one YAML document of a file; suppressed problems are left out. */
export interface Report {
  readonly context: Context;
  readonly analysis: Analysis;
  readonly problems: readonly Problem[];
  /** For the place at which the document stood last. */
  shown: { readonly firstLine: number; readonly diagnostics: readonly Diagnostic[] } | null;
}

/** Milliseconds after which other messages get their turn. */
const LONGEST_TURN = 20;

/** Finds the problems of files and words them for the client. */
export class Diagnoser {
  readonly #client: Client;
  readonly #tell: Tell;
  readonly #reports = new WeakMap<Piece, Report>();
  readonly #analyses: Analyses;
  readonly #files = new WeakMap<OpenFile, { readonly context: Context; readonly parts: AnalysedFile }>();
  readonly #failed = new Set<string>();

  constructor(client: Client, analyses: Analyses, tell: Tell) {
    this.#client = client;
    this.#analyses = analyses;
    this.#tell = tell;
  }

  /** The diagnostics of a file; null if it was superseded before they were all there. */
  async diagnose(file: OpenFile, context: Context, isSuperseded: () => boolean): Promise<Diagnostic[] | null> {
    if (file.uri.endsWith(`/${CONFIG_FILE}`)) return this.#diagnoseConfig(file);
    const found: Diagnostic[] = [];
    const first = firstLines(file.pieces);
    let since = performance.now();
    for (const [i, piece] of file.pieces.entries()) {
      if (!this.#isReported(piece, file, context) && performance.now() - since > LONGEST_TURN) {
        await nextTurn();
        if (isSuperseded()) return null;
        since = performance.now();
      }
      const report = this.report(piece, file, context);
      if (report.problems.length > 0) found.push(...this.#shown(file.uri, piece, first[i] ?? 0, report));
    }
    return found;
  }

  /** What is found in one YAML document, from the cache if it was found before. */
  report(piece: Piece, file: OpenFile, context: Context): Report {
    const known = this.#reports.get(piece);
    if (known && this.#isReported(piece, file, context)) return known;
    const analysis = this.#analyses.of(piece, file, context);
    const { problems, failures } = lint(analysis, context.settings);
    for (const { rule, error } of failures) {
      if (!this.#failed.has(rule)) this.#tell(`The rule ${rule} failed: ${told(error)}`);
      this.#failed.add(rule);
    }
    const open = problems.filter((problem) => !problem.suppressed);
    const report: Report = { context, analysis, problems: open, shown: null };
    this.#reports.set(piece, report);
    return report;
  }

  /** The documents of a file, each analysed as far as it is asked. The same list as long as the file is the same. */
  analysed(file: OpenFile, context: Context): AnalysedFile {
    const known = this.#files.get(file);
    if (known?.context === context) return known.parts;
    const first = firstLines(file.pieces);
    const parts = file.pieces.map((piece, i): Part => {
      const analysis = () => this.#analyses.of(piece, file, context);
      return {
        firstLine: first[i] ?? 0,
        lineStarts: piece.lineStarts,
        get analysis() {
          return analysis();
        },
      };
    });
    this.#files.set(file, { context, parts });
    return parts;
  }

  /** A problem of a document whose first line has the number `firstLine`, as the protocol has it. */
  diagnostic(uri: string, { text, lineStarts }: Piece, firstLine: number, problem: Problem): Diagnostic {
    const { rule, severity, at, message, related } = problem;
    const diagnostic: Diagnostic = {
      range: rangeOf(text, lineStarts, firstLine, at),
      severity: SEVERITIES[severity],
      source: 'Pod Patterns',
      code: rule.id,
      codeDescription: { href: this.#page(rule.id) },
      message,
    };
    if (rule.unnecessary && this.#client.fadesUnnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
    if (this.#client.showsRelated && related.length > 0) {
      diagnostic.relatedInformation = related.flatMap((other) => {
        const own = { uri, text, lineStarts, firstLine };
        const place = other.document ? this.#analyses.placeOf(other.document) : own;
        if (!place) return [];
        const range = rangeOf(place.text, place.lineStarts, place.firstLine, other.at);
        return [{ location: { uri: place.uri, range }, message: other.message }];
      });
    }
    return diagnostic;
  }

  #isReported(piece: Piece, file: OpenFile, context: Context): boolean {
    const known = this.#reports.get(piece);
    return known?.context === context && known.analysis === this.#analyses.of(piece, file, context);
  }

  #shown(uri: string, piece: Piece, firstLine: number, report: Report): readonly Diagnostic[] {
    const { shown } = report;
    // Another document may move without a change of this one.
    const isOwn = report.problems.every(({ related }) => related.every(({ document }) => !document));
    if (!isOwn) return report.problems.map((problem) => this.diagnostic(uri, piece, firstLine, problem));
    if (shown?.firstLine === firstLine) return shown.diagnostics;
    const diagnostics = shown
      ? shown.diagnostics.map((diagnostic) => movedBy(firstLine - shown.firstLine, diagnostic))
      : report.problems.map((problem) => this.diagnostic(uri, piece, firstLine, problem));
    report.shown = { firstLine, diagnostics };
    return diagnostics;
  }

  #diagnoseConfig({ uri, pieces }: OpenFile): Diagnostic[] {
    const text = pieces.map((piece) => piece.text).join('');
    const whole: Piece = { text, lineStarts: lineStartsOf(text) };
    const config = readConfig(text);
    if ('settings' in config) return configProblems(config).map((problem) => this.diagnostic(uri, whole, 0, problem));
    const [, number = '1', message = config.error] = /^line (\d+): (.*)$/.exec(config.error) ?? [];
    const line = Number(number) - 1;
    return [
      {
        range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
        severity: DiagnosticSeverity.Error,
        source: 'Pod Patterns',
        code: 'config-invalid',
        codeDescription: { href: this.#page('config-invalid') },
        message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
      },
    ];
  }

  #page(rule: string): string {
    return this.#client.docsBase === null ? `docs/rules/${rule}.md` : this.#client.docsBase + rule;
  }
}

/** The same diagnostic some lines further down. The old one may still be on its way to the client: it stays as it is. */
function movedBy(lines: number, diagnostic: Diagnostic): Diagnostic {
  const moved = { ...diagnostic, range: rangeMovedBy(lines, diagnostic.range) };
  if (diagnostic.relatedInformation) {
    moved.relatedInformation = diagnostic.relatedInformation.map(({ location: { uri, range }, message }) => ({
      location: { uri, range: rangeMovedBy(lines, range) },
      message,
    }));
  }
  return moved;
}

function rangeMovedBy(lines: number, { start, end }: Range): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
