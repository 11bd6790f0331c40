import { type Analysis, analyse, type Near } from '../analysis.ts';
import { holding } from '../features/neighbours.ts';
import { mayHoldService } from '../kubernetes/manifest.ts';
import type { Context } from './contexts.ts';
import type { OpenFile, Piece } from './documents.ts';

/** The documents of a file that may hold Services. The same object as long as they are the same. */
type Services = readonly Piece[];

interface Kept {
  readonly analysis: Analysis;
  /** The values of the labels of its pods, as soon as Services were looked for. */
  readonly labels: Set<string>;
  services: Services;
}

/**
 * The analyses of the documents of open files. One is kept as long as its text, its surroundings and the Services in other
 * documents of its file that may select its pods stay as they are.
 */
export class Analyses {
  readonly #kept = new WeakMap<Piece, Kept>();
  readonly #holdsService = new WeakMap<Piece, boolean>();
  readonly #ofFile = new WeakMap<OpenFile, Services>();
  readonly #last = new Map<string, Services>();
  /** What came and went with the last change: all documents of a file ask for the same. */
  #change: { before: Services; after: Services; pieces: Services } | null = null;

  /** The analysis of a document of a file, from the cache if there is one. */
  of(piece: Piece, file: OpenFile, { surroundings }: Pick<Context, 'surroundings'>): Analysis {
    const services = this.#servicesOf(file);
    const known = this.#kept.get(piece);
    const same = known?.analysis.surroundings === surroundings ? known : undefined;
    if (same && (same.services === services || !this.#matters(same, services))) {
      same.services = services;
      return same.analysis;
    }
    const labels = new Set<string>();
    const near: Near = (pod) => {
      const own = [...pod.labels.values()].map(({ value }) => value);
      for (const label of own) labels.add(label);
      const others = holding(kept.services, own).filter((other) => other !== piece);
      return others.flatMap((other) => this.of(other, file, { surroundings }).services);
    };
    const kept: Kept = { analysis: analyse(piece.text, surroundings, near, same?.analysis), labels, services };
    this.#kept.set(piece, kept);
    return kept.analysis;
  }

  /** Forgets what only an open file needs. */
  forget(uri: string): void {
    this.#last.delete(uri);
  }

  /** Whether a Service came, went or changed that may select one of the pods. */
  #matters({ labels, services: before }: Kept, after: Services): boolean {
    if (labels.size === 0) return false;
    if (this.#change?.before !== before || this.#change.after !== after) {
      this.#change = { before, after, pieces: changesBetween(before, after) };
    }
    return this.#change.pieces.some(({ text }) => [...labels].some((label) => text.includes(label)));
  }

  #servicesOf(file: OpenFile): Services {
    const known = this.#ofFile.get(file);
    if (known) return known;
    const found = file.pieces.length === 1 ? [] : file.pieces.filter((piece) => this.#mayHoldService(piece));
    const last = this.#last.get(file.uri);
    const services = last && isSame(last, found) ? last : found;
    this.#last.set(file.uri, services);
    this.#ofFile.set(file, services);
    return services;
  }

  #mayHoldService(piece: Piece): boolean {
    const known = this.#holdsService.get(piece);
    if (known !== undefined) return known;
    const holds = mayHoldService(piece.text);
    this.#holdsService.set(piece, holds);
    return holds;
  }
}

function isSame(a: Services, b: Services): boolean {
  return a.length === b.length && a.every((piece, i) => piece === b[i]);
}

/** The documents that are in one of the lists only. */
function changesBetween(before: Services, after: Services): Services {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((piece) => !now.has(piece)), ...after.filter((piece) => !old.has(piece))];
}
