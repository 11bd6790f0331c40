import type { Sketch, WorkspaceDocument } from './document.ts';
import type { Home, Level, Levels } from './levels.ts';
import { keysFor } from './shelves.ts';
import { holder, isPlain, type Keys, plainWordsOf } from './words.ts';

/** A document that came or went. */
export interface Change {
  readonly document: WorkspaceDocument;
  /** Whether it would be found among those of a kind by a word, at a level. */
  readonly holds: (kind: number, word: string, level: Level) => boolean;
  /** The plain words by which it may be; null if it may be by any. */
  readonly words: (kind: number, level: Level) => ReadonlySet<string> | null;
}

/** Tells of a document that came or went; `sketch` gives what others may have found in it. */
export function changeOf(document: WorkspaceDocument, sketch: () => Sketch | null): Change {
  const holds = holder(document.text);
  const known = new Map<number, ReadonlySet<string>>();
  const own = (kind: number, keys: Keys<Sketch>) => {
    const found = known.get(kind) ?? new Set(keysIn(sketch(), keys));
    known.set(kind, found);
    return found;
  };
  const isSearched = (keys: Keys<Sketch> | null) => !keys || (keys.areInText && !document.sketch);
  return {
    document,
    holds: (kind, word, level) => {
      const keys = keysFor(kind, level);
      return !(isSearched(keys) && !holds(word)) && (!keys || own(kind, keys).has(word));
    },
    words: (kind, level) => {
      const keys = keysFor(kind, level);
      return keys && !isSearched(keys) ? own(kind, keys) : plainWordsOf(document.text);
    },
  };
}

function keysIn(sketch: Sketch | null, keys: Keys<Sketch>): readonly string[] {
  return sketch ? keys.of(sketch) : [];
}

/** The documents that have asked for those of a kind with a word, around one place. */
class Question {
  readonly home: Home;
  readonly kind: number;
  readonly word: string;
  readonly askers = new Set<WorkspaceDocument>();

  constructor(home: Home, kind: number, word: string) {
    this.home = home;
    this.kind = kind;
    this.word = word;
  }
}

/** What was asked around one place of one kind, by its word. */
class Asked {
  readonly #home: Home;
  readonly #kind: number;
  readonly #plain = new Map<string, Question>();
  readonly #others = new Map<string, Question>();

  constructor(home: Home, kind: number) {
    this.#home = home;
    this.#kind = kind;
  }

  get isEmpty(): boolean {
    return this.#plain.size === 0 && this.#others.size === 0;
  }

  /** What is asked by a word. */
  of(word: string): Question {
    const byWord = isPlain(word) ? this.#plain : this.#others;
    const question = byWord.get(word) ?? new Question(this.#home, this.#kind, word);
    byWord.set(word, question);
    return question;
  }

  delete(question: Question): void {
    const byWord = isPlain(question.word) ? this.#plain : this.#others;
    // A document of an older text has asked by itself.
    if (byWord.get(question.word) === question) byWord.delete(question.word);
  }

  /** What may get another answer by a change that is so near. Of a long file each name was asked for. */
  *metBy({ holds, words }: Change, level: Level): Iterable<Question> {
    const kind = this.#kind;
    for (const question of this.#others.values()) if (holds(kind, question.word, level)) yield question;
    const likely = this.#plain.size === 0 ? null : words(kind, level);
    if (likely && likely.size < this.#plain.size) {
      for (const word of likely) {
        const question = this.#plain.get(word);
        if (question && holds(kind, word, level)) yield question;
      }
    } else {
      for (const question of this.#plain.values()) if (holds(kind, question.word, level)) yield question;
    }
  }
}

/** The documents that have asked something, by what they have asked: many ask the same. */
export class Askers {
  /** By place and kind. */
  readonly #questions = new Map<Home, Map<number, Asked>>();
  /** Those that rest on a document. */
  readonly #resting = new Map<WorkspaceDocument, Set<WorkspaceDocument>>();

  /** Gives what is asked for documents of a kind around a place, by its word. */
  at(home: Home, kind: number): (word: string) => Question {
    const byKind = this.#questions.get(home) ?? new Map<number, Asked>();
    this.#questions.set(home, byKind);
    const asked = byKind.get(kind) ?? new Asked(home, kind);
    byKind.set(kind, asked);
    return (word) => asked.of(word);
  }

  /** A document has taken over what was found in another one. */
  rests(document: WorkspaceDocument, on: WorkspaceDocument): void {
    const resting = this.#resting.get(on) ?? new Set();
    this.#resting.set(on, resting);
    resting.add(document);
  }

  /** What a document has asked no longer matters. */
  forget(document: WorkspaceDocument): void {
    for (const question of document.questions?.asked ?? []) {
      question.askers.delete(document);
      if (question.askers.size === 0) this.#remove(question);
    }
    for (const on of document.questions?.rests ?? []) {
      const resting = this.#resting.get(on);
      resting?.delete(document);
      if (resting?.size === 0) this.#resting.delete(on);
    }
    document.questions = null;
  }

  /** The documents that may get other answers now, and those that rest on them. */
  met(changes: readonly Change[], levels: Levels): ReadonlySet<WorkspaceDocument> {
    const met = new Set<WorkspaceDocument>();
    for (const [home, byKind] of this.#questions) {
      for (const change of changes) {
        const level = levels.between(home, change.document.file);
        if (level === null) continue;
        for (const [kind, asked] of byKind) {
          if ((change.document.kinds & kind) === 0) continue;
          for (const { askers } of asked.metBy(change, level)) for (const document of askers) met.add(document);
        }
      }
    }
    // What is added on the way has its turn, too.
    for (const document of met) for (const one of this.#resting.get(document) ?? []) met.add(one);
    return met;
  }

  #remove(question: Question): void {
    const { home, kind } = question;
    const byKind = this.#questions.get(home);
    const asked = byKind?.get(kind);
    asked?.delete(question);
    if (asked?.isEmpty) byKind?.delete(kind);
    if (byKind?.size === 0) this.#questions.delete(home);
  }
}

/** What an analysis has asked of other documents: the answer may be another one when such a document changes. */
export class Questions {
  readonly #askers: Askers;
  readonly #document: WorkspaceDocument;
  readonly #asked = new Set<Question>();
  readonly #rests = new Set<WorkspaceDocument>();

  constructor(askers: Askers, document: WorkspaceDocument) {
    this.#askers = askers;
    this.#document = document;
  }

  get asked(): Iterable<Question> {
    return this.#asked;
  }

  /** The documents on which it rests. */
  get rests(): Iterable<WorkspaceDocument> {
    return this.#rests;
  }

  /** Documents of a kind that hold one of the words were looked for, around a place. */
  add(home: Home, kind: number, words: readonly string[]): void {
    if (words.length === 0) return;
    const questionOf = this.#askers.at(home, kind);
    for (const word of words) {
      const question = questionOf(word);
      question.askers.add(this.#document);
      this.#asked.add(question);
    }
  }

  /** What was found in another document was taken over: when that no longer holds, neither does this. */
  restOn(document: WorkspaceDocument): void {
    this.#askers.rests(this.#document, document);
    this.#rests.add(document);
  }
}
