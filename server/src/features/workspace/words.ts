/** Labels and names of objects (RFC 1123, label values). */
const PLAIN = /^[\w.-]+$/;

/** Whether it is found as a word of a text, rather than anywhere in it. */
export function isPlain(word: string): boolean {
  return PLAIN.test(word);
}

/** A text beyond this is searched, rather than cut into words. */
const LONGEST = 100_000;

/** Whether a text holds a word: as one of its words, or anywhere where the word is none, as what a template prints. */
export function holder(text: string): (word: string) => boolean {
  let words: ReadonlySet<string> | null = null;
  return (word) => {
    if (text.length > LONGEST || !isPlain(word)) return text.includes(word);
    words ??= wordsIn(text);
    return words.has(word);
  };
}

/** The plain words that a text holds; null for one that is searched. */
export function plainWordsOf(text: string): ReadonlySet<string> | null {
  return text.length > LONGEST ? null : wordsIn(text);
}

function wordsIn(text: string): ReadonlySet<string> {
  const known = CUT.get(text);
  if (known) return known;
  const words = new Set(text.match(/[\w.-]+/g));
  if (CUT.size >= MOST_CUT) CUT.clear();
  CUT.set(text, words);
  return words;
}

/** The texts that were cut last: several indexes ask for the same, and each keystroke for that before it, too. */
const CUT = new Map<string, ReadonlySet<string>>();
const MOST_CUT = 8;

/** So many new texts are not put into the index: with each keystroke one goes and another one comes. */
const FEW = 4;

/** Texts that are found by the words they hold. */
export class WordIndex<T extends { readonly text: string }> {
  readonly #all = new Set<T>();
  /** Some of them may be there no more. */
  readonly #byWord = new Map<string, Holders<T>>();
  readonly #long = new Set<T>();
  /** Those that were added, and are not in the index yet. */
  readonly #new = new Set<T>();
  /** How many texts the index holds, and how many of these are there no more. */
  #indexed = 0;
  #gone = 0;

  add(one: T): void {
    this.#all.add(one);
    this.#new.add(one);
  }

  /** False if it was not there. */
  delete(one: T): boolean {
    if (!this.#all.delete(one)) return false;
    if (!this.#new.delete(one) && !this.#long.delete(one)) this.#gone++;
    if (this.#gone * 2 > this.#indexed) this.#sweep();
    return true;
  }

  /** Those that hold one of some words. */
  find(words: readonly string[]): ReadonlySet<T> {
    const found = new Set<T>();
    if (this.#all.size === 0) return found;
    if (this.#new.size > FEW) this.#take();
    const added = [...this.#new].map((one) => ({ one, holds: holder(one.text) }));
    for (const word of words) {
      const plain = isPlain(word);
      if (plain) {
        collect(this.#byWord, word, found, this.#all);
        for (const { one, holds } of added) if (holds(word)) found.add(one);
      }
      for (const one of plain ? this.#long : this.#all) if (one.text.includes(word)) found.add(one);
    }
    return found;
  }

  #take(): void {
    for (const one of this.#new) {
      if (one.text.length > LONGEST) this.#long.add(one);
      else {
        this.#indexed++;
        insert(this.#byWord, wordsIn(one.text), one);
      }
    }
    this.#new.clear();
  }

  /** Lets go of what is gone, all at once: to look for the words of each is dear. */
  #sweep(): void {
    for (const [word, own] of this.#byWord) {
      if (own instanceof Set) for (const one of own) if (!this.#all.has(one)) own.delete(one);
      if (own instanceof Set ? own.size === 0 : !this.#all.has(own)) this.#byWord.delete(word);
    }
    this.#indexed -= this.#gone;
    this.#gone = 0;
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
  readonly #byKey = new Map<string, Holders<T>>();
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
    for (const key of keys) collect(this.#byKey, key, found, this.#keysOf);
    return found;
  }
}

/** Every text holds it. */
const ALL = '';

/** Those that hold a word. Most words are of one alone, for which a set would take more than all the rest. */
type Holders<T> = T | Set<T>;

/** Adds those that hold a word and are there still. */
function collect<T>(
  index: ReadonlyMap<string, Holders<T>>,
  word: string,
  found: Set<T>,
  there: { readonly has: (one: T) => boolean },
): void {
  const own = index.get(word);
  if (own instanceof Set) {
    for (const one of own) if (there.has(one)) found.add(one);
  } else if (own !== undefined && there.has(own)) found.add(own);
}

function insert<T>(index: Map<string, Holders<T>>, words: Iterable<string>, one: T): void {
  for (const word of words) {
    const own = index.get(word);
    if (own === undefined) index.set(word, one);
    else if (own instanceof Set) own.add(one);
    else if (own !== one) index.set(word, new Set([own, one]));
  }
}

function remove<T>(index: Map<string, Holders<T>>, words: Iterable<string>, one: T): void {
  for (const word of words) {
    const own = index.get(word);
    if (own instanceof Set && own.delete(one) && own.size > 0) continue;
    if (own === one || (own instanceof Set && own.size === 0)) index.delete(word);
  }
}
