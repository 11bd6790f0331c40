import { type Analysis, analyse, type Surroundings } from '../../analysis.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { type Sketch, sketchOf, type Text, type WorkspaceDocument, type WorkspaceFile } from './document.ts';
import { exchanged, takeTrees } from './exchange.ts';
import { FILE, FOLDER, type Level, Levels, PACKAGE, type Packages, parentOf, SIBLING } from './levels.ts';
import { nearOf } from './near.ts';
import { Askers, changeOf, Questions } from './questions.ts';
import { Recent, treeOf } from './recent.ts';
import { KEYED, Shelves } from './shelves.ts';

/** A longer document is read when it is asked for. */
const LONGEST_PREPARED = 20_000;

/** Where a file is (see `Home`), and what is known of it from outside its text. */
export interface FilePlace {
  /** With `/` between its names; '' stands for no folder. */
  readonly folder: string | null;
  readonly surroundings: Surroundings;
}

/**
 * Files that may refer to each other. Nothing is parsed before it is asked for. Only the analyses that were wanted last are
 * kept, so that many files, and long ones, take little more than their texts; what somebody still has stays the same object.
 */
export class Workspace {
  readonly #files = new Map<string, WorkspaceFile>();
  readonly #held = new Set<WorkspaceFile>();
  readonly #shelves = new Shelves((document) => this.sketch(document));
  readonly #recent = new Recent((document) => this.#drop(document));
  readonly #askers = new Askers();
  /** The documents of whose analyses others may have something. */
  readonly #told = new Set<WorkspaceDocument>();
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
    const file: WorkspaceFile = isSame
      ? before
      : { path, folder, surroundings, texts: [], documents: [], held: before?.held ?? false, due: new Set() };
    const { documents, come, gone: left } = exchanged(file, texts);
    if (isSame && documents === before.documents) return NONE;
    const gone = before && !isSame ? before.documents : left;
    if (before && !isSame) {
      takeTrees(gone, come);
      this.#held.delete(before);
    }
    // In this order, so that a folder does not go and come with every change of its one document.
    for (const document of come) this.#shelves.add(document);
    for (const document of gone) this.#remove(document);
    file.documents = documents;
    file.texts = texts;
    if (file.held) for (const document of come) file.due.add(document);
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
    this.#next();
    for (const { documents } of this.#files.values()) for (const document of documents) this.#forget(document);
    return new Set([...this.#held].map(({ path }) => path));
  }

  /** From now on it is told when analyses of a file no longer hold. */
  hold(path: string): void {
    const file = this.#files.get(path);
    if (!file || file.held) return;
    file.held = true;
    this.#held.add(file);
    for (const document of file.documents) file.due.add(document);
  }

  /** The opposite of `hold`. */
  release(path: string): void {
    const file = this.#files.get(path);
    if (!file?.held) return;
    file.held = false;
    this.#held.delete(file);
    file.due.clear();
    for (const document of file.documents) {
      document.outdated = null;
      if (!this.#recent.has(document)) this.#drop(document);
    }
  }

  /** The analysis of a document: the same as long as what it rests on stays as it is, and somebody has it. */
  analysis(document: WorkspaceDocument): Analysis {
    // An answer that is overdue may still ask about a document of an older text: nobody is to remember that one.
    const isCurrent = document.file.documents[document.index] === document;
    if (isCurrent) this.#recent.add(document);
    if (document.analysis) return document.analysis;
    document.questions ??= new Questions(isCurrent ? this.#askers : new Askers(), document);
    document.analysis = document.dropped?.analysis?.deref() ?? this.#analyse(document);
    return document.analysis;
  }

  #analyse(document: WorkspaceDocument): Analysis {
    const tree = document.dropped?.tree?.deref();
    const parsed = document.outdated ?? (tree ? { document: tree } : undefined);
    document.outdated = null;
    return analyse(document.text, document.file.surroundings, nearOf(this, document), parsed);
  }

  /** Lets go of most analyses: nobody wants them for a while. */
  rest(): void {
    this.#recent.rest();
  }

  /** The same where nobody has anything of what was analysed so far, so that nothing need be known of it. */
  restAlone(): void {
    const told = [...this.#told];
    this.#told.clear();
    for (const document of told) if (!this.#recent.has(document)) this.#drop(document);
    this.#recent.rest();
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
    this.#told.add(document);
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
    const below = parent === null ? [] : [...this.#shelves.below(parent, folder, kind, words)];
    const isSibling = (other: string | null) =>
      other !== null && other !== folder && !this.#levels.areOne(folder, other);
    yield [SIBLING, below.filter((document) => isSibling(document.file.folder))];
  }

  /** Tells of documents that came and went. */
  #changed(gone: readonly WorkspaceDocument[], come: readonly WorkspaceDocument[]): ReadonlySet<string> {
    this.#next();
    // Nobody has found what was not even sketched.
    const before = gone.map((document) => changeOf(document, () => document.sketch));
    const after = come.map((document) => changeOf(document, () => this.sketch(document)));
    const changes = [...before, ...after].filter(({ document }) => document.kinds !== 0);
    if (changes.length === 0) return NONE;
    const changed = new Set<string>();
    for (const document of this.#askers.met(changes, this.#levels)) {
      this.#forget(document);
      if (document.file.held) changed.add(document.file.path);
    }
    return changed;
  }

  /** Another state begins. */
  #next(): void {
    this.#version++;
    this.#recent.next();
  }

  /** What was found in a document no longer holds; its tree does. */
  #forget(document: WorkspaceDocument): void {
    document.outdated = document.analysis ?? document.outdated;
    document.analysis = null;
    if (document.dropped) document.dropped = { ...document.dropped, analysis: null };
    document.revision++;
    this.#askers.forget(document);
    if (document.file.held) document.file.due.add(document);
  }

  #remove(document: WorkspaceDocument): void {
    this.#shelves.delete(document);
    this.#askers.forget(document);
    this.#recent.delete(document);
    this.#told.delete(document);
    document.file.due.delete(document);
  }

  /** Lets go of an analysis. What it has asked stays known where somebody may have something of it. */
  #drop(document: WorkspaceDocument): void {
    const { analysis, outdated } = document;
    document.analysis = null;
    document.outdated = null;
    if (document.file.held || this.#told.has(document)) {
      const tree = treeOf(analysis ?? outdated);
      if (analysis || outdated) document.dropped = { analysis: analysis && new WeakRef(analysis), tree };
      return;
    }
    // Nobody has it, or would notice that it no longer holds; and what a WeakRef points to lives longer than its time.
    document.dropped = null;
    this.#askers.forget(document);
  }
}

const NONE: ReadonlySet<string> = new Set();
