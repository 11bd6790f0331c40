import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, lineOf, open, putCursor, seeSelected, seeText } from './editor.ts';
import { card, inPage, openPreview, previewTab, seeTitle } from './preview.ts';
import { inWindow } from './window.ts';
import { twoPods } from './workspace.ts';

const example = 'pattern-ambassador.yaml';

async function opened(name: string, container: string): Promise<vscode.TextEditor> {
  const editor = await open(name);
  await openPreview(container);
  return editor;
}

/** Focuses the picture in the preview; where Tab begins is the browser's business. */
async function tabIntoPreview(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
  await see('the focus in the preview', () => vscode.window.activeTextEditor === undefined);
  // A card would be the first thing that Escape shuts.
  await inWindow('away');
  await inPage('gone', '#card');
  // The toolbar comes before the picture.
  for (let times = 0; times < 4; times++) {
    await inWindow('press', { keys: 'Tab' });
    await inPage('wait', ':focus');
    const there = (await inPage('text', ':is(.is-focus, .toggle:focus)')) as string[];
    if (there.length > 0) return;
  }
  throw new Error('Tab does not come to the picture');
}

/** The preview: how one gets there, what it follows, how one gets back. */
export const previewChecks: readonly Check[] = [
  {
    name: 'preview: the line above a pod tells what it holds and opens its picture beside the editor',
    async run() {
      const editor = await open(example);
      const line = editor.document.lineAt(lineOf(editor.document, 'initContainers:'));
      editor.revealRange(line.range, vscode.TextEditorRevealType.InCenter);
      await inWindow('click', {
        selector: '.codelens-decoration a:visible:has-text("1 container · 1 init · 1 native sidecar")',
      });
      for (const name of ['sql-proxy', 'migrate', 'ledger']) await inPage('wait', card(name));
      await seeTitle('Preview Deployment ledger');
      assert.equal(vscode.window.tabGroups.all.length, 2, 'it stands beside the editor');
      assert.ok(vscode.window.activeTextEditor, 'the editor keeps the focus');
    },
  },
  {
    name: 'preview: files with pods have the button, others do not; it opens one panel only',
    async run() {
      const button = '.editor-actions .action-label[aria-label^="Preview Pod"]';
      await open(example);
      await inWindow('click', { selector: button });
      await inPage('wait', card('ledger'));
      await inWindow('click', { selector: button });
      await vscode.commands.executeCommand('podPatterns.preview');
      assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 2);
      await open('oddities/no-pod.yaml');
      await inWindow('gone', { selector: button });
    },
  },
  {
    name: 'preview: a click on a container brings its name into view, a double click the focus to it',
    async run() {
      const editor = await opened(example, 'migrate');
      await inPage('click', card('migrate'));
      const line = lineOf(editor.document, '- name: migrate');
      await see('the cursor on migrate', () => editor.selection.start.line === line);
      assert.equal(editor.document.getText(editor.selection), 'migrate');
      // The editor tells of it a little later.
      await see('the focus in the picture', () => {
        return vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
      });
      await inPage('wait', `${card('migrate')}.is-cursor`);
      await inWindow('away');
      await inPage('gone', '#card');
      await inPage('twice', card('sql-proxy'));
      await seeSelected('sql-proxy');
    },
  },
  {
    name: 'preview: lines between containers, neighbours and problems lead to the text, too',
    async run() {
      const editor = await opened('team-of-mistakes.yaml', 'metrics');
      const { document } = editor;
      await inPage('click', '[data-problem="0"]');
      await see('8080 selected', () => document.getText(editor.selection) === '8080');
      await inPage('click', '[data-id="tag/container/log-shipper/app-log"]');
      await see('the cursor on the mount', () => editor.selection.start.line === 36);
      const other = await opened(example, 'ledger');
      await inPage('click', '[data-id^="dials/container/ledger"]');
      const call = lineOf(other.document, '- name: ledger') + 4;
      await see('the cursor on the address', () => other.selection.start.line === call);
    },
  },
  {
    name: 'preview: the container under the cursor is marked',
    async run() {
      const editor = await opened(example, 'ledger');
      for (const [text, name] of [
        ['path: /startup', 'sql-proxy'],
        ['containerPort: 8080', 'ledger'],
      ] as const) {
        putCursor(editor, text);
        await inPage('wait', `${card(name)}.is-cursor`);
      }
      putCursor(editor, 'kind: Deployment');
      await inPage('gone', '.is-cursor');
    },
  },
  {
    name: 'preview: Tab and arrows go from container to container, Enter to the text, Escape back to it',
    async run() {
      const editor = await opened(example, 'ledger');
      putCursor(editor, 'kind: Deployment');
      await tabIntoPreview();
      await inWindow('press', { keys: 'Escape' });
      await see('the focus in the editor', () => vscode.window.activeTextEditor === editor);
      assert.equal(editor.selection.active.line, lineOf(editor.document, 'kind: Deployment'), 'the cursor stays');
      await tabIntoPreview();
      for (const [key, name] of [
        ['Home', 'sql-proxy'],
        ['Tab', 'migrate'],
      ] as const) {
        await inWindow('press', { keys: key });
        await inPage('wait', `${card(name)}.is-focus`);
      }
      await inWindow('press', { keys: 'ArrowRight' });
      await inPage('wait', '[data-id^="dials/container/migrate"].is-focus');
      await inWindow('press', { keys: 'ArrowRight' });
      await inPage('wait', `${card('sql-proxy')}.is-focus`);
      await inWindow('press', { keys: 'Enter' });
      await seeSelected('sql-proxy');
    },
  },
  {
    name: 'preview: a container that is typed appears in the picture, and goes with undo',
    async run() {
      const editor = await opened(example, 'ledger');
      const before = editor.document.getText();
      const line = lineOf(editor.document, '      containers:') + 1;
      await editor.edit((edit) =>
        edit.insert(new vscode.Position(line, 0), '        - name: newcomer\n          image: busybox:1.37.0\n'),
      );
      await inPage('wait', card('newcomer'));
      await inPage('wait', card('ledger'));
      await vscode.commands.executeCommand('undo');
      await seeText(editor.document, before);
      await inPage('gone', card('newcomer'));
    },
  },
  {
    name: 'preview: it follows the cursor to another pod of the file, and the editor to another file',
    async run() {
      const editor = await opened(twoPods, 'first');
      await seeTitle('Preview Pod one');
      putCursor(editor, 'name: second');
      await inPage('wait', `${card('second')}.is-cursor`);
      await inPage('gone', card('first'));
      await seeTitle('Preview Pod two');
      const other = await vscode.workspace.openTextDocument(
        vscode.Uri.joinPath(editor.document.uri, '..', '..', 'pattern-proxy.yaml'),
      );
      await vscode.window.showTextDocument(other, vscode.ViewColumn.One);
      await seeTitle('Preview Deployment dashboard');
      const noPod = vscode.Uri.joinPath(editor.document.uri, '..', 'no-pod.yaml');
      await vscode.window.showTextDocument(noPod, { viewColumn: vscode.ViewColumn.One });
      await new Promise((done) => setTimeout(done, 500));
      await inPage('wait', card('login'));
      await inPage('gone', '#note');
    },
  },
  {
    name: 'preview: text without a pod keeps the last picture and says so, until it has one again',
    async run() {
      const editor = await opened(example, 'ledger');
      const { document } = editor;
      const end = document.lineAt(document.lineCount - 1).range.end;
      await editor.edit((edit) => edit.delete(new vscode.Range(new vscode.Position(2, 0), end)));
      await inPage('wait', '#note:has-text("pattern-ambassador.yaml")');
      await inPage('wait', `.is-stale ${card('ledger')}`);
      await vscode.commands.executeCommand('undo');
      await inPage('gone', '#note');
      await inPage('gone', '.is-stale');
    },
  },
  {
    name: 'preview: text that is no YAML keeps the last picture and says so, until it is mended',
    async run() {
      const editor = await opened(example, 'ledger');
      const { document } = editor;
      const before = document.getText();
      const line = lineOf(document, 'restartPolicy: Always');
      const colon = new vscode.Position(line, document.lineAt(line).text.indexOf(':'));
      await editor.edit((edit) => edit.delete(new vscode.Range(colon, colon.translate(0, 1))));
      await inPage('wait', '#note:has-text("pattern-ambassador.yaml is not valid YAML yet.")');
      await inPage('wait', `.is-stale ${card('sql-proxy')}.R-ambassador`);
      await vscode.commands.executeCommand('undo');
      await seeText(document, before);
      await inPage('gone', '#note');
      await inPage('gone', '.is-stale');
    },
  },
  {
    name: 'preview: an untitled file has one, too',
    async run() {
      await closeAll();
      const content =
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: note\nspec:\n  containers:\n    - name: lone\n      image: a:1\n';
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml', content }));
      await openPreview('lone');
      await seeTitle('Preview Pod note');
      await inPage('twice', card('lone'));
      await seeSelected('lone');
    },
  },
  {
    name: 'preview: a file without a pod is told to have none',
    async run() {
      await open('oddities/no-pod.yaml');
      await vscode.commands.executeCommand('podPatterns.preview');
      await inPage('wait', '#note:has-text("There is no pod in no-pod.yaml.")');
      assert.equal(previewTab()?.label, 'Pod Preview');
    },
  },
];
