import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MANIFEST, NEVER_ENTERED } from '../features/workspace/exclusion.ts';
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
  /** Every folder that was walked or holds a file that was named; absolute. */
  readonly folders: readonly string[];
}

/** Whether a file or folder (absolute path) is left out. A file that is named itself never is. */
export type IsExcluded = (path: string, isFolder: boolean) => boolean;

/**
 * The files under some paths: those that are named, and the `.yaml`, `.yml` and `.json` files of folders, recursively.
 * Symbolic links are followed, but no folder is entered twice. Throws a Refusal for a path that is missing.
 */
export function findFiles(paths: readonly string[], isExcluded: IsExcluded): Found {
  const sources = new Map<string, Source>();
  const folders = new Set<string>();
  const entered = new Set<string>();
  for (const given of paths) {
    const source = { file: shown(given), path: resolve(given) };
    if (!existsSync(given)) throw new Refusal(`${given}: no such file or folder`);
    if (statSync(given).isDirectory()) walk(source);
    else add(source);
  }
  return { sources: [...sources.values()], folders: [...folders] };

  function add(source: Source): void {
    if (!sources.has(source.path)) sources.set(source.path, source);
    folders.add(dirname(source.path));
  }

  function walk(folder: Source): void {
    const real = realpathSync(folder.path);
    if (entered.has(real) || isExcluded(folder.path, true)) return;
    entered.add(real);
    folders.add(folder.path);
    for (const name of readdirSync(folder.path).sort()) {
      const source = { file: shown(join(folder.file, name)), path: join(folder.path, name) };
      // A link that leads nowhere, or to itself.
      if (NEVER_ENTERED.has(name) || !existsSync(source.path)) continue;
      const stat = statSync(source.path);
      if (stat.isDirectory()) walk(source);
      else if (stat.isFile() && MANIFEST.test(name) && !isExcluded(source.path, false)) add(source);
    }
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
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return whole.startsWith('\uFEFF') ? { text: whole.slice(1), bom: '\uFEFF' } : { text: whole, bom: '' };
}

/** The text of a file; null if it holds none. Throws if it cannot be read. */
export function readText(path: string): Text | null {
  return textOf(readFileSync(path));
}
