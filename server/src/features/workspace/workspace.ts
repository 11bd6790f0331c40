import { type Analysis, analyse, type Surroundings } from '../../analysis.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { type Sketch, sketchOf, type Text, WorkspaceDocument, type WorkspaceFile } from './document.ts';
import { FILE, FOLDER, type Level, Levels, PACKAGE, type Packages, parentOf, SIBLING } from './levels.ts';
import { nearOf } from './near.ts';
import { changeOf, Questions } from './questions.ts';
import { KEYED, keysOf, Shelves } from './shelves.ts';

/** Of files that nobody holds the trees of so many characters are kept. */
const RECENT = 500_000;

/** A longer document is read when it is asked for. */
const LONGEST_PREPARED = 20_000;

/** Where a file is (see `Home`), and what is known of it from outside its text. */
export interface FilePlace {
  /** With `/` between its names; '' stands for no folder. */
  readonly folder: string | null;
  readonly surroundings: Surroundings;
}

/**
 * Files that may refer to each other. Nothing is parsed before it is asked for; trees are kept for the files that are held
 * and for some others, so that many files take little more than their texts.
 */
export class Workspace {
  readonly #files = new Map<string, WorkspaceFile>();
  readonly #held = new Set<WorkspaceFile>();
  readonly #shelves = new Shelves((document) => this.sketch(document));
  /** Documents of files that are not held with an analysis, the one that was wanted longest ago first. */
  readonly #recent = new Set<WorkspaceDocument>();
  #recentSize = 0;
  readonly #trees = new WeakMap<YamlDocument, WorkspaceDocument>();
  #levels = new Levels({ kustomizations: new Map(), charts: new Set() });
  #version = 0;

  /** Becomes another number with every change. */
  get version(): number {
    return this.#version;
  }

  get levels(): Levels {
    return this.#levels;
  }

  /** A file by its path; null if there is none. */
  file(path: string): WorkspaceFile | null {
    return this.#files.get(path) ?? null;
  }

  /** The paths of all files. */
  paths(): Iterable<string> {
    return this.#files.keys();
  }

  /**
   * Adds a file, or takes other texts for its documents; a text that is the same object stays the same document. Gives the
   * paths of the held files whose analyses may come out otherwise now, itself included.
   */
  set(path: string, texts: readonly Text[], { folder, surroundings }: FilePlace): ReadonlySet<string> {
    const before = this.#files.get(path);
    const isSame = before && before.folder === folder && before.surroundings === surroundings;
    if (isSame && areSame(before.documents, texts)) return NONE;
    const file: WorkspaceFile = isSame
      ? before
      : { path, folder, surroundings, documents: [], held: before?.held ?? false };
    const kept = new Map((isSame ? before.documents : []).map((document) => [document.source, document]));
    const documents = texts.map((text) => kept.get(text) ?? new WorkspaceDocument(text, file));
    const now = new Set(documents);
    const gone = (before?.documents ?? []).filter((document) => !now.has(document));
    const come = documents.filter((document) => !kept.has(document.source));
    if (before && !isSame) takeTrees(gone, come);
    // In this order, so that a folder does not go and come with every change of its one document.
    for (const document of come) this.#shelves.add(document);
    for (const document of gone) this.#remove(document);
    if (before && !isSame) this.#held.delete(before);
    file.documents = documents;
    this.#files.set(path, file);
    if (file.held) this.#held.add(file);
    const changed = this.#changed(gone, come);
    return file.held ? new Set([...changed, path]) : changed;
  }

  /** Takes a file away. Gives the paths of the held files for which that may matter. */
  delete(path: string): ReadonlySet<string> {
    const file = this.#files.get(path);
    if (!file) return NONE;
    this.release(path);
    this.#files.delete(path);
    for (const document of file.documents) this.#remove(document);
    return this.#changed(file.documents, []);
  }

