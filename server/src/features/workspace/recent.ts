import type { Analysis } from '../../analysis.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import type { WorkspaceDocument } from './document.ts';

/** Analyses of documents with so many characters together are kept; more, where more were wanted since the last change. */
const MOST = 500_000;

/** So many are kept where nothing happens. */
const AT_REST = 100_000;

/** The documents whose analyses are kept: those that were wanted last. */
export class Recent {
  /** The one that was wanted longest ago first. */
  readonly #documents = new Set<WorkspaceDocument>();
  readonly #drop: (document: WorkspaceDocument) => void;
  #size = 0;
  #version = 0;
  /** How many characters were wanted since the last change, and between that and the one before. */
  #wanted = 0;
  #wantedBefore = 0;

  /** `drop` lets go of what is not kept any more. */
  constructor(drop: (document: WorkspaceDocument) => void) {
    this.#drop = drop;
  }

  /** Something has changed. */
  next(): void {
    this.#version++;
    this.#wantedBefore = this.#wanted;
    this.#wanted = 0;
  }

  has(document: WorkspaceDocument): boolean {
    return this.#documents.has(document);
  }

  delete(document: WorkspaceDocument): void {
    if (this.#documents.delete(document)) this.#size -= document.text.length;
  }

  /** The analysis of a document is wanted. */
  add(document: WorkspaceDocument): void {
    const isFirst = document.wanted !== this.#version;
    if (!isFirst && this.#documents.has(document)) return;
    const { length } = document.text;
    if (isFirst) this.#wanted += length;
    document.wanted = this.#version;
    if (!this.#documents.delete(document)) this.#size += length;
    this.#documents.add(document);
    // What each change wants again is kept, rather than made again each time.
    this.#keep(Math.max(MOST, this.#wantedBefore), document);
  }

  /** Nothing is wanted for a while. */
  rest(): void {
    this.#keep(AT_REST, null);
  }

  #keep(most: number, last: WorkspaceDocument | null): void {
    for (const oldest of this.#documents) {
      if (this.#size <= most || oldest === last) return;
      this.delete(oldest);
      this.#drop(oldest);
    }
  }
}

/** The tree of an analysis, if somebody has asked for it. */
export function treeOf(analysis: Analysis | null): WeakRef<YamlDocument> | null {
  const tree: YamlDocument | null | undefined =
    analysis && Object.getOwnPropertyDescriptor(analysis, 'document')?.value;
  return tree ? new WeakRef(tree) : null;
}
