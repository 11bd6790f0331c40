// "Add Helper Container…" as people use it: what they type, choose, fill in and take back.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, lineOf, open, putCursor, seeMessage, seeSelected, seeText } from './editor.ts';
import { picture, themes, wear } from './picture.ts';
import { inPage, openPreview } from './preview.ts';
import { inWindow, isShown } from './window.ts';
import {
  press,
  previewChanges,
  REFACTOR_PREVIEW,
  row,
  seePick,
  seeQuestion,
  start,
  takeNative,
  type,
  want,
} from './wizard.ts';
import { crlf, flush, portTaken, twoApps, twoPods } from './workspace.ts';

const example = 'pattern-proxy.yaml';

/** Waits for all of it in the text, and gives the text. */
async function seeAll(document: vscode.TextDocument, expected: readonly RegExp[]): Promise<string> {
  await see(
    `a text with ${expected.join(', ')}`,
    () => expected.every((one) => one.test(document.getText())),
    () => document.getText(),
  );
  return document.getText();
}

/** Takes back what was typed, and then, at once, what was inserted. */
async function undoAll(document: vscode.TextDocument, inserted: string, before: string): Promise<void> {
  for (let i = 0; i < 40 && document.getText() !== inserted; i++) await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), inserted, 'what was typed is taken back');
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

/** The log shipper by what it does, filled in from one tab stop to the next, and taken back. */
async function shipLogs(name: string): Promise<void> {
  const editor = await open(name);
  const { document } = editor;
  const before = document.getText();
  const { done } = await start();
  await want('ship logs', 'Ship log files');
  await takeNative();
  await done;
  const inserted = await seeAll(
    document,
    [
      /initContainers:\r?\n +- name: fluent-bit\r?\n +image: fluent\/fluent-bit:\S+\r?\n +restartPolicy: Always\r?\n/,
      /volumes:\r?\n +- name: logs\r?\n +emptyDir:\r?\n/,
      /^ +volumeMounts:\r?\n +- name: logs\r?\n +mountPath: \/var\/log\/app\r?\n(?! +readOnly)/m,
    ].map((one) => (name === flush ? flushed(one) : one)),
  );
  const ends = new Set(inserted.match(/\r?\n/g));
  assert.deepEqual([...ends], [name === crlf ? '\r\n' : '\n'], 'one kind of line end');

  await seeSelected('fluentd.logging');
  await type('zq9host');
  await press('Tab');
  await seeSelected('24224');
  await type('24999');
  await press('Tab');
  await seeSelected('/var/log/app');
  await type('/zq9logs');
  const filled = await seeAll(document, [/--prop=host=zq9host/, /--prop=port=24999/, /--prop=path=\/zq9logs\/\*\.log/]);
  assert.equal(filled.match(/mountPath: \/zq9logs\r?\n/g)?.length, 2, filled);
  assert.doesNotMatch(filled, /\/var\/log\/app|fluentd\.logging|24224/);
  await press('Tab');
  await see('the end of the tab stops', () => editor.selection.isEmpty);
  await undoAll(document, inserted, before);
}

/** The same expression for lists that are no further in than their keys. */
const flushed = ({ source, flags }: RegExp) => new RegExp(source.replaceAll(' +- ', ' *- '), flags);

async function pool(): Promise<void> {
  const { document } = await open(example);
  const before = document.getText();
  const { done } = await start();
  await want('pool connections', 'Pool database connections');
  await takeNative();
  await done;
  await seeSelected('postgres');
  const inserted = document.getText();
  for (const stop of ['shop', 'database-credentials', '6432']) {
    await press('Tab');
    await seeSelected(stop);
  }
  await type('7321');
  await press('Tab');
  const choice = '.suggest-widget.visible .monaco-list-row';
  await inWindow('click', { selector: `${choice}:has-text("session")` });
  const filled = await seeAll(document, [/value: session$/m, /containerPort: 7321$/m]);
  assert.equal(filled.match(/\b7321\b/g)?.length, inserted.match(/\b6432\b/g)?.length, filled);
  assert.doesNotMatch(filled, /\b6432\b/);
  await undoAll(document, inserted, before);
}

