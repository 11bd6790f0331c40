import type { WorkspaceDocument } from './document.ts';
import type { Home, Levels } from './levels.ts';
import { holder } from './words.ts';

/** A document that came or went. */
export interface Change {
  readonly document: WorkspaceDocument;
  /** Whether it would be found among those of a kind by a word. */
  readonly holds: (kind: number, word: string) => boolean;
}

/** Tells of a document that came or went. `keysOf` gives the words of kinds that are not found by those of their text. */
export function changeOf(document: WorkspaceDocument, keysOf: (kind: number) => ReadonlySet<string> | null): Change {
  const holds = holder(document.text);
  const known = new Map<number, ReadonlySet<string> | null>();
  return {
    document,
    holds: (kind, word) => {
      const keys = known.get(kind) ?? keysOf(kind);
      known.set(kind, keys);
      return keys ? keys.has(word) : holds(word);
    },
  };
}

/** What was asked around one file: by kind the words. */
interface Asked {
  readonly home: Home;
  kinds: number;
  readonly words: Map<number, Set<string>>;
}

/** What an analysis has asked of other documents: the answer may be another one when such a document changes. */
export class Questions {
  readonly #asked = new Map<string, Asked>();

  /** Documents of a kind that hold one of the words were looked for, around a place. */
  add(home: Home, kind: number, words: Iterable<string>): void {
    const asked = this.#asked.get(home.path) ?? { home, kinds: 0, words: new Map<number, Set<string>>() };
    this.#asked.set(home.path, asked);
    asked.kinds |= kind;
    const all = asked.words.get(kind) ?? new Set<string>();
    for (const word of words) all.add(word);
    asked.words.set(kind, all);
  }

  /** What another analysis has asked counts for this one, too. */
  addAll(other: Questions): void {
    if (other === this) return;
    for (const { home, words } of other.#asked.values()) for (const [kind, own] of words) this.add(home, kind, own);
  }

  /** Whether one of the answers may be another one now. */
  meet(changes: readonly Change[], levels: Levels): boolean {
    for (const { home, kinds, words } of this.#asked.values()) {
      for (const { document, holds } of changes) {
        if ((kinds & document.kinds) === 0 || levels.between(home, document.file) === null) continue;
        for (const [kind, own] of words) {
          if ((kind & document.kinds) === 0) continue;
          for (const word of own) if (holds(kind, word)) return true;
        }
      }
    }
    return false;
  }
}
