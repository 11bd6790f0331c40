import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes away what earlier builds have left in a folder. Called when all is written that stays, so that whoever packs or
 * starts what is there in the meantime never misses a file.
 */
export function removeAllBut(folder: string, names: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!names.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
