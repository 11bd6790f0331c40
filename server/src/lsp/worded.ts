import type { Diagnostic } from 'vscode-languageserver/node';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import type { Range } from './convert.ts';

/** A diagnostic with its places in their documents, whose first line has the number 0. */
export interface Worded {
  readonly diagnostic: Omit<Diagnostic, 'relatedInformation'>;
  /** Null for a client that shows none. */
  readonly related: readonly RelatedPlace[] | null;
}

/** A place that a diagnostic leads to. */
export interface RelatedPlace {
  /** Null for the own document. */
  readonly document: WorkspaceDocument | null;
  readonly range: Range;
  readonly message: string;
}

/** Where a document stands, by its file and the number of its first line there. */
export interface Standing {
  readonly uri: string;
  readonly firstLine: number;
}

/** Tells where another document stands; null if it is gone. */
export type StandingOf = (document: WorkspaceDocument) => Standing | null;

/** A diagnostic of a document that stands somewhere. */
export function placed({ diagnostic, related }: Worded, own: Standing, standingOf: StandingOf): Diagnostic {
  const at = { ...diagnostic, range: movedBy(own.firstLine, diagnostic.range) };
  if (!related) return at;
  const relatedInformation = related.flatMap(({ document, range, message }) => {
    const standing = document ? standingOf(document) : own;
    return standing ? [{ location: { uri: standing.uri, range: movedBy(standing.firstLine, range) }, message }] : [];
  });
  return { ...at, relatedInformation };
}

function movedBy(lines: number, { start, end }: Range): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

/** Diagnostics as they are while all documents stand where they stand. */
interface Placed {
  readonly own: Standing;
  readonly elsewhere: readonly (Standing | null)[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The diagnostics of one document. They are the same objects as long as all places stay where they are. */
export class DocumentDiagnostics {
  readonly worded: readonly Worded[];
  readonly #elsewhere: readonly WorkspaceDocument[];
  #placed: Placed | null = null;

  constructor(worded: readonly Worded[]) {
    this.worded = worded;
    const elsewhere = worded.flatMap(({ related }) => related?.flatMap(({ document }) => document ?? []) ?? []);
    this.#elsewhere = [...new Set(elsewhere)];
  }

  /** Whether they are the same. Those that lead to other documents are none: these may be others. */
  says(worded: readonly Worded[]): boolean {
    const isOwn = worded.every(({ related }) => related?.every(({ document }) => document === null) ?? true);
    return isOwn && this.#elsewhere.length === 0 && JSON.stringify(worded) === JSON.stringify(this.worded);
  }

  /** As they are where the document stands now. */
  at(own: Standing, standingOf: StandingOf): readonly Diagnostic[] {
    const before = this.#placed;
    const isThere = (other: WorkspaceDocument, i: number) => isSame(standingOf(other), before?.elsewhere[i] ?? null);
    if (before && isSame(own, before.own) && this.#elsewhere.every(isThere)) return before.diagnostics;
    const diagnostics = this.worded.map((one) => placed(one, own, standingOf));
    this.#placed = { own, elsewhere: this.#elsewhere.map(standingOf), diagnostics };
    return diagnostics;
  }
}

/** The diagnostics of a document in which nothing was found. */
export const NOTHING_FOUND = new DocumentDiagnostics([]);

function isSame(a: Standing | null, b: Standing | null): boolean {
  return a?.uri === b?.uri && a?.firstLine === b?.firstLine;
}
