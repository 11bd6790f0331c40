import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { exampleName, lineOf, open, putCursor, rule, seeDiagnostic } from './editor.ts';
import { picture, themes, wear } from './picture.ts';
import { card, inPage, openPreview } from './preview.ts';
import { inWindow, isShown } from './window.ts';

/** The bulb comes when the cursor does, if the editor has the focus by then: on a busy machine it may take two tries. */
async function seeLightBulb(editor: vscode.TextEditor, at: vscode.Position): Promise<void> {
  await see('the light bulb', async () => {
    const elsewhere = at.with({ line: 0, character: 0 });
    editor.selection = new vscode.Selection(elsewhere, elsewhere);
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    editor.selection = new vscode.Selection(at, at);
    await new Promise((done) => setTimeout(done, 700));
    return isShown('[class*=lightbulb], .lightBulbWidget');
  });
}

async function pictures(theme: keyof typeof themes): Promise<void> {
  await inWindow('away');
  await wear(themes[theme]);
  const team = await open('team-of-mistakes.yaml');
  team.revealRange(new vscode.Range(18, 0, 18, 0), vscode.TextEditorRevealType.AtTop);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await inWindow('wait', { selector: '.markers-panel a:has-text("probe-port-name-foreign")' });
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await picture(`${theme}-problems`);

  const editor = await open(exampleName);
  const { range } = await seeDiagnostic(editor.document, rule);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await inWindow('wait', { selector: `.markers-panel a:has-text("${rule}")` });
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  await inWindow('wait', { selector: '.squiggly-error' });
  await seeLightBulb(editor, range.start);
  await inWindow('press', { keys: 'Control+.' });
  await inWindow('wait', { selector: '.action-widget .monaco-list-row.action' });
  await picture(`${theme}-quick-fix`);
  await inWindow('press', { keys: 'Escape' });
  await inWindow('gone', { selector: '.action-widget' });

  await vscode.commands.executeCommand('editor.action.showHover');
  await inWindow('wait', { selector: '.monaco-hover .hover-row' });
  await picture(`${theme}-hover`);
  await inWindow('press', { keys: 'Escape' });
}

/** The hover on a container, and what is offered behind a dash, with the documentation beside it. */
async function picturesOfHelp(theme: keyof typeof themes): Promise<void> {
  await inWindow('away');
  await wear(themes[theme]);
  for (const part of ['Sidebar', 'Panel']) await vscode.commands.executeCommand(`workbench.action.close${part}`);
  const editor = await open('pattern-ambassador.yaml');
  const { document } = editor;
  const name = document.positionAt(document.getText().indexOf('sql-proxy') + 2);
  editor.selection = new vscode.Selection(name, name);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  const explained = '.monaco-hover:not(.hidden) .hover-row:has-text("Cloud SQL Auth Proxy")';
  await see('the hover', async () => {
    await vscode.commands.executeCommand('editor.action.showHover');
    return isShown(explained);
  });
  await picture(`${theme}-explain`);
  await inWindow('press', { keys: 'Escape' });

  const line = lineOf(document, '- name: sql-proxy');
  const dash = `${' '.repeat(document.lineAt(line).firstNonWhitespaceCharacterIndex)}- log`;
  await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), `${dash}\n`));
  const behind = new vscode.Position(line, dash.length);
  editor.selection = new vscode.Selection(behind, behind);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  const row = '.suggest-widget.visible .monaco-list-row:has-text("Ship log files")';
  await see('the offered patterns', async () => {
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    return isShown(row);
  });
  if (!(await isShown(DETAILS))) {
    await vscode.commands.executeCommand('toggleSuggestionDetails');
  }
  await inWindow('wait', { selector: DETAILS });
  await picture(`${theme}-completion`);
  await inWindow('press', { keys: 'Escape' });
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility');
}

const DETAILS = '.suggest-details:not(.hidden), .suggest-details-container';

/** Editor and preview side by side, the cursor in a container. */
async function picturesOfPreview(theme: keyof typeof themes): Promise<void> {
  await inWindow('away');
  await wear(themes[theme]);
  for (const part of ['Sidebar', 'Panel']) await vscode.commands.executeCommand(`workbench.action.close${part}`);
  for (const { name, cursor, container } of previewed) {
    const editor = await open(`${name}.yaml`);
    await openPreview(container);
    putCursor(editor, cursor);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
    await inPage('wait', `${card(container)}.is-cursor`);
    await picture(`${theme}-preview-${name}`);
  }
  await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility');
}

/** Examples, and in each of them the container that the cursor is in. */
const previewed = [
  { name: 'pattern-ambassador', cursor: '- name: sql-proxy', container: 'sql-proxy' },
  { name: 'pattern-proxy', cursor: '- name: login', container: 'login' },
  { name: 'team-of-mistakes', cursor: '- name: metrics', container: 'metrics' },
];

/** Pictures for people to look at; the check is that what they show came up. */
export const pictureChecks: readonly Check[] = (Object.keys(themes) as (keyof typeof themes)[]).flatMap((theme) => [
  { name: `pictures in the ${theme} theme: problems, quick fix menu, hover`, run: () => pictures(theme) },
  { name: `pictures in the ${theme} theme: explanation, offered patterns`, run: () => picturesOfHelp(theme) },
  { name: `pictures in the ${theme} theme: editor and preview`, run: () => picturesOfPreview(theme) },
]);
