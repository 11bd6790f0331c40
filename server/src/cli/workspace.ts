import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CONFIG_FILE, type Config, configProblems, readConfig } from '../config.ts';
import { type Excludes, excluder } from '../features/workspace/exclusion.ts';
import type { Packages } from '../features/workspace/levels.ts';
import { type FilePlace, Workspace as Files } from '../features/workspace/workspace.ts';
import {
  CHART_FILE,
  joinedPath,
  KUSTOMIZATION_FILES,
  type Kustomization,
  kustomizeRoles,
  readKustomization,
} from '../kubernetes/kustomization.ts';
import type { Problem } from '../rules/lint.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { Args } from './args.ts';
import { type Found, findFiles, readText, type Source, STDIN, statOf } from './files.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';

/** All paths of one call: its files, and what is known of each from outside it. */
export interface Workspace {
  readonly found: Found;
  readonly sources: readonly Source[];
  /** Whether standard input is to be read, too. */
  readonly readsInput: boolean;
  readonly settingsOf: (source: Pick<Source, 'path'>) => Settings;
  /** Where a file counts, and what is known of it. */
  readonly placeOf: (source: Source) => FilePlace;
  /** The files, as far as they were read, as they refer to each other. */
  readonly files: Files;
  /** The configuration files that counted so far, with what is wrong in them. */
  readonly configs: () => readonly { file: string; text: string; problems: readonly Problem[] }[];
}

/** A configuration that counts for a folder. */
interface Scope {
  readonly settings: Settings;
  readonly excludes: Excludes;
}

/**
 * Finds the files of a call. Throws a Refusal for a missing path, or a configuration that cannot be read.
 * @param known what was found before
 */
export function openWorkspace(
  { paths, config, overrides }: Pick<Args, 'paths' | 'config' | 'overrides'>,
  known?: Found,
): Workspace {
  const configs: { file: string; text: string; problems: readonly Problem[] }[] = [];
  const scopes = new Map<string, Scope>();
  const forced = config === null ? null : readScope(resolve(config));
  const unset: Scope = { settings: overridden(DEFAULT_SETTINGS), excludes: () => false };

  const found =
    known ??
    findFiles(
      paths.filter((path) => path !== STDIN),
      (path, isFolder) => scopeOf(isFolder ? path : dirname(path)).excludes(slashed(path), isFolder),
    );
  const packages = packagesOf(found.folders);
  const roleOf = kustomizeRoles([...packages.kustomizations].map(([folder, one]) => ({ ...one, folder })));
  const files = new Files();
  files.setPackages(packages);
  return {
    found,
    sources: found.sources,
    readsInput: paths.includes(STDIN),
    settingsOf: (source) => scopeOf(dirname(source.path)).settings,
    placeOf: (source) => {
      const { podPaths, helpers } = scopeOf(dirname(source.path)).settings;
      const folder = joinedPath('', slashed(dirname(source.path)));
      return { folder, surroundings: { podPaths, helpers, kustomize: roleOf(slashed(source.path)) } };
    },
    files,
    configs: () => configs,
  };

  function scopeOf(folder: string): Scope {
    if (forced) return forced;
    const known = scopes.get(folder);
    if (known) return known;
    const file = join(folder, CONFIG_FILE);
    const above = dirname(folder);
    const scope = isFile(file) ? readScope(file) : above === folder ? unset : scopeOf(above);
    scopes.set(folder, scope);
    return scope;
  }

  function readScope(path: string): Scope {
    const file = config ?? fromHere(path);
    if (!isFile(path)) throw new Refusal(`${file}: no such file`);
    const content = readText(path);
    const read: Config | { error: string } = content ? readConfig(content.text) : { error: 'this is not a text file' };
    if ('error' in read) throw new Refusal(`${file}: ${read.error}`);
    const settings = overridden(read.settings);
    configs.push({
      file: shown(file),
      text: content?.text ?? '',
      problems: configProblems({ settings, issues: read.issues }),
    });
    return { settings, excludes: excluder(slashed(dirname(path)), settings.exclude) };
  }

  function overridden(settings: Settings): Settings {
    return { ...settings, ...overrides, rules: { ...settings.rules, ...overrides.rules } };
  }
}

/** The kustomizations and charts of folders and of all folders above them. */
function packagesOf(folders: Found['folders']): Packages {
  const all = new Set<string>();
  for (const start of folders.keys()) {
    for (let folder = start; !all.has(folder); folder = dirname(folder)) all.add(folder);
  }
  const kustomizations = new Map<string, Kustomization>();
  const charts = new Set<string>();
  for (const folder of all) {
    const names = folders.get(folder);
    if (names?.length === 0) continue;
    const holds = (name: string) => (!names || names.includes(name)) && isFile(join(folder, name));
    const place = joinedPath('', slashed(folder));
    const file = KUSTOMIZATION_FILES.find(holds);
    if (file !== undefined) kustomizations.set(place, readKustomization(readFileSync(join(folder, file), 'utf8')));
    if (holds(CHART_FILE)) charts.add(place);
  }
  return { kustomizations, charts };
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

/** A path below the folder where the command runs without that folder, any other as it is. */
function fromHere(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
