// Node keeps the compiled code of what it loads (from 22.1 on): the next start need not parse it again.
import { promises as files } from 'node:fs';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What @types/node for the oldest Node does not know. */
interface CodeCache {
  readonly enableCompileCache?: (folder: string) => { readonly directory?: string };
  readonly flushCompileCache?: () => void;
}

/** Milliseconds after which what was compiled is written, also by a server that will be killed: nothing waits for it. */
const WRITTEN_AFTER = 15_000;

/**
 * From now on code is loaded from a folder of the user and kept there. Where that cannot be, or NODE_DISABLE_COMPILE_CACHE
 * forbids it, it is compiled as ever.
 * @param folder where the caches of the versions lie; not a folder that others may write, since what is in it is run
 */
export function keepCompiled(folder: string = ownFolder()): void {
  const { enableCompileCache, flushCompileCache } = nodeModule as CodeCache;
  const version = process.env.POD_PATTERNS_VERSION;
  if (!version || !enableCompileCache?.(join(folder, version)).directory) return;
  const write = async () => {
    flushCompileCache?.();
    const others = (await files.readdir(folder)).filter((name) => name !== version);
    for (const name of others) await files.rm(join(folder, name), { recursive: true, force: true });
  };
  setTimeout(() => write().catch(() => {}), WRITTEN_AFTER).unref();
}

function ownFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const caches = XDG_CACHE_HOME || (process.platform === 'win32' && LOCALAPPDATA) || join(homedir(), '.cache');
  return join(caches, 'pod-patterns', 'compiled');
}
