import { keyOf } from '../../kubernetes/referrers.ts';
import { ANY, LIMIT_RANGES, PODS, PORT_USERS, SERVICES } from '../neighbours.ts';
import type { Sketch, SketchedPod, WorkspaceDocument } from './document.ts';
import { type Folders, type Home, type Level, PACKAGE, parentOf, SIBLING } from './levels.ts';
import { KeyIndex, type Keys, WordIndex } from './words.ts';

type SketchOf = (document: WorkspaceDocument) => Sketch;

/** The documents that may matter to others, by their folder and by the parent of it, their kinds and words. */
export class Shelves implements Folders {
  readonly #sketchOf: SketchOf;
  readonly #byFolder = new Map<string, Shelf>();
  readonly #byParent = new Map<string, Shelf>();
  #version = 0;

  constructor(sketchOf: SketchOf) {
    this.#sketchOf = sketchOf;
  }

  get folders(): ReadonlyMap<string, unknown> {
    return this.#byFolder;
  }

  get version(): number {
    return this.#version;
  }

  add(document: WorkspaceDocument): void {
    if (document.kinds === 0) return;
    for (const [shelves, place, level] of this.#placesOf(document.file)) {
      const known = shelves.get(place);
      const shelf = known ?? new Shelf(this.#sketchOf, level);
      if (!known) this.#version++;
      shelves.set(place, shelf);
      shelf.add(document);
    }
  }

  delete(document: WorkspaceDocument): void {
    if (document.kinds === 0) return;
    for (const [shelves, place] of this.#placesOf(document.file)) {
      const shelf = shelves.get(place);
      shelf?.delete(document);
      if (shelf?.isEmpty && shelves.delete(place)) this.#version++;
    }
  }

  /** Those beside a file, in its folder, that may hold a kind, and hold one of the words. */
  besides(home: Home, kind: number, words: readonly string[]): Iterable<WorkspaceDocument> {
    return this.inFolder(placeOf(home), kind, words);
  }

  /** The same in a folder. */
  inFolder(folder: string, kind: number, words: readonly string[]): Iterable<WorkspaceDocument> {
    return this.#byFolder.get(folder)?.of(kind)?.find(words) ?? [];
  }

  /** The same in all folders of a parent, if there are others than one of them. */
  below(parent: string, folder: string, kind: number, words: readonly string[]): Iterable<WorkspaceDocument> {
    const shelf = this.#byParent.get(parent);
    return shelf?.holdsBeside(folder) ? (shelf.of(kind)?.find(words) ?? []) : [];
  }

  /** The shelves for a place, and the farthest level from which they are looked at. */
  *#placesOf(home: Home): Iterable<readonly [Map<string, Shelf>, string, Level]> {
    yield [this.#byFolder, placeOf(home), PACKAGE];
    const parent = home.folder === null ? null : parentOf(home.folder);
    if (parent !== null) yield [this.#byParent, parent, SIBLING];
  }
}

/** The name of a folder; a file without one has it for itself. */
function placeOf({ path, folder }: Home): string {
  return folder ?? `alone: ${path}`;
}

/** Some documents; words are looked at when they are first asked for. */
class Shelf {
  readonly #sketchOf: SketchOf;
  readonly #level: Level;
  readonly #all = new Set<WorkspaceDocument>();
  readonly #byKind = new Map<number, Index>();
  /** What any of them may hold, or might once. */
  #kinds = 0;
  /** How many of them each folder holds. */
  readonly #folders = new Map<string | null, number>();

  constructor(sketchOf: SketchOf, level: Level) {
    this.#sketchOf = sketchOf;
    this.#level = level;
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Whether there are any in other folders. */
  holdsBeside(folder: string): boolean {
    return this.#folders.size > (this.#folders.has(folder) ? 1 : 0);
  }

  add(document: WorkspaceDocument): void {
    this.#all.add(document);
    this.#kinds |= document.kinds;
    this.#count(document, 1);
    for (const [kind, index] of this.#byKind) if (document.kinds & kind) index.add(document);
  }

  delete(document: WorkspaceDocument): void {
    if (!this.#all.delete(document)) return;
    this.#count(document, -1);
    for (const [kind, index] of this.#byKind) if (document.kinds & kind) index.delete(document);
  }

  #count({ file: { folder } }: WorkspaceDocument, more: number): void {
    const count = (this.#folders.get(folder) ?? 0) + more;
    if (count === 0) this.#folders.delete(folder);
    else this.#folders.set(folder, count);
  }

  /** Those of a kind; null if there are none. */
  of(kind: number): Index | null {
    if ((this.#kinds & kind) === 0) return null;
    const known = this.#byKind.get(kind);
    if (known) return known;
    const keys = keysFor(kind, this.#level);
    const of = (document: WorkspaceDocument) => keys?.of(this.#sketchOf(document)) ?? [];
    const made: Index = keys ? new KeyIndex({ of, areInText: keys.areInText }) : new WordIndex();
    for (const document of this.#all) if (document.kinds & kind) made.add(document);
    this.#byKind.set(kind, made);
    return made;
  }
}

type Index = WordIndex<WorkspaceDocument> | KeyIndex<WorkspaceDocument>;

/**
 * By what objects of some kinds are found: most words of a Service stand in every other one as well. A pod that one means
 * has all labels of its selector, so that one of them is enough.
 */
const KEYS: ReadonlyMap<number, Keys<Sketch>> = new Map<number, Keys<Sketch>>([
  [SERVICES, { of: ({ services }) => services.flatMap((one) => [one.name, keyOf(one) ?? []].flat()), areInText: true }],
  [PORT_USERS, { of: ({ portUsers }) => portUsers.map((one) => keyOf(one) ?? ANY), areInText: true }],
  [LIMIT_RANGES, { of: ({ limitRanges }) => limitRanges.map((one) => one.namespace ?? 'default'), areInText: false }],
]);

/** The kinds that are found by what is sketched of them at every level. */
export const KEYED = [...KEYS.keys()].reduce((all, kind) => all | kind, 0);

/** A selector names values of labels, a target the name of a workload. */
const OF_PODS: Keys<Sketch> = {
  of: ({ pods }) => [ANY, ...pods.flatMap(wordsOf)],
  areInText: true,
};

function wordsOf({ labels, manifest }: SketchedPod): readonly string[] {
  const values = [...labels.values(), ...manifest.labels.values()].map(({ value }) => value);
  return manifest.name === null ? values : [manifest.name, ...values];
}

/**
 * By what documents of a kind are found that are no farther than a level; null for the words of their text. Among folders
 * of one parent it counts how many documents speak of a thing at all, so that all of them are found there.
 */
export function keysFor(kind: number, level: Level): Keys<Sketch> | null {
  return KEYS.get(kind) ?? (kind === PODS && level < SIBLING ? OF_PODS : null);
}
