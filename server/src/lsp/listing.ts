import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG_FILE } from '../config.ts';
import { type Excludes, excluder, MANIFEST, NEVER_ENTERED } from '../features/workspace/exclusion.ts';
import type { Packages } from '../features/workspace/levels.ts';
import {
  CHART_FILE,
  joinedPath,
  KUSTOMIZATION_FILES,
  type Kustomization,
  readKustomization,
} from '../kubernetes/kustomization.ts';
import type { Settings } from '../settings.ts';
import { type Contexts, withSlashes } from './contexts.ts';
import type { Root } from './disk.ts';

/** What counts for the files of a folder. */
export interface Scope {
  readonly settings: Settings;
  readonly excludes: Excludes;
}

/** What was found in the folders of the workspace; all paths with `/`. */
export interface Listing {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlyMap<string, Scope>;
  readonly packages: Packages;
  /** The folders of the workspace that hold more files than are to be read. */
  readonly overfull: readonly { readonly path: string; readonly most: number }[];
}

export const NOTHING_LISTED: Listing = {
  files: new Set(),
  folders: new Map(),
  packages: { kustomizations: new Map(), charts: new Set() },
  overfull: [],
};

/** Larger files are not read: nobody writes them. */
const MAX_BYTES = 2_000_000;

/** Files that change what files mean, or which of them count. */
export const DEFINING: ReadonlySet<string> = new Set([CONFIG_FILE, CHART_FILE, ...KUSTOMIZATION_FILES]);

/**
 * Lists the files of some folders; links are not followed, since nobody tells of what changes behind them. What cannot be
 * read is left out. Null if it is no longer wanted before it is done.
 */
export async function list(
  roots: readonly Root[],
  contexts: Contexts,
  isWanted: () => boolean,
): Promise<Listing | null> {
  const files = new Set<string>();
  const folders = new Map<string, Scope>();
  const kustomizations = new Map<string, Kustomization>();
  const charts = new Set<string>();
  const overfull: { path: string; most: number }[] = [];
  const others = new Set(roots.map(({ path }) => withSlashes(path)));

  for (const root of roots) {
    const base = await contexts.settingsOfFolder(root.uri);
    const path = withSlashes(root.path);
    const basis: Scope = { settings: base, excludes: excluder(path, base.exclude) };
    const first = await scopeIn(root.path, basis, basis);
    const { maxFiles } = first.settings.workspace;
    const left = { count: maxFiles };
    if (maxFiles > 0) await walk(root.path, first, basis, left);
    if (left.count < 0) overfull.push({ path, most: maxFiles });
    if (!isWanted()) return null;
  }
  return { files, folders, packages: { kustomizations, charts }, overfull };

  async function walk(folder: string, scope: Scope, basis: Scope, left: { count: number }): Promise<void> {
    const own = withSlashes(folder);
    if (!isWanted() || folders.has(own)) return;
    const [read] = await Promise.allSettled([readdir(folder, { withFileTypes: true })]);
    if (read.status === 'rejected') return;
    folders.set(own, scope);
    const entries = read.value.sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = new Set(entries.map(({ name }) => name));
    const place = joinedPath('', own);
    if (names.has(CHART_FILE)) charts.add(place);
    const kustomization = KUSTOMIZATION_FILES.find((name) => names.has(name));
    const text = kustomization === undefined ? null : await smallText(join(folder, kustomization));
    if (text !== null) kustomizations.set(place, parsed(text));
    const manifests = entries.filter((entry) => {
      const { name } = entry;
      if (!entry.isFile() || !MANIFEST.test(name) || DEFINING.has(name)) return false;
      return !scope.excludes(`${own}/${name}`, false);
    });
    const stamps = await Promise.all(manifests.map(({ name }) => stampOf(join(folder, name))));
    for (const [i, { name }] of manifests.entries()) {
      if ((stamps[i] ?? null) === null || --left.count < 0) continue;
      files.add(`${own}/${name}`);
    }
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
      const [path, inner] = [join(folder, name), `${own}/${name}`];
      if (left.count < 0) return;
      if (NEVER_ENTERED.has(name) || others.has(inner)) continue;
      const innerScope = await scopeIn(path, scope, basis);
      if (!innerScope.excludes(inner, true)) await walk(path, innerScope, basis, left);
    }
  }

  /** The nearest configuration file counts alone, over the client's settings. */
  async function scopeIn(folder: string, outer: Scope, basis: Scope): Promise<Scope> {
    const settings = await contexts.configured(folder, basis.settings);
    if (!settings) return outer;
    const isOwn = settings.exclude !== basis.settings.exclude;
    return { settings, excludes: isOwn ? excluder(withSlashes(folder), settings.exclude) : basis.excludes };
  }
}

/** What tells one state of a file from another; null for what is not to be read. */
export async function stampOf(path: string): Promise<string | null> {
  const [found] = await Promise.allSettled([lstat(path)]);
  if (found.status === 'rejected' || !found.value.isFile() || found.value.size > MAX_BYTES) return null;
  const { mtimeMs, size, ino } = found.value;
  return `${mtimeMs} ${size} ${ino}`;
}

async function smallText(path: string): Promise<string | null> {
  if ((await stampOf(path)) === null) return null;
  const [text] = await Promise.allSettled([readFile(path, 'utf8')]);
  return text.status === 'fulfilled' ? text.value : null;
}

/** Kustomizations by their texts: most of them are what they were when a folder is listed again. */
const PARSED = new Map<string, Kustomization>();
const MOST_PARSED = 2000;

function parsed(text: string): Kustomization {
  const known = PARSED.get(text) ?? readKustomization(text);
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  PARSED.set(text, known);
  return known;
}
