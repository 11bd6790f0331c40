import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Check, Skip, see } from './check.ts';
import { closeAll, lineOf, open, putCursor, seeSelected } from './editor.ts';
import { card, inPage, openPreview, previewTab, seeTitle } from './preview.ts';
import { extension } from './start-checks.ts';
import { inWindow, isDriven } from './window.ts';

const example = 'pattern-native-sidecar.yaml';
/** The client's library starts a server again this often. */
const restarts = 4;

/** The process of the language server: a child of this extension host. */
function serverProcess(): number | undefined {
  if (process.platform !== 'linux') throw new Skip('processes are looked up as Linux shows them');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => isServer(pid));
}

function isServer(pid: number): boolean {
  try {
    const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/server.cjs');
  } catch {
    // It ended while we looked.
    return false;
  }
}

async function killServer(): Promise<void> {
  const pid = await see('the process of the server', serverProcess);
  process.kill(pid, 'SIGKILL');
  await see('the end of the server', () => serverProcess() !== pid);
}

async function hasHover({ uri }: vscode.TextDocument, line: number): Promise<boolean> {
  const at = new vscode.Position(line, '        - name: '.length);
  const hovers: unknown[] = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, at);
  return hovers.length > 0;
}

/** The preview when the server goes. After these checks there is none. */
export const crashChecks: readonly Check[] = [
  {
    name: 'preview: it outlives crashes of the server, and says so when there is no server any more',
    async run() {
      const editor = await open(example);
      await openPreview('catalog');
      const { serverStarts } = extension().exports;
      await killServer();
      await see('the server started again', () => extension().exports.serverStarts > serverStarts);
      const line = lineOf(editor.document, '- name: catalog');
      await editor.edit((edit) =>
        edit.insert(new vscode.Position(line, 0), '        - name: newcomer\n          image: busybox:1.37.0\n'),
      );
      await inPage('wait', card('newcomer'));
      await inPage('gone', '#note');
      for (let turn = 2; turn <= restarts; turn++) {
        await killServer();
        await see(`start ${turn} of the server`, () => extension().exports.serverStarts === serverStarts + turn);
        // Killed before it has settled, it counts as one that cannot start.
        await see(`an answer of server ${turn}`, () => hasHover(editor.document, line));
      }
      await killServer();
      await inPage('wait', '#note:has-text("The language server of Pod Patterns does not run.")');
      await inPage('wait', card('newcomer'));
      await closeAll();
      // What the next check finds after the reload.
      const again = await open(example);
      putCursor(again, 'sizeLimit');
      await vscode.commands.executeCommand('podPatterns.preview');
      await inPage('wait', '#note:has-text("does not run")');
    },
  },
];

/** The preview after a reload of the window; the checks before it have left it open. */
export const reloadChecks: readonly Check[] = [
  {
    name: 'preview: it is restored when the window is reloaded',
    async run() {
      if (!isDriven) throw new Skip('the desktop window is not driven from outside');
      await see('the preview back', () => previewTab() !== undefined);
      await inPage('wait', card('log-shipper'));
      await seeTitle('Preview Deployment catalog');
      await inPage('twice', card('catalog'));
      await seeSelected('catalog');
    },
  },
  {
    name: 'preview: nothing it did failed in its page or was against its content security policy',
    async run() {
      const written = (await inWindow('written')) as string[];
      assert.ok(written.length > 0, 'the console of the window is heard');
      const faults = written.filter((line) => /content.security.policy|preview\.(js|css)/i.test(line));
      assert.deepEqual(faults, []);
    },
  },
];
