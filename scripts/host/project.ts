// Where things are: the clone, its own Node, the cache that outlives it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the clone. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The packed extension, as `npm run package` leaves it. */
export const vsixFile = join(projectRoot, 'dist', 'pod-patterns.vsix');

/** The folder of the project's own Node 24: `bin/node`, and `include/node` with the headers native modules are built with. */
export function nodeHome(): string {
  const fromPackage = platformNodeFolder();
  return fromPackage ?? dirname(dirname(process.execPath));
}

function platformNodeFolder(): string | undefined {
  const nodePackage = join(projectRoot, 'node_modules', 'node', 'package.json');
  if (!existsSync(nodePackage)) return undefined;
  const require = createRequire(nodePackage);
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
    try {
      return dirname(require.resolve(`${name}/package.json`));
    } catch {
      // This platform's package has the other name.
    }
  }
  return undefined;
}

/** The executable of the project's own Node 24. */
export const nodeExecutable = (): string =>
  process.platform === 'win32' ? join(nodeHome(), 'bin', 'node.exe') : join(nodeHome(), 'bin', 'node');

/** The cache shared by all clones of one user; `POD_PATTERNS_CACHE` moves it. */
export function cacheFolder(): string {
  const moved = process.env.POD_PATTERNS_CACHE;
  if (moved) return resolve(moved);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pod-patterns');
}

/** A new folder for temporary files; it goes when this process exits. */
export function scratchFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `pod-patterns-${purpose}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}

/** A failure to be told in one line: the reader can do something about it, a stack trace would only hide what. */
export class Refusal extends Error {}

/**
 * Prints what went wrong and ends the process with 1: one line for a {@link Refusal}, everything for a fault of ours.
 */
export function fail(error: unknown): never {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

/** The full path of the first of these commands that PATH knows. */
export function findCommand(...names: string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')) {
      const file = join(folder, name);
      if (folder && existsSync(file)) return file;
    }
  }
  return undefined;
}

/** Whether the command ran and ended with 0; its output is dropped. */
export const succeeds = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;
