import { dirname, join } from 'node:path';
import type { Surroundings } from '../analysis.ts';
import { CONFIG_FILE, readConfig } from '../config.ts';
import { remembering } from '../helpers/remembering.ts';
import {
  KUSTOMIZATION_FILES,
  type KustomizeRole,
  kustomizeRoles,
  readKustomization,
} from '../kubernetes/kustomization.ts';
import { RULES_BY_ID } from '../rules/index.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../settings.ts';
import { Disk, foldersAbove, pathOf, type Root } from './disk.ts';
import type { Guard, Tell } from './guard.ts';

/** What a file is judged by, beside its text. Equal contexts are one object. */
export interface Context {
  readonly serial: number;
  readonly settings: Settings;
  readonly surroundings: Surroundings;
}

/** A configuration file; its text is null if there is none yet. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string | null;
}

/** Where the settings of a file come from. */
export interface Sources {
  /** The client's settings for a file, as plain data. */
  readonly settingsOf: (uri: string) => Promise<unknown>;
  readonly guard: Guard;
  readonly tell: Tell;
  /** Called when the context of open files is another one than before. */
  readonly changed: (uris: readonly string[]) => void;
}

/** The contexts of the open files: read when a file is opened, read again when something they come from has changed. */
export class Contexts {
  readonly #sources: Sources;
  readonly #disk = new Disk();
  readonly #known = new Map<string, Context>();
  readonly #reading = new Map<string, Promise<Context>>();
  readonly #equal = new Map<string, unknown>();
  /** Every file that is read asks for them. */
  readonly #surroundings = new WeakMap<Settings, Map<KustomizeRole, Surroundings>>();
  readonly #told = new Set<string>();
  /** Asked for with every keystroke. */
  readonly #pathOf = remembering((uri) =>
    this.#sources.guard.attempt<string | null>(`Reading the URI ${uri}`, null, () => pathOf(uri)),
  );
  #roots: readonly Root[] = [];
  #generation = 0;

  constructor(sources: Sources, folders: readonly string[]) {
    this.#sources = sources;
    this.setFolders(folders);
  }

  /** The folders of the workspace, as URIs. */
  setFolders(folders: readonly string[]): void {
    this.#roots = folders.flatMap((uri) => {
      const path = this.#pathOf(uri)?.replace(/(?<=.)[\\/]$/, '');
      return path === undefined ? [] : [{ uri, path }];
    });
  }

  /** The folders of the workspace that are on the disk. */
  get roots(): readonly Root[] {
    return this.#roots;
  }

  /** The context of a file if it was read already; it may be about to change. */
  known(uri: string): Context | null {
    return this.#known.get(uri) ?? null;
  }

  /** The context of a file, read if need be. */
  async of(uri: string): Promise<Context> {
    const known = this.#known.get(uri);
    if (known) return known;
    const reading = this.#reading.get(uri) ?? this.#readCurrent(uri);
    this.#reading.set(uri, reading);
    const context = await reading;
    // It may have been closed in the meantime.
    if (this.#reading.delete(uri)) this.#known.set(uri, context);
    return context;
  }

  /** A file was closed. */
  forget(uri: string): void {
    this.#known.delete(uri);
    this.#reading.delete(uri);
  }

  /** The client's settings for a folder of the workspace. */
  async settingsOfFolder(uri: string): Promise<Settings> {
    return this.#fromClient(await this.#sources.settingsOf(uri));
  }

  /** The settings with those of the configuration file in a folder; null if there is none that can be used. */
  async configured(folder: string, base: Settings): Promise<Settings | null> {
    const path = join(folder, CONFIG_FILE);
    const text = await this.#disk.read(path);
    if (text === null) return null;
    const config = readConfig(text, base);
    if ('settings' in config) return config.settings;
    this.#tellOnce(`${path}: ${config.error}`);
    return base;
  }

  /** The configuration file that counts for a file, or would if it was there; null for a file that is not on the disk. */
  async configFileOf(uri: string): Promise<ConfigFile | null> {
    const path = this.#pathOf(uri);
    if (path === null) return null;
    const roots = this.#roots.map((root) => root.path);
    const folders = foldersAbove(path, roots);
    for (const folder of folders) {
      const file = join(folder, CONFIG_FILE);
      const text = await this.#disk.read(file);
      if (text !== null) return { path: file, text };
    }
    const top = folders.at(-1) ?? '';
    return { path: join(roots.includes(top) ? top : dirname(path), CONFIG_FILE), text: null };
  }

  /** The one object for all equal surroundings. */
  surroundings(settings: Settings, kustomize: KustomizeRole): Surroundings {
    const known = this.#surroundings.get(settings) ?? new Map<KustomizeRole, Surroundings>();
    this.#surroundings.set(settings, known);
    const { podPaths, helpers } = settings;
    const found = known.get(kustomize) ?? this.#one('surroundings', { podPaths, helpers, kustomize });
    known.set(kustomize, found);
    return found;
  }

  /** The path of a file, with `/`; null for a URI that is none of a file. */
  pathOf(uri: string): string | null {
    const path = this.#pathOf(uri);
    return path === null ? null : withSlashes(path);
  }

  /** Files on the disk may have changed, for all we know. */
  forgetDisk(): void {
    this.#disk.forget();
  }

  /** Something has changed that contexts come from; `changed` is called for the files whose context did. */
  async refresh(): Promise<void> {
    this.#generation++;
    this.#disk.forget();
    const changed: string[] = [];
    const read = [...this.#known].map(async ([uri, before]) => {
      const after = await this.#readCurrent(uri);
      // It may have been closed, or read again, in the meantime.
      if (this.#known.get(uri) !== before || before === after) return;
      this.#known.set(uri, after);
      changed.push(uri);
    });
    await Promise.all(read);
    if (changed.length > 0) this.#sources.changed(changed);
  }

  async #readCurrent(uri: string): Promise<Context> {
    for (;;) {
      const generation = this.#generation;
      const context = await this.#sources.guard.promised('Reading the settings', DEFAULT_CONTEXT, () =>
        this.#read(uri),
      );
      if (generation === this.#generation) return context;
    }
  }

  async #read(uri: string): Promise<Context> {
    const path = this.#pathOf(uri);
    const folders =
      path === null
        ? []
        : foldersAbove(
            path,
            this.#roots.map((root) => root.path),
          );
    const base = this.#fromClient(await this.#sources.settingsOf(uri));
    const settings = this.#one('settings', await this.#fromFile(folders, base));
    const kustomize = path === null ? 'none' : await this.#roleOf(path, folders);
    const surroundings = this.surroundings(settings, kustomize);
    const key = JSON.stringify(['context', settings, surroundings]);
    const known = this.#equal.get(key) as Context | undefined;
    const context = known ?? { serial: this.#equal.size, settings, surroundings };
    this.#equal.set(key, context);
    return context;
  }

  #fromClient(data: unknown): Settings {
    const { settings, issues } = readSettings(data, (id) => RULES_BY_ID.has(id));
    // `podPatterns.trace.server` belongs to the client's library.
    for (const { path, message } of issues) if (path[0] !== 'trace') this.#tellOnce(`Settings podPatterns: ${message}`);
    return settings;
  }

  async #fromFile(folders: readonly string[], base: Settings): Promise<Settings> {
    for (const folder of folders) {
      const settings = await this.configured(folder, base);
      if (settings) return settings;
    }
    return base;
  }

  async #roleOf(path: string, folders: readonly string[]): Promise<KustomizeRole> {
    const read = folders.flatMap((folder) =>
      KUSTOMIZATION_FILES.map(async (name) => {
        const text = await this.#disk.read(join(folder, name));
        return text === null ? [] : [{ ...readKustomization(text), folder: withSlashes(folder) }];
      }),
    );
    return kustomizeRoles((await Promise.all(read)).flat())(withSlashes(path));
  }

  /** The one object for all equal ones. */
  #one<T>(kind: string, value: T): T {
    const key = JSON.stringify([kind, value]);
    if (!this.#equal.has(key)) this.#equal.set(key, value);
    return this.#equal.get(key) as T;
  }

  #tellOnce(message: string): void {
    if (!this.#told.has(message)) this.#sources.tell(message);
    this.#told.add(message);
  }
}

/** The context of a file of which nothing can be known. */
const DEFAULT_CONTEXT: Context = {
  serial: -1,
  settings: DEFAULT_SETTINGS,
  surroundings: { podPaths: DEFAULT_SETTINGS.podPaths, helpers: [], kustomize: 'none' },
};

/** A path with `/` between its names. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
