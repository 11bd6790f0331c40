import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type Check, Skip, see } from './check.ts';
import { closeAll, lineOf, open, putCursor, seeText } from './editor.ts';
import { card, inPage, previewTabs, seeTitles } from './preview.ts';
import { tracked } from './workspace.ts';

const compare = () => vscode.commands.executeCommand('podPatterns.compareWithHead');

/** Commits the folder of a file into a repository of its own. */
function commit(file: string, message: string): void {
  const who = ['-c', 'user.name=suite', '-c', 'user.email=suite@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...who, 'commit', '--quiet', '-m', message],
  ]) {
    execFileSync('git', args, { cwd: dirname(file), stdio: 'ignore' });
  }
}

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Does something while the Git extension of the editor is on; the other checks have it off. */
async function withGit(act: () => Promise<void>): Promise<void> {
  const git = vscode.extensions.getExtension<{ readonly enabled: boolean }>('vscode.git');
  if (!git || !hasGit()) throw new Skip('there is no Git here');
  const settings = vscode.workspace.getConfiguration('git');
  await settings.update('openRepositoryInParentFolders', 'never', true);
  await settings.update('enabled', true, true);
  try {
    const { enabled } = await git.activate();
    await see('the Git extension', () => enabled || git.exports.enabled);
    await act();
  } finally {
    await settings.update('enabled', undefined, true);
    await settings.update('enabled', false, true);
  }
}

/** The pod of the working tree beside that of the last commit. */
export const compareChecks: readonly Check[] = [
  {
    name: 'compare: what differs from HEAD is marked while one types, in a preview of its own',
    async run() {
      await withGit(async () => {
        const editor = await open(tracked);
        const before = editor.document.getText();
        commit(editor.document.fileName, 'first');
        putCursor(editor, 'name: first');
        await compare();
        await inPage('wait', card('first'));
        await seeTitles('Pod one: HEAD → working tree');
        await inPage('gone', '.C-added');
        const line = lineOf(editor.document, '- name: first');
        const newcomer = '    - name: newcomer\n      image: busybox:1.37.0\n';
        await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), newcomer));
        await inPage('wait', `${card('newcomer')}.C-added`);
        await inPage('gone', `${card('first')}.C-changed`);
        // The preview that follows the cursor shows no marks.
        await vscode.commands.executeCommand('podPatterns.preview');
        await seeTitles('Pod one: HEAD → working tree', 'Preview Pod one');
        await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
        await vscode.commands.executeCommand('undo');
        await seeText(editor.document, before);
        await closeAll();
      });
    },
  },
  {
    name: 'compare: a commit makes what was marked the state that is compared with',
    async run() {
      await withGit(async () => {
        const editor = await open(tracked);
        const line = lineOf(editor.document, 'image: acme/first:1.0');
        const end = new vscode.Position(line, editor.document.lineAt(line).text.length);
        await editor.edit((edit) => edit.insert(end, '.1'));
        await editor.document.save();
        await compare();
        await inPage('wait', `${card('first')}.C-changed`);
        commit(editor.document.fileName, 'second');
        await inPage('gone', `${card('first')}.C-changed`);
        await closeAll();
      });
    },
  },
  {
    name: 'compare: a file that HEAD does not have gets a message and no preview',
    async run() {
      await open('oddities/two-pods.yaml');
      // It resolves when the reason is told.
      await compare();
      assert.equal(previewTabs().length, 0);
      await vscode.commands.executeCommand('notifications.clearAll');
    },
  },
];
