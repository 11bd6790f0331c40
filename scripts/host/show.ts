// An editor for a person, not for a suite: opened on a folder with the packed extension installed, until it is stopped.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endWithUs, exitOnSignals, stopGroup } from './children.ts';
import { startCodeServer } from './code-server.ts';
import { codeServerEntry } from './code-server-install.ts';
import {
  codeServerEditor,
  desktopCommand,
  desktopEditor,
  type EditorFolders,
  hasDisplay,
  selectEditor,
} from './editor.ts';
import { build, pack } from './pack.ts';
import { projectRoot, scratchFolder } from './project.ts';
import { writeUserSettings } from './user-settings.ts';

/**
 * Builds, packs and shows the extension; the process ends when the person stops it or closes the desktop window.
 * @param folder what to open, below the root of the clone
 * @param port for the served editor; 0 takes any free one
 */
export async function show(folder: string, port: number): Promise<void> {
  const scratch = scratchFolder('start');
  exitOnSignals();
  const shown = await open(join(projectRoot, folder), scratch, port);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => shown.stop().then(() => process.exit(0)));
  }
  await shown.ended;
  await shown.stop();
  process.exit(0);
}

/** An editor a person looks at. */
interface Shown {
  ended: Promise<void>;
  stop(): Promise<void>;
}

async function open(folder: string, scratch: string, port: number): Promise<Shown> {
  build();
  const { file } = pack();
  const folders = {
    userData: join(scratch, 'user-data'),
    extensions: join(scratch, 'extensions'),
    scratch: join(scratch, 'host'),
  };
  for (const path of Object.values(folders)) mkdirSync(path);
  writeUserSettings(folders.userData);
  const wantsDesktop = hasDisplay() && (desktopCommand() !== undefined || (await selectEditor()) === 'desktop');
  return wantsDesktop && process.env.POD_PATTERNS_EDITOR !== 'code-server'
    ? openDesktop(folder, file, folders)
    : serve(folder, file, folders, port);
}

async function openDesktop(folder: string, vsix: string, folders: EditorFolders): Promise<Shown> {
  const editor = await desktopEditor(desktopCommand());
  editor.installExtension(vsix, folders);
  const places = [`--user-data-dir=${folders.userData}`, `--extensions-dir=${folders.extensions}`];
  // With --verbose the command stays for as long as its window.
  const args = [...places, '--disable-workspace-trust', '--new-window', '--verbose', folder];
  const child = spawn(editor.command, args, { stdio: 'ignore', detached: true });
  endWithUs(child);
  console.log(`VS Code opens ${folder}; close it or press Ctrl+C to end.`);
  return { ended: new Promise((done) => child.once('exit', () => done())), stop: () => stopGroup(child) };
}

async function serve(folder: string, vsix: string, folders: EditorFolders, port: number): Promise<Shown> {
  const entry = await codeServerEntry();
  codeServerEditor(entry).installExtension(vsix, folders);
  const server = await startCodeServer({ entry, ...folders }, port);
  const query = new URLSearchParams({ folder });
  console.log(`VS Code with Pod Patterns: http://127.0.0.1:${server.port}/?${query}`);
  console.log('Press Ctrl+C to end.');
  return { ended: new Promise((done) => server.child.once('exit', () => done())), stop: server.stop };
}
