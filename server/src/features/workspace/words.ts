/** Labels and names of objects (RFC 1123, label values). */
const PLAIN = /^[\w.-]+$/;

/** A text beyond this is searched, rather than cut into words. */
const LONGEST = 100_000;

/** Whether a text holds a word: as one of its words, or anywhere where the word is none, as what a template prints. */
export function holder(text: string): (word: string) => boolean {
  let words: ReadonlySet<string> | null = null;
  return (word) => {
    if (text.length > LONGEST || !PLAIN.test(word)) return text.includes(word);
    words ??= wordsIn(text);
    return words.has(word);
  };
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/[\w.-]+/g));
}

/** Texts that are found by the words they hold. */
export class WordIndex<T extends { readonly text: string }> {
  readonly #all = new Set<T>();
  readonly #byWord = new Map<string, Set<T>>();
  readonly #long = new Set<T>();
  /** Those that were added, and are not looked at yet. */
  readonly #new = new Set<T>();

  add(one: T): void {
    this.#all.add(one);
    this.#new.add(one);
  }

  /** False if it was not there. */
  delete(one: T): boolean {
    if (!this.#all.delete(one)) return false;
    if (!this.#new.delete(one) && !this.#long.delete(one)) remove(this.#byWord, wordsIn(one.text), one);
    return true;
  }

  /** Those that hold one of some words. */
  find(words: readonly string[]): ReadonlySet<T> {
    const found = new Set<T>();
    if (this.#all.size === 0) return found;
    for (const one of this.#new) {
      if (one.text.length > LONGEST) this.#long.add(one);
      else insert(this.#byWord, wordsIn(one.text), one);
    }
    this.#new.clear();
    for (const word of words) {
      const isPlain = PLAIN.test(word);
      if (isPlain) for (const one of this.#byWord.get(word) ?? []) found.add(one);
      for (const one of isPlain ? this.#long : this.#all) if (one.text.includes(word)) found.add(one);
    }
    return found;
  }
}

/** By what things are found that have few keys. */
export interface Keys<T> {
  readonly of: (one: T) => readonly string[];
  /** Whether the text of a thing holds its keys: then the keys of most are never asked for. */
  readonly areInText: boolean;
}

/** Things that are found by their keys. */
export class KeyIndex<T extends { readonly text: string }> {
  readonly #keys: Keys<T>;
  /** Those whose keys were not asked for yet. */
  readonly #unread = new WordIndex<T>();
  readonly #byKey = new Map<string, Set<T>>();
  readonly #keysOf = new Map<T, readonly string[]>();

  constructor(keys: Keys<T>) {
    this.#keys = keys;
  }

  add(one: T): void {
    this.#unread.add(one);
  }

  delete(one: T): void {
    if (this.#unread.delete(one)) return;
    remove(this.#byKey, this.#keysOf.get(one) ?? [], one);
    this.#keysOf.delete(one);
  }

  /** Those with one of some keys. */
  find(keys: readonly string[]): ReadonlySet<T> {
    for (const one of this.#unread.find(this.#keys.areInText ? keys : [ALL])) {
      this.#unread.delete(one);
      const own = this.#keys.of(one);
      this.#keysOf.set(one, own);
      insert(this.#byKey, own, one);
    }
    const found = new Set<T>();
    for (const key of keys) for (const one of this.#byKey.get(key) ?? []) found.add(one);
    return found;
  }
}

/** Every text holds it. */
const ALL = '';

function insert<T>(index: Map<string, Set<T>>, words: Iterable<string>, one: T): void {
  for (const word of words) {
    const own = index.get(word);
    if (own) own.add(one);
    else index.set(word, new Set([one]));
  }
}

function remove<T>(index: Map<string, Set<T>>, words: Iterable<string>, one: T): void {
  for (const word of words) {
    const own = index.get(word);
    own?.delete(one);
    if (own?.size === 0) index.delete(word);
  }
}
