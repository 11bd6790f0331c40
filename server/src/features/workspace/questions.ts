import type { Sketch, WorkspaceDocument } from './document.ts';
import type { Home, Level, Levels } from './levels.ts';
import { keysFor } from './shelves.ts';
import { holder } from './words.ts';

/** A document that came or went. */
export interface Change {
  readonly document: WorkspaceDocument;
  /** Whether it would be found among those of a kind by a word, at a level. */
  readonly holds: (kind: number, word: string, level: Level) => boolean;
}

/** Tells of a document that came or went; `sketch` gives what others may have found in it. */
export function changeOf(document: WorkspaceDocument, sketch: () => Sketch | null): Change {
  const holds = holder(document.text);
  const known = new Map<number, ReadonlySet<string>>();
  return {
    document,
    holds: (kind, word, level) => {
      const keys = keysFor(kind, level);
      if ((!keys || (keys.areInText && !document.sketch)) && !holds(word)) return false;
      if (!keys) return true;
      const found = sketch();
      const own = known.get(kind) ?? new Set(found ? keys.of(found) : []);
      known.set(kind, own);
      return own.has(word);
    },
  };
}

/** What was asked around one file: by kind the words. */
interface Asked {
  readonly home: Home;
  kinds: number;
  readonly words: Map<number, Set<string>>;
}

/** The documents that have asked something, by what they have asked. */
export class Askers {
  readonly #byKind = new Map<number, Set<WorkspaceDocument>>();
  readonly #resting = new Set<WorkspaceDocument>();

  /** A document has asked for documents of a kind. */
  add(kind: number, document: WorkspaceDocument): void {
    const all = this.#byKind.get(kind) ?? new Set();
    this.#byKind.set(kind, all.add(document));
  }

  /** A document has taken over what was found in another one. */
  rests(document: WorkspaceDocument): void {
    this.#resting.add(document);
  }

  /** What a document has asked no longer matters. */
  forget(document: WorkspaceDocument): void {
    if (!document.questions) return;
    document.questions = null;
    for (const all of this.#byKind.values()) all.delete(document);
    this.#resting.delete(document);
  }

  /** The documents that may get other answers now, and those that rest on them. */
  met(changes: readonly Change[], levels: Levels): ReadonlySet<WorkspaceDocument> {
    const kinds = changes.reduce((all, { document }) => all | document.kinds, 0);
    const met = new Set<WorkspaceDocument>();
    for (const [kind, all] of this.#byKind) {
      if ((kind & kinds) === 0) continue;
      for (const one of all) if (!met.has(one) && one.questions?.meet(changes, levels)) met.add(one);
    }
    for (let known = -1; known < met.size; ) {
      known = met.size;
      for (const one of this.#resting) if (!met.has(one) && one.questions?.restsOn(met)) met.add(one);
    }
    return met;
  }
}

/** What an analysis has asked of other documents: the answer may be another one when such a document changes. */
export class Questions {
  readonly #askers: Askers;
  readonly #document: WorkspaceDocument;
  readonly #asked = new Map<string, Asked>();
  readonly #rests = new Set<WorkspaceDocument>();

  constructor(askers: Askers, document: WorkspaceDocument) {
    this.#askers = askers;
    this.#document = document;
  }

  /** Documents of a kind that hold one of the words were looked for, around a place. */
  add(home: Home, kind: number, words: Iterable<string>): void {
    const asked = this.#asked.get(home.path) ?? { home, kinds: 0, words: new Map<number, Set<string>>() };
    this.#asked.set(home.path, asked);
    asked.kinds |= kind;
    const known = asked.words.get(kind);
    if (!known) this.#askers.add(kind, this.#document);
    const all = known ?? new Set<string>();
    for (const word of words) all.add(word);
    asked.words.set(kind, all);
  }

  /** What was found in another document was taken over: when that no longer holds, neither does this. */
  restOn(document: WorkspaceDocument): void {
    if (this.#rests.size === 0) this.#askers.rests(this.#document);
    this.#rests.add(document);
  }

  /** Whether it rests on one of some documents. */
  restsOn(documents: ReadonlySet<WorkspaceDocument>): boolean {
    const [few, many] = this.#rests.size < documents.size ? [this.#rests, documents] : [documents, this.#rests];
    for (const document of few) if (many.has(document)) return true;
    return false;
  }

  /** Whether one of the answers may be another one now. */
  meet(changes: readonly Change[], levels: Levels): boolean {
    for (const { home, kinds, words } of this.#asked.values()) {
      for (const { document, holds } of changes) {
        if ((kinds & document.kinds) === 0) continue;
        const level = levels.between(home, document.file);
        if (level === null) continue;
        for (const [kind, own] of words) {
          if ((kind & document.kinds) === 0) continue;
          for (const word of own) if (holds(kind, word, level)) return true;
        }
      }
    }
    return false;
  }
}