  /** Takes other kustomizations and charts. Gives the paths of all held files. */
  setPackages(packages: Packages): ReadonlySet<string> {
    this.#levels = new Levels(packages);
    this.#version++;
    for (const document of this.#analysed()) forget(document);
    return new Set([...this.#held].map(({ path }) => path));
  }

  /** From now on the analyses of a file are kept, as long as they hold. */
  hold(path: string): void {
    const file = this.#files.get(path);
    if (!file || file.held) return;
    file.held = true;
    this.#held.add(file);
    for (const document of file.documents) if (this.#recent.delete(document)) this.#recentSize -= document.text.length;
  }

  /** The opposite of `hold`. */
  release(path: string): void {
    const file = this.#files.get(path);
    if (!file?.held) return;
    file.held = false;
    this.#held.delete(file);
    for (const document of file.documents) {
      document.outdated = null;
      if (document.analysis) this.#use(document);
    }
  }

  /** The analysis of a document: the same as long as what it rests on stays as it is, and it is kept. */
  analysis(document: WorkspaceDocument): Analysis {
    if (!document.file.held) this.#use(document);
    if (document.analysis) return document.analysis;
    const { surroundings } = document.file;
    const outdated = document.outdated ?? undefined;
    document.questions = new Questions();
    document.analysis = analyse(document.text, surroundings, nearOf(this, document), outdated);
    document.outdated = null;
    return document.analysis;
  }

  /** What a document holds that others look for. */
  sketch(document: WorkspaceDocument): Sketch {
    document.sketch ??= sketchOf(document, this.analysis(document));
    return document.sketch;
  }

  /** Reads what others will look for first in a file, so that nobody has to wait for it later. */
  prepare(path: string): void {
    for (const document of this.#files.get(path)?.documents ?? []) {
      if ((document.kinds & KEYED) !== 0 && document.text.length <= LONGEST_PREPARED) this.sketch(document);
    }
  }

  /** The analysis of a document, whose places are shown to others. */
  told(document: WorkspaceDocument): Analysis {
    const analysis = this.analysis(document);
    if (analysis.document) this.#trees.set(analysis.document, document);
    return analysis;
  }

  /** The document of a tree that was told. */
  homeOf(tree: YamlDocument): WorkspaceDocument | null {
    return this.#trees.get(tree) ?? null;
  }

  /** The documents around a file, its own included, that may hold a kind, and one of the words: the nearest level first. */
  *around(
    file: WorkspaceFile,
    kind: number,
    words: readonly string[],
  ): Iterable<readonly [Level, WorkspaceDocument[]]> {
    const { path, folder } = file;
    const beside = [...this.#shelves.besides(file, kind, words)];
    yield [FILE, beside.filter((document) => document.file.path === path)];
    if (folder === null) return;
    yield [FOLDER, beside.filter((document) => document.file.path !== path)];
    const joined = [...this.#levels.joined(folder, this.#shelves)];
    yield [PACKAGE, joined.flatMap((one) => [...this.#shelves.inFolder(one, kind, words)])];
    const parent = parentOf(folder);
    const below = parent === null ? [] : [...this.#shelves.below(parent, kind, words)];
    const isSibling = (other: string | null) =>
      other !== null && other !== folder && !this.#levels.areOne(folder, other);
    yield [SIBLING, below.filter((document) => isSibling(document.file.folder))];
  }

  /** Tells of documents that came and went. */
  #changed(gone: readonly WorkspaceDocument[], come: readonly WorkspaceDocument[]): ReadonlySet<string> {
    this.#version++;
    // Nobody has found what was not even sketched.
    const before = gone.map((document) => changeOf(document, (kind) => keysOf(kind, document.sketch)));
    const after = come.map((one) => changeOf(one, (kind) => (KEYED & kind ? keysOf(kind, this.sketch(one)) : null)));
    const changes = [...before, ...after].filter(({ document }) => document.kinds !== 0);
    if (changes.length === 0) return NONE;
    const changed = new Set<string>();
    for (const document of this.#analysed()) {
      if (!document.questions?.meet(changes, this.#levels)) continue;
      forget(document);
      if (document.file.held) changed.add(document.file.path);
    }
    return changed;
  }

  *#analysed(): Iterable<WorkspaceDocument> {
    for (const file of this.#held) for (const document of file.documents) if (document.analysis) yield document;
    for (const document of this.#recent) if (document.analysis) yield document;
  }

  #remove(document: WorkspaceDocument): void {
    this.#shelves.delete(document);
    if (this.#recent.delete(document)) this.#recentSize -= document.text.length;
  }

  #use(document: WorkspaceDocument): void {
    if (!this.#recent.delete(document)) this.#recentSize += document.text.length;
    this.#recent.add(document);
    for (const oldest of this.#recent) {
      if (this.#recentSize <= RECENT || oldest === document) return;
      this.#recent.delete(oldest);
      this.#recentSize -= oldest.text.length;
      oldest.analysis = null;
      oldest.outdated = null;
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

/** An analysis no longer holds; its tree does. */
function forget(document: WorkspaceDocument): void {
  document.outdated = document.analysis;
  document.analysis = null;
}

function areSame(documents: readonly WorkspaceDocument[], texts: readonly Text[]): boolean {
  return documents.length === texts.length && documents.every(({ source }, i) => source === texts[i]);
}

/** Other surroundings leave the trees of texts that stay as they are. */
function takeTrees(before: readonly WorkspaceDocument[], after: readonly WorkspaceDocument[]): void {
  const known = new Map(before.map((document) => [document.source, document]));
  for (const document of after) {
    const old = known.get(document.source);
    document.outdated = old?.analysis ?? old?.outdated ?? null;
  }
}
