// Building the bundles and packing them: what a user gets is what every other script uses.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { nodeExecutable, projectRoot, Refusal, vsixFile } from './project.ts';

/** What packing made. */
export interface Package {
  file: string;
  bytes: number;
  /** Paths inside the package, below its `extension` folder. */
  contents: string[];
}

/** How big the package may be. */
export const maximumBytes = 700_000;

/** Everything that may be in the package; each other file is a mistake in .vscodeignore. */
const expected = [
  /^package\.json$/,
  /^(readme|changelog)\.md$/i,
  /^LICENSE(\.txt)?$/i,
  /^dist\/(extension|server|command-line)\.cjs$/,
  /^dist\/parts\/[a-zA-Z0-9-]+\.cjs(\.br)?$/,
  /^dist\/cli\.js$/,
  /^dist\/[a-z]+\.(css|js)$/,
  /^docs\/(configuration|preview)\.md$/,
  /^schemas\/.+\.json$/,
  /^snippets\/.+\.code-snippets$/,
];

const indispensable = [
  ...['package.json', 'dist/extension.cjs', 'dist/server.cjs', 'dist/cli.js', 'dist/command-line.cjs'],
  'snippets/pod-patterns.code-snippets',
];

/** Bundles the extension, the language server and the command line into dist/. */
export function build(): void {
  run('the build', join(projectRoot, 'esbuild.mjs'));
}

/**
 * Packs what dist/ holds into dist/pod-patterns.vsix.
 * @throws Refusal when the package is too big, lacks a part or carries something it should not
 */
export function pack(): Package {
  mkdirSync(dirname(vsixFile), { recursive: true });
  rmSync(vsixFile, { force: true });
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--allow-missing-repository', '--no-dependencies', '--no-rewrite-relative-links', '-o', vsixFile];
  run('vsce', vsce, 'package', ...flags);
  const zip = readFileSync(vsixFile);
  const made = { file: vsixFile, bytes: zip.length, contents: extensionFiles(zip) };
  refuseWrong(made);
  return made;
}

function refuseWrong({ file, bytes, contents }: Package): void {
  const name = relative(projectRoot, file);
  const unexpected = contents.filter((path) => !expected.some((pattern) => pattern.test(path)));
  if (unexpected.length > 0) throw new Refusal(`${name} carries what it should not: ${unexpected.join(', ')}`);
  const missing = indispensable.filter((path) => !contents.includes(path));
  if (missing.length > 0) throw new Refusal(`${name} lacks ${missing.join(', ')}`);
  if (bytes >= maximumBytes) throw new Refusal(`${name} has ${bytes} bytes; the limit is ${maximumBytes}`);
}

function run(what: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(nodeExecutable(), args, {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Refusal(`${stdout}${stderr}\n${what} failed`.trim());
}

/** The names in a zip file's central directory, those below `extension/`. */
function extensionFiles(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  const inside = 'extension/';
  return names.filter((name) => name.startsWith(inside)).map((name) => name.slice(inside.length));
}
