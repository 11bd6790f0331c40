import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs the action while no other process of this machine runs one under the same lock file.
 * A lock whose process is gone is taken over.
 * @param reason why one has to wait, printed once
 */
export async function withLock<T>(file: string, reason: string, action: () => Promise<T>): Promise<T> {
  for (let told = false; !take(file); told = true) {
    if (!told) console.log(`Waiting: ${reason} (${file})`);
    await sleep(1000);
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!holderLives(file)) rmSync(file, { force: true });
  return false;
}

function holderLives(file: string): boolean {
  let holder: number;
  try {
    holder = Number(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
  // Between its creation and its first byte the file is empty: the holder lives.
  if (!holder) return true;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
