import { findCommand } from './project.ts';
import { browserPackages, ensureSystemPackages } from './system-packages.ts';

/** The Chromium to drive: `CHROMIUM`, or the first on PATH, installed if there is none. */
export function chromiumExecutable(): string {
  if (!process.env.CHROMIUM) ensureSystemPackages(browserPackages);
  return presentChromium()!;
}

/** The Chromium that is there already, if there is one. */
export function presentChromium(): string | undefined {
  return process.env.CHROMIUM ?? findCommand(...browserPackages.flatMap((one) => one.commands ?? []));
}

/** Quiet, offline, and without the sandbox only where root could not have one anyway. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
