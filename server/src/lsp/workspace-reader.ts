import { isUtf8 } from 'node:buffer';
import { lstat, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path/posix';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import {
  type Connection,
  FileChangeType,
  type FileEvent,
  type WorkDoneProgressServerReporter,
} from 'vscode-languageserver/node';
import { kindsIn } from '../features/neighbours.ts';
import { MANIFEST, NEVER_ENTERED } from '../features/workspace/exclusion.ts';
import type { Home } from '../features/workspace/levels.ts';
import type { Workspace } from '../features/workspace/workspace.ts';
import { joinedPath, type KustomizeRole, kustomizeRoles } from '../kubernetes/kustomization.ts';
import { manifestTexts } from '../kubernetes/texts.ts';
import type { Analyses } from './analyses.ts';
import { type Contexts, withSlashes } from './contexts.ts';
import type { Root } from './disk.ts';
import type { Guard } from './guard.ts';
import { DEFINING, type Listing, list, NOTHING_LISTED, stampOf } from './listing.ts';

/** What is read, and for whom. */
export interface Reading {
  readonly workspace: Workspace;
  readonly analyses: Analyses;
  readonly contexts: Contexts;
  readonly connection: Connection;
  readonly guard: Guard;
}

/** Milliseconds after which other messages get their turn. */
const LONGEST_TURN = 10;
/** Milliseconds after which people are told what takes so long. */
const PATIENCE = 1000;
/** Milliseconds for which further changes on the disk are waited for. */
const SETTLING = 50;

/** Stands for the state of a file whose text is not in the workspace. */
const UNREAD = '';