async function previewAndDecide(): Promise<void> {
  const { document } = await open(example);
  const before = document.getText();
  const discarded = await previewChanges('variant');
  assert.equal(document.getText(), before, 'nothing is changed before it is wanted');
  await vscode.commands.executeCommand('refactorPreview.discard');
  await discarded.done;
  assert.equal(document.getText(), before);

  const applied = await previewChanges('pattern');
  await vscode.commands.executeCommand('refactorPreview.apply');
  await applied.done;
  await seeAll(document, [/- name: fluent-bit\n/, /emptyDir:\n/, /- name: logs\n +mountPath: /]);
  await seeSelected('fluent-bit');
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

/** A pattern that is refused says why, and changes nothing. */
async function refusal(): Promise<void> {
  const { document } = await open(example);
  const before = document.getText();
  const { done } = await start();
  await type('require sign-in');
  await inWindow('wait', { selector: row('"login" is OAuth2 Proxy already'.replaceAll('"', '\\"'), '.focused') });
  await press('Enter');
  await done;
  await seeMessage('is OAuth2 Proxy already');
  assert.equal(document.getText(), before);
}

async function nextPort(): Promise<void> {
  const { document } = await open(portTaken);
  const before = document.getText();
  const { done } = await start();
  await want('pool connections', 'Pool database connections');
  await takeNative();
  await done;
  const inserted = await seeAll(document, [/name: pgbouncer\n +containerPort: 6433$/m]);
  assert.equal(inserted.match(/6432/g)?.length, 1, 'the port that is taken stays where it was');
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

/** Whom it helps is asked where there are several; Escape at any question changes nothing. */
async function whichContainer(): Promise<void> {
  const { document } = await open(twoApps);
  const before = document.getText();
  for (const questions of [1, 2, 3]) {
    const { done } = await start();
    if (questions > 1) await want('ship logs', 'Ship log files');
    if (questions > 1) await seeQuestion('for which container?');
    if (questions > 2) {
      await inWindow('wait', { selector: row('second') });
      await press('ArrowDown');
      await press('Enter');
      await seeQuestion('in which form?');
    }
    if (questions > 1) await inWindow('wait', { selector: row(questions > 2 ? 'Native sidecar' : 'first') });
    await press('Escape');
    await done;
    assert.equal(document.getText(), before, `Escape at question ${questions}`);
  }
  const { done } = await start();
  await want('ship logs', 'Ship log files');
  await seeQuestion('for which container?');
  await inWindow('click', { selector: row('second') });
  await seeQuestion('in which form?');
  await inWindow('click', { selector: row('Classic sidecar') });
  await done;
  const text = await seeAll(document, [/name: second\n +image: \S+\n +volumeMounts:\n/, /- name: fluent-bit\n/]);
  assert.doesNotMatch(text, /restartPolicy|initContainers/);
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

async function fromPreview(): Promise<void> {
  const editor = await open(twoPods);
  const { document } = editor;
  const before = document.getText();
  putCursor(editor, 'name: two');
  await openPreview('second');
  await inPage('click', '[data-tool="add"]');
  await seePick();
  await want('wait for database', 'Wait for a service');
  await seeSelected('postgres');
  assert.ok(lineOf(document, 'wait-for-service') > lineOf(document, 'name: two'), document.getText());
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
  // With the focus in the preview it is the pod there, too.
  await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
  await see('the focus in the preview', () => vscode.window.activeTextEditor === undefined);
  const done = vscode.commands.executeCommand('podPatterns.addHelper');
  await seePick();
  await press('Escape');
  await done;
  // Others begin at the first pod.
  editor.selection = new vscode.Selection(0, 0, 0, 0);
}

async function aboveAPod(): Promise<void> {
  const editor = await open(example);
  const { document } = editor;
  const before = document.getText();
  editor.revealRange(document.lineAt(lineOf(document, 'containers:')).range, vscode.TextEditorRevealType.InCenter);
  await inWindow('click', { selector: '.codelens-decoration a:visible:has-text("Add helper…")' });
  await seePick();
  await type('qqq');
  await inWindow('wait', { selector: row('No helper for that') });
  await press('Enter');
  for (let i = 0; i < 3; i++) await press('Backspace');
  await want('metrics of redis', 'Expose metrics of Redis');
  await takeNative();
  await seeAll(document, [/- name: redis-exporter\n/, /prometheus\.io\/scrape/]);
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
}

async function withoutPod(): Promise<void> {
  const { document } = await open('oddities/no-pod.yaml');
  const before = document.getText();
  const done = vscode.commands.executeCommand('podPatterns.addHelper');
  await vscode.commands.executeCommand('notifications.showList');
  await inWindow('wait', { selector: '.notifications-center :text("There is no pod here")' });
  await inWindow('click', { selector: '.notifications-center .monaco-button:has-text("New Whole Manifest")' });
  await done;
  await inWindow('wait', { selector: '.suggest-widget.visible .monaco-list-row' });
  assert.equal(document.getText(), before);
  const { activeTextEditor: fresh } = vscode.window;
  assert.deepEqual([fresh?.document.isUntitled, fresh?.document.languageId], [true, 'yaml']);
  await press('Escape');
  await closeAll();
}

/** What is typed, what would change, what is to be filled in: a series for people to look at. */
async function series(): Promise<void> {
  await inWindow('away');
  await wear(themes.dark);
  for (const part of ['Sidebar', 'Panel']) await vscode.commands.executeCommand(`workbench.action.close${part}`);
  const { document } = await open(example);
  const before = document.getText();
  const { done } = await start();
  await type('ship logs');
  await inWindow('wait', { selector: row('Ship log files', '.focused') });
  await picture('dark-insert-1-purpose');
  await press('Enter');
  await inWindow('wait', { selector: row('Native sidecar', '.focused') });
  await picture('dark-insert-2-form');
  await press('Enter');
  await done;
  await seeSelected('fluentd.logging');
  await picture('dark-insert-3-filled');
  await vscode.commands.executeCommand('undo');
  await seeText(document, before);

  const shown = await previewChanges('variant');
  await inWindow('click', { selector: `${REFACTOR_PREVIEW}:has-text("volumeMounts")` });
  await inWindow('wait', { selector: '.modified .view-line:has-text("fluent/fluent-bit")' });
  await picture('dark-insert-4-changes');
  await vscode.commands.executeCommand('refactorPreview.discard');
  await shown.done;
  await vscode.commands.executeCommand('workbench.action.closePanel');
  await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility');
  assert.equal(document.getText(), before);
  assert.ok(!(await isShown(REFACTOR_PREVIEW)));
}

/** Helper containers, chosen by what they do. */
export const insertChecks: readonly Check[] = [
  {
    name: 'insert: "ship logs" and two times Enter; Tab goes through what is to be filled in; one undo takes it back',
    run: () => shipLogs(example),
  },
  { name: 'insert: the same with CRLF', run: () => shipLogs(crlf) },
  { name: 'insert: the same with lists that are no further in than their keys', run: () => shipLogs(flush) },
  { name: 'insert: one value changes in all its places, and choices are offered', run: pool },
  { name: 'insert: the changes are shown before they are made, and can be discarded', run: previewAndDecide },
  { name: 'insert: a helper that is there already is refused with the reason', run: refusal },
  { name: 'insert: a port that is taken makes way for the next one', run: nextPort },
  { name: 'insert: the container to help is asked for; Escape at any question changes nothing', run: whichContainer },
  { name: 'insert: the button of the preview asks for the pod that is shown', run: fromPreview },
  { name: 'insert: the line above a pod leads to it, too', run: aboveAPod },
  { name: 'insert: where there is no pod, a whole manifest is offered', run: withoutPod },
  { name: 'insert: pictures of its steps', run: series },
];
