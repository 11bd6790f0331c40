import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { lineOf, open, putCursor, seeText } from './editor.ts';
import { card, inPage, letFollow, openPreview, previewTabs, seeTitle, seeTitles } from './preview.ts';
import { inWindow } from './window.ts';
import { press, row, type } from './wizard.ts';
import { twoPods } from './workspace.ts';

const run = (command: string) => vscode.commands.executeCommand(`podPatterns.${command}`);

/** Shows the file with two pods, the cursor in the first one. */
async function openTwo(): Promise<vscode.TextEditor> {
  const editor = await open(twoPods);
  putCursor(editor, 'name: first');
  return editor;
}

/** Writes a container above the first one of the pod whose container is named. */
async function addContainer(editor: vscode.TextEditor, above: string, name: string): Promise<void> {
  const line = lineOf(editor.document, `- name: ${above}`);
  const text = `    - name: ${name}\n      image: busybox:1.37.0\n`;
  await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), text));
}

/** Previews that stay with what somebody has chosen, and several of them. */
export const previewChoiceChecks: readonly Check[] = [
  {
    name: 'preview: locked, it stays with its pod and stays live; unlocked, it follows the cursor again',
    async run() {
      const editor = await openTwo();
      const before = editor.document.getText();
      await openPreview('first');
      await run('lockPreview');
      await seeTitle('[Preview] Pod one');
      putCursor(editor, 'name: second');
      await letFollow();
      await seeTitle('[Preview] Pod one');
      // Text above the pod does not make it another one.
      await editor.edit((edit) =>
        edit.insert(new vscode.Position(0, 0), 'kind: Pod\nspec: {containers: [{name: x}]}\n---\n'),
      );
      await addContainer(editor, 'first', 'newcomer');
      await inPage('wait', card('newcomer'));
      await inPage('gone', card('second'));
      await run('unlockPreview');
      await seeTitle('Preview Pod two');
      await inPage('wait', `${card('second')}.is-cursor`);
      while (editor.document.getText() !== before) await vscode.commands.executeCommand('undo');
      await seeText(editor.document, before);
    },
  },
  {
    name: 'preview: another one stays with the pod at the cursor while the first one follows',
    async run() {
      const editor = await openTwo();
      await openPreview('first');
      await run('previewAnother');
      await seeTitles('Preview Pod one', '[Preview] Pod one');
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
      putCursor(editor, 'name: second');
      await run('preview');
      await seeTitles('Preview Pod two', '[Preview] Pod one');
      // Locking the one that follows sets the command free to open a new one.
      await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
      await run('lockPreview');
      await seeTitles('[Preview] Pod two', '[Preview] Pod one');
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
      await run('preview');
      await see('a third preview', () => previewTabs().length === 3);
    },
  },
  {
    name: 'preview: all pods of a file, below each other and live',
    async run() {
      const editor = await openTwo();
      const before = editor.document.getText();
      await run('previewAll');
      await seeTitle('Preview two-pods.yaml');
      for (const name of ['first', 'second']) await inPage('wait', card(name));
      putCursor(editor, 'name: second');
      await inPage('wait', `${card('second')}.is-cursor`);
      await inPage('wait', card('first'));
      await addContainer(editor, 'second', 'newcomer');
      await inPage('wait', card('newcomer'));
      await vscode.commands.executeCommand('undo');
      await inPage('gone', card('newcomer'));
      await seeText(editor.document, before);
      await run('preview');
      await seeTitle('Preview Pod two');
    },
  },
  {
    name: 'preview: a pod that is chosen is shown, and the cursor stays where it is',
    async run() {
      const editor = await openTwo();
      const { active } = editor.selection;
      await openPreview('first');
      await inWindow('choose', { selector: 'select.pods', keys: '1', webview: true });
      await seeTitle('Preview Pod two');
      await inPage('wait', card('second'));
      assert.deepEqual(editor.selection.active, active);
      // Within the pod that it was in, the cursor changes nothing; in the other one it is followed again.
      putCursor(editor, 'image: acme/first');
      await letFollow();
      await seeTitle('Preview Pod two');
      putCursor(editor, 'name: second');
      await inPage('wait', `${card('second')}.is-cursor`);
      putCursor(editor, 'name: first');
      await seeTitle('Preview Pod one');
      await inWindow('choose', { selector: 'select.pods', keys: 'all', webview: true });
      await seeTitle('Preview two-pods.yaml');
    },
  },
  {
    name: 'preview: every pod of the workspace can be picked, and its file comes with it',
    async run() {
      await open('pattern-proxy.yaml');
      const done = run('previewWorkload');
      await inWindow('wait', { selector: row('containers') });
      await type('catalog');
      await inWindow('wait', { selector: row('Deployment catalog', '.focused') });
      await press('Enter');
      await done;
      await inPage('wait', card('catalog'));
      await seeTitle('Preview Deployment catalog');
      const { document, selection } = vscode.window.activeTextEditor ?? {};
      assert.equal(document?.fileName.endsWith('pattern-native-sidecar.yaml'), true);
      assert.equal(document?.lineAt(selection?.active.line ?? 0).text.trim(), 'spec:');
    },
  },
];
