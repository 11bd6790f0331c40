import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Far above any configuration, far below what would be felt. */
const MAX_BYTES = 1_000_000;

/** A folder of the workspace. */
export interface Root {
  readonly uri: string;
  /** As the system writes it. */
  readonly path: string;
}

/** Texts of small files on the disk, each read once until it is forgotten. */
export class Disk {
  readonly #texts = new Map<string, Promise<string | null>>();

  /** The text of a file; null if there is none, or it cannot be read. */
  read(path: string): Promise<string | null> {
    const known = this.#texts.get(path) ?? readSmall(path);
    this.#texts.set(path, known);
    return known;
  }

  /** Everything is read anew when it is asked for next. */
  forget(): void {
    this.#texts.clear();
  }
}

async function readSmall(path: string): Promise<string | null> {
  const [found] = await Promise.allSettled([stat(path)]);
  // Whatever else has that name (a pipe, say) might never end.
  if (found.status === 'rejected' || !found.value.isFile() || found.value.size > MAX_BYTES) return null;
  const [text] = await Promise.allSettled([readFile(path, 'utf8')]);
  return text.status === 'fulfilled' ? text.value : null;
}

/** The path of a `file:` URI; null for every other URI. Throws a TypeError if a `file:` URI names no path. */
export function pathOf(uri: string): string | null {
  return uri.startsWith('file:') ? fileURLToPath(uri) : null;
}

/** The URI of a file. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** The folder of a file and the ones above it, innermost first, up to the nearest of the `roots`, else to the top. */
export function foldersAbove(path: string, roots: readonly string[]): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folders.at(-1) !== folder; folder = dirname(folder)) folders.push(folder);
  const root = folders.findIndex((folder) => roots.includes(folder));
  return root < 0 ? folders : folders.slice(0, root + 1);
}
