import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { programsInto } from '../../scripts/programs.ts';
import { fixAll } from '../../server/src/features/fix-all.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { DEFAULT_SETTINGS } from '../../server/src/settings.ts';
import { analysisOf, unmark } from '../support.ts';

/** What a run of the command line came to. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as nobody, who may not read everything: the tests themselves may run as root. */
  readonly unprivileged?: boolean;
}

/** Runs the bundled command line on the oldest Node at hand, in a child process. */
export async function podPatterns(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { child, ended } = await start(args, options);
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return ended;
}

/** Starts the command line; the caller feeds it. */
export async function start(args: readonly string[], { cwd, env = {}, unprivileged }: RunOptions = {}) {
  const { NO_COLOR: _, ...inherited } = process.env;
  const child = spawn(oldestNode().path, [await bundle(), ...args], {
    cwd: cwd ?? scratch(),
    env: { ...inherited, NODE_DISABLE_COMPILE_CACHE: '1', ...env },
    ...(unprivileged && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
  return { child, ended };
}

let oldest: { path: string; version: string } | undefined;

/** The Node with the lowest major version from 20 on that PATH knows. */
export function oldestNode(): { path: string; version: string } {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = [process.execPath, ...paths.filter((path) => existsSync(path))].map((path) => {
    return { path, version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim().slice(1) ?? '' };
  });
  const major = ({ version }: { version: string }) => Number.parseInt(version, 10);
  oldest ??= found.filter((one) => major(one) >= 20).sort((a, b) => major(a) - major(b))[0];
  return oldest ?? { path: process.execPath, version: process.versions.node };
}

let built: Promise<string> | undefined;

/** Bundles the command line once, as the build does, into a folder that goes away after the tests. */
function bundle(): Promise<string> {
  built ??= (async () => {
    const folder = scratch();
    await esbuild.build(programsInto(folder, ['command-line'], { version: '1.2.3' }));
    return join(folder, 'command-line.cjs');
  })();
  return built;
}

const scratches: string[] = [];
process.on('exit', () => {
  for (const folder of scratches) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, readable by everybody; it goes away after the tests. */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pod-patterns-cli-')));
  chmodSync(folder, 0o755);
  scratches.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A pod with one error that has no fix, in line 9; `key` in front of it may silence it. */
export function badPod(comment = ''): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: acme/web:1.0
      volumeMounts: [{ name: lost, mountPath: /data }]${comment}
`;
}

export const GOOD_POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: acme/web:1.0
`;

/** A pod with nothing but a warning: an ignore that names no rule. */
export const WARNED_POD = `# pod-patterns-ignore no-such-rule: it was renamed\n${GOOD_POD}`;

/** A text with an error that a safe fix mends, and the text that must come out: the first such example of a rule. */
export function mendable(): { before: string; after: string } {
  for (const { severity, fix, examples } of RULES) {
    for (const { bad, kubernetes } of severity === 'error' && fix === 'safe' ? examples : []) {
      const before = unmark(bad).text;
      const { text, fixed } = fixAll(analysisOf(before), DEFAULT_SETTINGS);
      if (kubernetes === undefined && fixed > 0) return { before, after: text };
    }
  }
  throw new Error('no rule has an example with a safe fix');
}
