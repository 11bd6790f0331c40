// A real VS Code, whichever this machine can have: the desktop one, or code-server in headless Chromium.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { chromiumExecutable, presentChromium } from './chromium.ts';
import { runCodeServer } from './code-server.ts';
import { codeServerEntry, codeServerIsThere } from './code-server-install.ts';
import { cacheFolder, findCommand, nodeExecutable, projectRoot, Refusal } from './project.ts';

/** The folders one run of the editor uses; fresh ones, so that nothing of the user's own editor takes part. */
export interface EditorFolders {
  userData: string;
  extensions: string;
  scratch: string;
}

/** An installed editor that a suite can run in. */
export interface Editor {
  kind: 'desktop' | 'code-server';
  /** What `runTests` of @vscode/test-electron takes as `vscodeExecutablePath`. */
  executable(folders: EditorFolders): string;
  /** @throws Refusal when the editor does not take the package */
  installExtension(vsix: string, folders: EditorFolders): void;
}

/** The desktop editor, which also has the command line that people know as `code`. */
export interface DesktopEditor extends Editor {
  command: string;
}

const releases = 'https://update.code.visualstudio.com/api/releases/stable';
const reachTimeout = 4000;

/**
 * The editor for a suite, downloaded or installed if need be.
 * @throws Refusal when it cannot be had
 */
export async function findEditor(): Promise<Editor> {
  return (await selectEditor()) === 'desktop' ? desktopEditor() : codeServerEditor(await codeServerEntry());
}

/**
 * Which editor it will be: `POD_PATTERNS_EDITOR` decides, otherwise the desktop one where a window can be opened and
 * its download be reached.
 */
export async function selectEditor(): Promise<Editor['kind']> {
  const forced = process.env.POD_PATTERNS_EDITOR;
  if (forced === 'desktop' || forced === 'code-server') return forced;
  if (forced) throw new Refusal(`POD_PATTERNS_EDITOR is '${forced}'; it may be desktop or code-server`);
  const canOpenWindow = hasDisplay() || findCommand('xvfb-run') !== undefined;
  return canOpenWindow && (await downloadIsReachable()) ? 'desktop' : 'code-server';
}

/** Whether {@link findEditor} finds one without fetching anything. */
export async function editorIsThere(): Promise<boolean> {
  if ((await selectEditor()) === 'desktop') return existsSync(join(cacheFolder(), 'desktop'));
  return codeServerIsThere() && presentChromium() !== undefined;
}

/** Whether a person would see a window here. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The `code` command of a desktop VS Code that is on PATH. */
export const desktopCommand = (): string | undefined => findCommand(process.platform === 'win32' ? 'code.cmd' : 'code');

async function downloadIsReachable(): Promise<boolean> {
  try {
    return (await fetch(releases, { method: 'HEAD', signal: AbortSignal.timeout(reachTimeout) })).ok;
  } catch {
    return false;
  }
}

/**
 * The desktop VS Code.
 * @param installed its `code` command; otherwise it is downloaded into the cache
 */
export async function desktopEditor(installed?: string): Promise<DesktopEditor> {
  const executable = installed ?? (await download());
  const command = installed ?? resolveCliPathFromVSCodeExecutablePath(executable);
  return {
    kind: 'desktop',
    command,
    executable: ({ scratch }) => (hasDisplay() ? executable : launcher(scratch, 'xvfb-run', '-a', executable)),
    installExtension(vsix, { userData, extensions }) {
      const args = [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`, `--install-extension=${vsix}`];
      const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
      if (status !== 0) throw new Refusal(`VS Code could not install ${vsix}`);
    },
  };
}

function download(): Promise<string> {
  const cachePath = join(cacheFolder(), 'desktop');
  mkdirSync(cachePath, { recursive: true });
  return downloadAndUnzipVSCode({ version: 'stable', cachePath });
}

/** The installed code-server; running a suite in it takes a Chromium, too. */
export function codeServerEditor(entry: string): Editor {
  return {
    kind: 'code-server',
    executable({ scratch }) {
      const shim = join(projectRoot, 'scripts', 'host', 'code-shim.ts');
      const variables = [`POD_PATTERNS_CODE_SERVER=${entry}`, `POD_PATTERNS_CHROMIUM=${chromiumExecutable()}`];
      return launcher(scratch, 'env', ...variables, nodeExecutable(), shim);
    },
    installExtension(vsix, folders) {
      runCodeServer({ entry, ...folders }, `--install-extension=${vsix}`);
    },
  };
}

/** runTests takes one executable and no arguments of ours: a script of one line carries them. */
function launcher(folder: string, ...command: string[]): string {
  if (!findCommand(command[0]!)) throw new Refusal(`${command[0]} is not on PATH`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'editor.sh');
  const quoted = command.map((part) => `'${part.replaceAll("'", `'\\''`)}'`);
  writeFileSync(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
