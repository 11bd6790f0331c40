// code-server is the real VS Code server and workbench as an npm package: the editor for machines without a display.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWithUs } from './children.ts';
import { withLock } from './lock.ts';
import { cacheFolder, nodeExecutable, nodeHome, Refusal } from './project.ts';
import { buildPackages, ensureSystemPackages } from './system-packages.ts';

/** It carries VS Code 1.139.1 and wants Node 24. */
const version = '4.139.1';

/** What an installed editor was built for; another Node ABI or processor makes it useless. */
const builtFor = JSON.stringify({ version, abi: process.versions.modules, arch: process.arch });

/**
 * The script that runs code-server, installed first if the cache does not have it: some three minutes and 620 MB, once.
 * Two runs at once install one; a run that was killed leaves nothing that a later one would take for complete.
 * @throws Refusal when the installation failed; the message names the log.
 */
export async function codeServerEntry(): Promise<string> {
  const home = join(cacheFolder(), `code-server-${version}`);
  if (!isComplete(home)) {
    mkdirSync(cacheFolder(), { recursive: true });
    await withLock(`${home}.lock`, 'another run installs the editor', async () => {
      if (!isComplete(home)) await install(home);
    });
  }
  return entryIn(home);
}

/** Whether it is installed already. */
export const codeServerIsThere = (): boolean => isComplete(join(cacheFolder(), `code-server-${version}`));

const entryIn = (home: string) => join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
const markerIn = (home: string) => join(home, 'complete.json');

function isComplete(home: string): boolean {
  return existsSync(markerIn(home)) && readFileSync(markerIn(home), 'utf8') === builtFor;
}

async function install(home: string): Promise<void> {
  ensureSystemPackages(buildPackages);
  const log = `${home}.log`;
  const temporary = `${home}.installing`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(
    join(temporary, 'package.json'),
    // npm 12 runs no install script that is not allowed here; what code-server installs in turn, its own folders allow.
    JSON.stringify({
      private: true,
      dependencies: { 'code-server': version },
      allowScripts: { 'code-server': true, argon2: true },
    }),
  );
  console.log(`Installing VS Code (code-server ${version}) into ${home}: some three minutes, once. Log: ${log}`);
  const started = Date.now();
  const status = await runNpmInstall(temporary, log);
  const fault = status === 0 ? faultOf(temporary) : `npm ended with ${status}`;
  if (fault) {
    const end = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
    rmSync(temporary, { recursive: true, force: true });
    throw new Refusal(`${end}\ncode-server could not be installed (${fault}); all of it is in ${log}`);
  }
  writeFileSync(markerIn(temporary), builtFor);
  rmSync(home, { recursive: true, force: true });
  renameSync(temporary, home);
  console.log(`VS Code installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** What is wrong with an installation that npm calls complete. */
function faultOf(home: string): string | undefined {
  if (!existsSync(join(home, nativeModule))) return 'its native modules were not built';
  const { status } = spawnSync(nodeExecutable(), [entryIn(home), '--version']);
  return status === 0 ? undefined : `it ends with ${status}`;
}

/** Built by the innermost install script: its presence says that the scripts did run. */
const nativeModule = 'node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/build/Release/spdlog.node';

function runNpmInstall(folder: string, log: string): Promise<number | null> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // What an outer `npm test` tells about itself, its Node above all, must not steer the inner npm.
  const outer = /^(npm_(package|lifecycle)_.*|npm_command|INIT_CWD)$/;
  const outerConfig = /^npm_config_(user_agent|npm_version|node_gyp|init_module|prefix|(local|global)_prefix)$/;
  for (const name of Object.keys(env)) if (outer.test(name) || outerConfig.test(name)) delete env[name];
  env.PATH = `${join(nodeHome(), 'bin')}:${process.env.PATH}`;
  if (existsSync(join(nodeHome(), 'include', 'node'))) env.npm_config_nodedir = nodeHome();
  const args = ['install', '--no-audit', '--no-fund', '--no-update-notifier', '--foreground-scripts'];
  const npm = process.env.npm_execpath;
  const [command, rest] = npm?.endsWith('npm-cli.js') ? [nodeExecutable(), [npm, ...args]] : ['npm', args];
  return new Promise((done, reject) => {
    const child = spawn(command, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    endWithUs(child);
    const file = createWriteStream(log);
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
    child.on('error', reject);
    child.on('close', (code) => file.end(() => done(code)));
  });
}