/** Keeps the files of the workspace folders that are not open in the workspace, as they are on the disk. */
export class WorkspaceReader {
  readonly #of: Reading;
  #roots: readonly Root[] = [];
  #listing: Listing = NOTHING_LISTED;
  #roleOf: (path: string) => KustomizeRole = () => 'none';
  /** The files that count, by their paths with `/`, and the state in which each was read. */
  readonly #files = new Map<string, string>();
  /** Files that are to be looked at again. */
  readonly #due = new Set<string>();
  #isListDue = true;
  /** Becomes another number when other folders are to be read. */
  #generation = 0;
  #isStarted = false;
  #tellStarted = (): void => {};
  readonly #started = new Promise<void>((resolve) => {
    this.#tellStarted = resolve;
  });
  /** What is being read at the moment. */
  #running: Promise<void> | null = null;
  readonly #told = new Set<string>();

  constructor(of: Reading) {
    this.#of = of;
  }

  /** The folders of the workspace. */
  setFolders(roots: readonly Root[]): void {
    this.#roots = roots;
    this.#generation++;
    this.refresh();
  }

  /** Begins to read, when the client has all that it waits for. */
  start(): void {
    this.#isStarted = true;
    this.#wake();
    this.#tellStarted();
  }

  /** Waits until all is read that there is to read. */
  async settled(): Promise<void> {
    await this.#started;
    while (this.#running) await this.#running;
  }

  /** Looks at everything again. */
  refresh(): void {
    this.#isListDue = true;
    this.#wake();
  }

  /** A file is no longer open: what is on the disk counts. */
  read(path: string): void {
    if (this.#files.has(path)) this.#files.set(path, UNREAD);
    this.#due.add(path);
    this.#wake();
  }

  /** Something has changed on the disk. */
  changed(events: readonly FileEvent[]): void {
    for (const { uri, type } of events) {
      const path = this.#of.contexts.pathOf(uri);
      if (path === null || path.split('/').some((name) => NEVER_ENTERED.has(name))) continue;
      if (DEFINING.has(basename(path)) || this.#listing.folders.has(path)) this.#isListDue = true;
      else if (MANIFEST.test(path) || type === FileChangeType.Created) this.#due.add(path);
    }
    if (this.#isListDue || this.#due.size > 0) this.#wake();
  }

  /** Where an open file counts: what is left out, and what is no file at all, has nothing around it. */
  homeOf(uri: string): Home {
    const path = this.#of.contexts.pathOf(uri);
    if (path === null) return { path: uri, folder: null };
    return { path, folder: this.#isExcluded(path) ? null : joinedPath('', dirname(path)) };
  }

  /** Whether a file or folder below one that was listed is left out. */
  #isExcluded(path: string): boolean {
    const below = this.#unlisted(path);
    const scope = below && this.#listing.folders.get(dirname(below[0]));
    return below?.some((one) => NEVER_ENTERED.has(basename(one)) || scope?.excludes(one, one !== path)) ?? false;
  }

  /** A file and the folders above it that were not listed, the outermost first; null if no folder above it was. */
  #unlisted(path: string): readonly [string, ...string[]] | null {
    const found: [string, ...string[]] = [path];
    for (let folder = dirname(path); !this.#listing.folders.has(folder); folder = dirname(folder)) {
      if (dirname(folder) === folder) return null;
      found.unshift(folder);
    }
    return found;
  }

  #wake(): void {
    if (!this.#isStarted || this.#running) return;
    const run = this.#of.guard.notice<void>('Reading the workspace', async () => {
      await pause(SETTLING, undefined, { ref: false });
      await this.#work();
    });
    this.#running = run().then(() => {
      this.#running = null;
      if (this.#isListDue || this.#due.size > 0) this.#wake();
    });
  }

  async #work(): Promise<void> {
    const since = performance.now();
    const due = [...this.#due];
    this.#due.clear();
    if (!this.#isListDue) return this.#readAll(due, since);
    this.#isListDue = false;
    const generation = this.#generation;
    const listing = await list(this.#roots, this.#of.contexts, () => generation === this.#generation);
    if (!listing) return;
    this.#take(listing);
    // First what is near to what people look at.
    const open = this.#of.analyses.folders();
    const isNear = (path: string) => open.has(dirname(path)) || open.has(dirname(dirname(path)));
    const paths = [...listing.files];
    await this.#readAll([...paths.filter(isNear), ...paths.filter((path) => !isNear(path))], since);
  }

  #take(listing: Listing): void {
    const { workspace, analyses, connection } = this.#of;
    const isSame = isEqual(this.#listing.packages, listing.packages);
    this.#listing = listing;
    const { kustomizations } = listing.packages;
    this.#roleOf = kustomizeRoles([...kustomizations].map(([folder, one]) => ({ ...one, folder })));
    for (const path of this.#files.keys()) if (!listing.files.has(path)) this.#leave(path);
    for (const path of listing.files) if (!this.#files.has(path)) this.#files.set(path, UNREAD);
    if (!isSame) analyses.tell(workspace.setPackages(listing.packages));
    analyses.moved();
    for (const { path, most } of listing.overfull) {
      const message = `${path} holds more than ${most} files; the others are not read (podPatterns.workspace.maxFiles).`;
      if (!this.#told.has(message)) connection.console.info(message);
      this.#told.add(message);
    }
  }

  async #readAll(paths: readonly string[], begin: number): Promise<void> {
    const generation = this.#generation;
    let progress: WorkDoneProgressServerReporter | null = null;
    let told = -1;
    let since = performance.now();
    for (const [i, path] of paths.entries()) {
      if (generation !== this.#generation) break;
      await this.#read(path);
      if (performance.now() - since < LONGEST_TURN) continue;
      await nextTurn();
      since = performance.now();
      if (since - begin < PATIENCE) continue;
      progress ??= await this.#progress();
      const percentage = Math.floor((100 * i) / paths.length);
      if (percentage !== told) progress?.report(percentage, `${i} of ${paths.length} files`);
      told = percentage;
    }
    progress?.done();
  }

  #progress(): Promise<WorkDoneProgressServerReporter | null> {
    const { guard, connection } = this.#of;
    return guard.promised<WorkDoneProgressServerReporter | null>('Showing progress', null, async () => {
      const progress = await connection.window.createWorkDoneProgress();
      progress.begin('Pod Patterns: reading the workspace', 0);
      return progress;
    });
  }

  /** Takes a file as it is now. */
  async #read(path: string): Promise<void> {
    const { workspace, analyses, contexts } = this.#of;
    const folder = dirname(path);
    const scope = this.#listing.folders.get(folder);
    if (!scope || !MANIFEST.test(path)) {
      if (await this.#isNewFolder(path)) this.#isListDue = true;
      return;
    }
    const stamp = await stampOf(path);
    if (stamp === null || scope.excludes(path, false)) return this.#leave(path);
    if (!this.#files.has(path) && this.#isFull(path)) return;
    const known = this.#files.get(path) ?? UNREAD;
    if (!this.#files.has(path) || analyses.isOpen(path)) this.#files.set(path, UNREAD);
    if (analyses.isOpen(path)) return;
    const surroundings = contexts.surroundings(scope.settings, this.#roleOf(path));
    const before = workspace.file(path);
    if (known === stamp && (before === null || before.surroundings === surroundings)) return;
    const text = await textOf(path);
    // It may have been opened, or left out, in the meantime.
    if (analyses.isOpen(path) || !this.#files.has(path)) return;
    this.#files.set(path, stamp);
    if (text === null || kindsIn(text) === 0) analyses.tell(workspace.delete(path));
    else {
      const place = { folder: joinedPath('', folder), surroundings };
      analyses.tell(workspace.set(path, manifestTexts(text), place));
      workspace.prepare(path);
    }
  }

  /** A file counts no more. */
  #leave(path: string): void {
    const { workspace, analyses } = this.#of;
    this.#files.delete(path);
    if (!analyses.isOpen(path)) analyses.tell(workspace.delete(path));
  }

  /** Whether something stands in a folder, or is one, with files that may count and were not listed. */
  async #isNewFolder(path: string): Promise<boolean> {
    if (this.#listing.folders.has(path)) return false;
    const root = this.#roots.find((one) => path === withSlashes(one.path) || isBelow(path, one));
    const isFull = this.#listing.overfull.some((one) => root && one.path === withSlashes(root.path));
    if (!root || isFull || this.#isExcluded(path)) return false;
    const [outermost = path] = this.#unlisted(path) ?? [];
    const [found] = await Promise.allSettled([lstat(outermost)]);
    return found.status === 'fulfilled' && found.value.isDirectory();
  }

  /** Whether no further file of its workspace folder is to be read. */
  #isFull(path: string): boolean {
    const root = this.#roots.find((one) => isBelow(path, one));
    const most = root && this.#listing.folders.get(withSlashes(root.path))?.settings.workspace.maxFiles;
    if (!root || most === undefined) return true;
    // Hardly ever they need to be counted.
    if (this.#files.size < most) return false;
    return [...this.#files.keys()].filter((one) => isBelow(one, root)).length >= most;
  }
}

function isBelow(path: string, root: Root): boolean {
  const folder = withSlashes(root.path);
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The text of a file; null if it cannot be read, or is none. */
async function textOf(path: string): Promise<string | null> {
  const [read] = await Promise.allSettled([readFile(path)]);
  if (read.status === 'rejected' || read.value.includes(0) || !isUtf8(read.value)) return null;
  return read.value.toString('utf8').replace(/^\uFEFF/, '');
}

function isEqual({ kustomizations, charts }: Listing['packages'], other: Listing['packages']): boolean {
  if (kustomizations.size !== other.kustomizations.size || charts.size !== other.charts.size) return false;
  // Equal texts are read into one object.
  for (const [folder, one] of kustomizations) if (other.kustomizations.get(folder) !== one) return false;
  for (const folder of charts) if (!other.charts.has(folder)) return false;
  return true;
}
