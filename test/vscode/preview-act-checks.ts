import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { open, ourDiagnostics, seeText } from './editor.ts';
import { card, inPage, openPreview } from './preview.ts';
import { inWindow } from './window.ts';
import { pickGone, press, row, seePick } from './wizard.ts';

const FIX = '[data-fix]';
const mistakes = 'team-of-mistakes.yaml';

/** Waits for the first question about a helper, reads its first heading, and gives up. */
async function seeFirstHeading(heading: string): Promise<void> {
  await seePick();
  await inWindow('wait', { selector: row('') });
  const [first] = (await inWindow('text', { selector: `${row('')} .quick-input-list-separator` })) as string[];
  assert.equal(first, heading);
  await press('Escape');
  await pickGone();
}

/** What one does in the picture: knowing, mending, adding. */
export const previewActChecks: readonly Check[] = [
  {
    name: 'preview: a card tells what the hover in the text tells',
    async run() {
      await open('pattern-ambassador.yaml');
      await openPreview('sql-proxy');
      await inWindow('hover', { selector: card('sql-proxy'), webview: true });
      await inPage('wait', '#card:has-text("ambassador")');
      await inWindow('away');
      await inPage('gone', '#card');
      await inWindow('hover', { selector: '[data-id^="dials/container/ledger"]', webview: true });
      await inPage('wait', '#card:has-text("sql-proxy")');
      await inWindow('away');
    },
  },
  {
    name: 'preview: a problem is mended from the picture, in one step and without saving',
    async run() {
      const { document } = await open(mistakes);
      const before = document.getText();
      await openPreview('metrics');
      const problems = await see('problems', () => ourDiagnostics(document).length);
      await inPage('click', FIX);
      await see('a problem less', () => ourDiagnostics(document).length < problems);
      assert.equal(document.isDirty, true);
      const after = document.getText();
      assert.notEqual(after, before);
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
      await vscode.commands.executeCommand('undo');
      await seeText(document, before);
      await inPage('wait', FIX);
    },
  },
  {
    name: 'preview: a free place in a lane asks for helpers that start there',
    async run() {
      await open('pattern-ambassador.yaml');
      await openPreview('ledger');
      await inWindow('hover', { selector: '[data-lane="lane/1"]', webview: true });
      await inPage('click', '[data-slot="lane/1"]');
      await seeFirstHeading('init containers');
      // With the keyboard it is the lane of what has the focus.
      await inPage('click', card('ledger'));
      await inPage('wait', `${card('ledger')}:focus`);
      await press('a');
      await seeFirstHeading('sidecars');
    },
  },
];
