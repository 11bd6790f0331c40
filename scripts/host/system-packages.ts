// What the editor needs from the operating system, and how to get it.
import { spawnSync } from 'node:child_process';
import { findCommand, Refusal, succeeds } from './project.ts';

/** A Debian package, and how to see on any system that what it brings is there. */
interface SystemPackage {
  name: string;
  /** One of these commands is enough. */
  commands?: readonly string[];
  /** The library as pkg-config knows it. */
  library?: string;
}

/** The browser that shows the editor. */
export const browserPackages: readonly SystemPackage[] = [
  { name: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] },
];

/** What code-server's native modules are built with. */
export const buildPackages: readonly SystemPackage[] = [
  { name: 'g++', commands: ['g++'] },
  { name: 'make', commands: ['make'] },
  { name: 'python3', commands: ['python3'] },
  { name: 'pkg-config', commands: ['pkg-config'] },
  { name: 'libkrb5-dev', library: 'krb5-gssapi' },
  { name: 'libx11-dev', library: 'x11' },
  { name: 'libxkbfile-dev', library: 'xkbfile' },
  { name: 'libsecret-1-dev', library: 'libsecret-1' },
];

function isPresent(wanted: SystemPackage): boolean {
  if (wanted.commands) return findCommand(...wanted.commands) !== undefined;
  if (wanted.library && succeeds('pkg-config', '--exists', wanted.library)) return true;
  return succeeds('dpkg', '-s', wanted.name);
}

/**
 * Sees to it that all of them are there: installs what is missing with apt-get as root or through a password-free sudo.
 * @throws Refusal one line with what is missing and the command that installs it, where that is impossible.
 */
export function ensureSystemPackages(wanted: readonly SystemPackage[]): void {
  const missing = wanted.filter((one) => !isPresent(one)).map((one) => one.name);
  if (missing.length === 0) return;
  const names = missing.join(' ');
  const refuse = (why: string): never => {
    throw new Refusal(
      `Missing on this system: ${names} (${why}). Install: sudo apt-get update && sudo apt-get install -y ${names}`,
    );
  };
  if (!findCommand('apt-get')) refuse('Debian names; no apt-get here, use your package manager');
  const root = process.getuid?.() === 0;
  if (!root && !succeeds('sudo', '-n', 'true')) refuse('neither root nor a sudo without password');

  console.log(`Installing system packages: ${names}`);
  const update = aptGet(root, 'update', '-qq');
  const install = aptGet(root, 'install', '-y', '-qq', '--no-install-recommends', ...missing);
  if (install.status !== 0) {
    process.stderr.write(`${update.output}${install.output}`);
    refuse('apt-get failed, see above');
  }
  const still = wanted.filter((one) => !isPresent(one)).map((one) => one.name);
  if (still.length > 0) refuse(`apt-get ended well, but ${still.join(' ')} cannot be found`);
}

function aptGet(root: boolean, ...args: string[]): { status: number | null; output: string } {
  const apt = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
  const [command, ...rest] = root ? ['env', ...apt] : ['sudo', '-n', 'env', ...apt];
  const { status, stdout, stderr } = spawnSync(command!, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return { status, output: `${stdout}${stderr}` };
}
