import { type Analysis, analyse, type Near } from '../analysis.ts';
import { holding, NEIGHBOURS } from '../features/neighbours.ts';
import type { Context } from './contexts.ts';
import type { OpenFile, Piece } from './documents.ts';

/** The documents of a file that may matter to pods of others, for each of `NEIGHBOURS`. The same object as long as they are the same. */
type Around = readonly (readonly Piece[])[];

const ALONE: Around = NEIGHBOURS.map(() => []);

interface Kept {
  readonly analysis: Analysis;
  /** For each of `NEIGHBOURS` the words of its pods, as soon as what is around was looked for. */
  readonly words: readonly Set<string>[];
  around: Around;
}

/**
 * The analyses of the documents of open files. One is kept as long as its text, its surroundings and what in other
 * documents of its file may matter to its pods stay as they are.
 */
export class Analyses {
  readonly #kept = new WeakMap<Piece, Kept>();
  readonly #holds = new WeakMap<Piece, readonly boolean[]>();
  readonly #ofFile = new WeakMap<OpenFile, Around>();
  readonly #last = new Map<string, Around>();
  /** What came and went with the last change: all documents of a file ask for the same. */
  #change: { before: Around; after: Around; pieces: Around } | null = null;

  /** The analysis of a document of a file, from the cache if there is one. */
  of(piece: Piece, file: OpenFile, { surroundings }: Pick<Context, 'surroundings'>): Analysis {
    const around = this.#around(file);
    const known = this.#kept.get(piece);
    const same = known?.analysis.surroundings === surroundings ? known : undefined;
    if (same && (same.around === around || !this.#matters(same, around))) {
      same.around = around;
      return same.analysis;
    }
    const words = NEIGHBOURS.map(() => new Set<string>());
    const ofPod: Near['ofPod'] = (pod) => {
      const found = NEIGHBOURS.flatMap((neighbour, i) => {
        const own = neighbour.words(pod);
        for (const word of own) words[i]?.add(word);
        return holding(kept.around[i] ?? [], own);
      });
      const others = [...new Set(found)].filter((other) => other !== piece);
      return others.map((other) => this.of(other, file, { surroundings }));
    };
    // Pods of other documents are looked for by the workspace.
    const near: Near = { ofPod, ofReferrer: () => [] };
    const kept: Kept = { analysis: analyse(piece.text, surroundings, near, same?.analysis), words, around };
    this.#kept.set(piece, kept);
    return kept.analysis;
  }

  /** Forgets what only an open file needs. */
  forget(uri: string): void {
    this.#last.delete(uri);
  }

  /** Whether something came, went or changed that may matter to one of the pods. */
  #matters({ words, around: before }: Kept, after: Around): boolean {
    if (words.every(({ size }) => size === 0)) return false;
    if (this.#change?.before !== before || this.#change.after !== after) {
      this.#change = { before, after, pieces: before.map((list, i) => changesBetween(list, after[i] ?? [])) };
    }
    return this.#change.pieces.some((pieces, i) => {
      return pieces.some(({ text }) => [...(words[i] ?? [])].some((word) => text.includes(word)));
    });
  }

  #around(file: OpenFile): Around {
    const known = this.#ofFile.get(file);
    if (known) return known;
    const last = this.#last.get(file.uri) ?? ALONE;
    const lists = NEIGHBOURS.map((_, i): readonly Piece[] => {
      const found = file.pieces.length === 1 ? [] : file.pieces.filter((piece) => this.#mayHold(piece)[i]);
      const before = last[i] ?? [];
      return isSame(before, found) ? before : found;
    });
    const around = isSame(last, lists) ? last : lists;
    this.#last.set(file.uri, around);
    this.#ofFile.set(file, around);
    return around;
  }

  #mayHold(piece: Piece): readonly boolean[] {
    const known = this.#holds.get(piece);
    if (known) return known;
    const holds = NEIGHBOURS.map(({ mayHold }) => mayHold(piece.text));
    this.#holds.set(piece, holds);
    return holds;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** The documents that are in one of the lists only. */
function changesBetween(before: readonly Piece[], after: readonly Piece[]): readonly Piece[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((piece) => !now.has(piece)), ...after.filter((piece) => !old.has(piece))];
}
