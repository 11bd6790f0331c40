import { isAscii, isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MANIFEST, NEVER_ENTERED } from '../features/workspace/exclusion.ts';
import { CHART_FILE, KUSTOMIZATION_FILES } from '../kubernetes/kustomization.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';

/** The path that stands for standard input. */
export const STDIN = '-';

/** A file to be read. */
export interface Source {
  /** As it was given, joined, with `/`: what the output shows. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** Standard input is a file of the folder in which the command runs. */
export const INPUT: Source = { file: STDIN, path: join(process.cwd(), STDIN) };

/** What a walk found. */
export interface Found {
  /** In the order of the paths given, below them by code unit; none twice. */
  readonly sources: readonly Source[];
  /**
   * Every folder that was walked or holds a file that was named, by its absolute path: the names in it that tell what belongs
   * together. Null where nobody has looked.
   */
  readonly folders: ReadonlyMap<string, readonly string[] | null>;
}

/** Whether a file or folder (absolute path) is left out. A file that is named itself never is. */
export type IsExcluded = (path: string, isFolder: boolean) => boolean;

/**
 * The files under some paths: those that are named, and the `.yaml`, `.yml` and `.json` files of folders, recursively.
 * Symbolic links are followed, but no folder is entered twice. Throws a Refusal for a path that is missing.
 */
export function findFiles(paths: readonly string[], isExcluded: IsExcluded): Found {
  const sources = new Map<string, Source>();
  const folders = new Map<string, readonly string[] | null>();
  const entered = new Set<string>();
  for (const given of paths) {
    const stat = statOf(given);
    if (!stat) throw new Refusal(`${given}: no such file or folder`);
    const source = { file: shown(given), path: resolve(given) };
    if (stat.isDirectory()) walk(source, realpathSync(source.path));
    else add(source);
  }
  return { sources: [...sources.values()], folders };

  function add(source: Source): void {
    if (!sources.has(source.path)) sources.set(source.path, source);
    const folder = dirname(source.path);
    if (!folders.has(folder)) folders.set(folder, null);
  }

  function walk(folder: Source, real: string): void {
    if (entered.has(real) || isExcluded(folder.path, true)) return;
    entered.add(real);
    const entries = entriesOf(folder.path);
    folders.set(
      folder.path,
      entries.flatMap(({ name }) => (PACKAGE_FILES.includes(name) ? [name] : [])),
    );
    for (const entry of entries) {
      const { name } = entry;
      // Nothing is asked of what is certainly not looked into.
      if (NEVER_ENTERED.has(name) || (entry.isFile() && !MANIFEST.test(name))) continue;
      const path = join(folder.path, name);
      // To ask the system what each entry is, and for the real path of each folder, would take longer than to list them.
      const isKnown = entry.isFile() || entry.isDirectory();
      const kind = isKnown ? entry : statOf(path);
      const source = { file: shown(join(folder.file, name)), path };
      if (kind?.isDirectory()) walk(source, isKnown ? join(real, name) : realpathSync(path));
      else if (kind?.isFile() && MANIFEST.test(name) && !isExcluded(path, false)) add(source);
    }
  }
}

const PACKAGE_FILES: readonly string[] = [...KUSTOMIZATION_FILES, CHART_FILE];

/** What a folder holds, by code unit. Of links it is not known what they lead to. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is known of a path; null for a link that leads nowhere, or to itself, and for what may not be looked at. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** The text of a file, as it will be written back. */
export interface Text {
  /** Without the byte order mark. */
  readonly text: string;
  readonly bom: '' | '\uFEFF';
}

/** The text that bytes hold; null if they are no text: they have NUL bytes, or are not valid UTF-8. */
export function textOf(bytes: Uint8Array): Text | null {
  if (bytes.includes(0) || !isUtf8(bytes)) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Most files are ASCII, which needs no decoding.
  const whole = isAscii(bytes) ? buffer.toString('latin1') : buffer.toString('utf8');
  return whole.startsWith('\uFEFF') ? { text: whole.slice(1), bom: '\uFEFF' } : { text: whole, bom: '' };
}

/** The text of a file; null if it holds none. Throws if it cannot be read. */
export function readText(path: string): Text | null {
  return textOf(readFileSync(path));
}
