// Processes that must not outlive us. Each leads its own group (spawn them with detached: true), so that what they
// start in turn ends with them.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const patience = 3000;

/** Makes sure that the end of this process, other than by a signal nobody handles, ends the child's whole group. */
export function endWithUs(child: ChildProcess): void {
  const end = () => signalGroup(child, 'SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** Stops the child and all that it started: asks first, then insists. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const runs = child.exitCode === null && child.signalCode === null;
  const gone = runs ? new Promise((done) => child.once('exit', done)) : undefined;
  signalGroup(child, 'SIGTERM');
  if (gone) await Promise.race([gone, sleep(patience, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // The group is gone.
  }
}

/** Turns the signals that stop a program into a regular exit, so that {@link endWithUs} has its turn. */
export function exitOnSignals(): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => process.exit(code));
}
