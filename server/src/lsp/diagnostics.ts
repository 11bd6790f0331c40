import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Analysis } from '../analysis.ts';
import { CONFIG_FILE, configProblems, readConfig } from '../config.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import { carriedOver } from '../features/workspace/exchange.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Severity } from '../severity.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import { type Analyses, linesOf } from './analyses.ts';
import type { Client } from './client.ts';
import type { Context } from './contexts.ts';
import { rangeOf } from './convert.ts';
import type { OpenFile } from './documents.ts';
import { type Tell, told } from './guard.ts';
import { worst } from './most.ts';
import { DocumentDiagnostics, NOTHING_FOUND, placed, type RelatedPlace, type Standing, type Worded } from './worded.ts';

/** What is found in one YAML document of a file; suppressed problems are left out. */
export interface Report {
  readonly analysis: Analysis;
  readonly problems: readonly Problem[];
}

/** The diagnostics of a file. */
export interface FileDiagnostics {
  /** Another one for each other list of diagnostics. */
  readonly resultId: string;
  readonly items: Diagnostic[];
  /** Whether they are the first ones since it was opened. */
  readonly areFirst: boolean;
}

/** What was found in the documents of a file; undefined for those that are to be looked at. */
interface State {
  readonly documents: readonly WorkspaceDocument[];
  readonly context: Context;
  readonly found: (DocumentDiagnostics | undefined)[];
  /** What was found before in those that are to be looked at, by their number: mostly it is found again. */
  readonly before: ReadonlyMap<number, DocumentDiagnostics>;
}

/** Milliseconds after which other messages get their turn. */
const LONGEST_TURN = 10;

/** Finds the problems of files and words them for the client. Of what it has found it keeps the words, not the trees. */
export class Diagnoser {
  readonly #client: Client;
  readonly #tell: Tell;
  readonly #analyses: Analyses;
  readonly #states = new Map<string, State>();
  readonly #last = new Map<string, Omit<FileDiagnostics, 'areFirst'>>();
  readonly #failed = new Set<string>();
  #results = 0;

  constructor(client: Client, analyses: Analyses, tell: Tell) {
    this.#client = client;
    this.#analyses = analyses;
    this.#tell = tell;
  }

  /** The diagnostics of a file; null if it was superseded before they were all there. */
  async diagnose(file: OpenFile, context: Context, isSuperseded: () => boolean): Promise<FileDiagnostics | null> {
    if (file.uri.endsWith(`/${CONFIG_FILE}`)) return this.#result(file.uri, this.#diagnoseConfig(file));
    const state = this.#stateOf(file, context);
    let since = performance.now();
    for (let i = 0; i < state.found.length; i++) {
      if (state.found[i]) continue;
      if (performance.now() - since > LONGEST_TURN) {
        await nextTurn();
        if (isSuperseded()) return null;
        if (this.#stateOf(file, context) !== state) return this.diagnose(file, context, isSuperseded);
        since = performance.now();
      }
      const document = state.documents[i] as WorkspaceDocument;
      state.found[i] = this.#diagnosed(document, context, state.before.get(i));
    }
    const standingOf = (document: WorkspaceDocument) => this.#analyses.placeOf(document);
    const placed = (diagnostics: DocumentDiagnostics, document: number) =>
      diagnostics.at({ uri: file.uri, firstLine: file.firstLines[document] ?? 0 }, standingOf);
    return this.#result(file.uri, worst(state.found, placed));
  }

  /** What is known of a file: of documents that stay what was found in them, as long as it holds. */
  #stateOf(file: OpenFile, context: Context): State {
    const documents = this.#analyses.documents(file, context);
    const known = this.#states.get(file.uri);
    const before = known?.context === context ? known : { documents: [], found: [] };
    const due = documents[0]?.file.due ?? new Set();
    if (known === before && documents === before.documents && due.size === 0) return known;
    const found = carriedOver(before.documents, before.found, documents);
    const again = new Map<number, DocumentDiagnostics>();
    const add = (index: number, diagnostics = known?.before.get(index)) => diagnostics && again.set(index, diagnostics);
    if (documents.length === before.documents.length) {
      for (let i = 0; i < found.length; i++) if (!found[i]) add(i, before.found[i]);
    }
    for (const { index } of due) {
      if (found[index]) add(index, found[index]);
      found[index] = undefined;
    }
    due.clear();
    const state = { documents, context, found, before: again };
    this.#states.set(file.uri, state);
    return state;
  }

  /** A file was closed. */
  forget(uri: string): void {
    this.#last.delete(uri);
    this.#states.delete(uri);
  }

  /** What is found in one YAML document. */
  report(document: WorkspaceDocument, { settings }: Context): Report {
    const analysis = this.#analyses.of(document);
    const { problems, failures } = lint(analysis, settings);
    for (const { rule, error } of failures) {
      if (!this.#failed.has(rule)) this.#tell(`The rule ${rule} failed: ${told(error)}`);
      this.#failed.add(rule);
    }
    return { analysis, problems: problems.filter((problem) => !problem.suppressed) };
  }

  /** A problem of a document that stands somewhere, as the protocol has it. */
  diagnostic(own: Standing, document: WorkspaceDocument, problem: Problem): Diagnostic {
    const standingOf = (other: WorkspaceDocument) => this.#analyses.placeOf(other);
    return placed(this.#worded(document.text, linesOf(document), problem), own, standingOf);
  }

  #diagnosed(document: WorkspaceDocument, context: Context, before?: DocumentDiagnostics): DocumentDiagnostics {
    const { problems } = this.report(document, context);
    if (problems.length === 0) return NOTHING_FOUND;
    const lineStarts = linesOf(document);
    const worded = problems.map((problem) => this.#worded(document.text, lineStarts, problem));
    return before?.says(worded) ? before : new DocumentDiagnostics(worded);
  }

  #worded(text: string, lineStarts: readonly number[], problem: Problem): Worded {
    const { rule, severity, at, message, related } = problem;
    const diagnostic: Worded['diagnostic'] = {
      range: rangeOf(text, lineStarts, 0, at),
      severity: SEVERITIES[severity],
      source: 'Pod Patterns',
      code: rule.id,
      codeDescription: { href: this.#page(rule.id) },
      message,
      ...(rule.unnecessary && this.#client.fadesUnnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    };
    if (!this.#client.showsRelated || related.length === 0) return { diagnostic, related: null };
    const places = related.flatMap((other): RelatedPlace[] => {
      const { at, message } = other;
      if (!other.document) return [{ document: null, range: rangeOf(text, lineStarts, 0, at), message }];
      const home = this.#analyses.homeOf(other.document);
      return home ? [{ document: home, range: rangeOf(home.text, linesOf(home), 0, at), message }] : [];
    });
    return { diagnostic, related: places };
  }

  /** The same result as before, if nothing has changed. */
  #result(uri: string, items: Diagnostic[]): FileDiagnostics {
    const before = this.#last.get(uri);
    const isSame = before?.items.length === items.length && items.every((one, i) => one === before.items[i]);
    const result = isSame ? before : { resultId: String(this.#results++), items };
    this.#last.set(uri, result);
    return { ...result, areFirst: before === undefined };
  }

  #diagnoseConfig({ uri, pieces }: OpenFile): Diagnostic[] {
    const text = pieces.map((piece) => piece.text).join('');
    const config = readConfig(text);
    if ('settings' in config) {
      const worded = configProblems(config).map((problem) => this.#worded(text, lineStartsOf(text), problem));
      return worded.map((one) => placed(one, { uri, firstLine: 0 }, () => null));
    }
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

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
