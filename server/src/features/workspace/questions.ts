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

/** The documents that have asked something, by what they have asked: many ask the same. */
export class Askers {
  /** By place, kind and word. */
  readonly #questions = new Map<Home, Map<number, Map<string, Question>>>();
  readonly #resting = new Set<WorkspaceDocument>();

  /** Gives what is asked for documents of a kind around a place, by its word. */
  at(home: Home, kind: number): (word: string) => Question {
    const byKind = this.#questions.get(home) ?? new Map<number, Map<string, Question>>();
    this.#questions.set(home, byKind);
    const byWord = byKind.get(kind) ?? new Map<string, Question>();
    byKind.set(kind, byWord);
    return (word) => {
      const question = byWord.get(word) ?? new Question(home, kind, word);
      byWord.set(word, question);
      return question;
    };
  }

  /** A document has taken over what was found in another one. */
  rests(document: WorkspaceDocument): void {
    this.#resting.add(document);
  }

  /** What a document has asked no longer matters. */
  forget(document: WorkspaceDocument): void {
    for (const question of document.questions?.asked ?? []) {
      question.askers.delete(document);
      if (question.askers.size === 0) this.#remove(question);
    }
    document.questions = null;
    this.#resting.delete(document);
  }

  /** The documents that may get other answers now, and those that rest on them. */
  met(changes: readonly Change[], levels: Levels): ReadonlySet<WorkspaceDocument> {
    const met = new Set<WorkspaceDocument>();
    for (const [home, byKind] of this.#questions) {
      const near = changes.flatMap((change) => {
        const level = levels.between(home, change.document.file);
        return level === null ? [] : [{ ...change, level }];
      });
      if (near.length === 0) continue;
      for (const [kind, byWord] of byKind) {
        const ofKind = near.filter(({ document }) => (document.kinds & kind) !== 0);
        if (ofKind.length === 0) continue;
        for (const { word, askers } of byWord.values()) {
          if (isWithin(askers, met) || !ofKind.some(({ holds, level }) => holds(kind, word, level))) continue;
          for (const document of askers) met.add(document);
        }
      }
    }
    for (let known = -1; known < met.size; ) {
      known = met.size;
      for (const one of this.#resting) if (!met.has(one) && one.questions?.restsOn(met)) met.add(one);
    }
    return met;
  }

  #remove(question: Question): void {
    const { home, kind, word } = question;
    const byKind = this.#questions.get(home);
    const byWord = byKind?.get(kind);
    // A document of an older text has asked by itself.
    if (byWord?.get(word) !== question) return;
    byWord.delete(word);
    if (byWord.size === 0) byKind?.delete(kind);
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
    if (this.#rests.size === 0) this.#askers.rests(this.#document);
    this.#rests.add(document);
  }

  /** Whether it rests on one of some documents. */
  restsOn(documents: ReadonlySet<WorkspaceDocument>): boolean {
    return isMeeting(this.#rests, documents);
  }
}

function isWithin<T>(some: ReadonlySet<T>, all: ReadonlySet<T>): boolean {
  if (some.size > all.size) return false;
  for (const one of some) if (!all.has(one)) return false;
  return true;
}

function isMeeting<T>(some: ReadonlySet<T>, others: ReadonlySet<T>): boolean {
  const [few, many] = some.size < others.size ? [some, others] : [others, some];
  for (const one of few) if (many.has(one)) return true;
  return false;
}
