import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { exampleName, open, rule, seeDiagnostic, seeNoDiagnostic, seeText } from './editor.ts';
import { inWindow, isShown } from './window.ts';

const ASK_AGAIN = 4000;

/** Applies a fix, sees it work, and sees one undo take it back. */
async function fixAndUndo(
  apply: (editor: vscode.TextEditor, problem: vscode.Diagnostic) => Thenable<unknown>,
): Promise<void> {
  const editor = await open(exampleName);
  const { document } = editor;
  const before = document.getText();
  const problem = await seeDiagnostic(document, rule);
  editor.selection = new vscode.Selection(problem.range.start, problem.range.start);

  // The editor drops a request of its own accord when its light bulb asks for actions meanwhile: then one asks again.
  let asked = Number.NEGATIVE_INFINITY;
  await see('a changed text', async () => {
    if (document.getText() !== before) return true;
    if (performance.now() - asked > ASK_AGAIN) {
      asked = performance.now();
      await apply(editor, problem);
    }
    return document.getText() !== before;
  });
  const inits = /^ *initContainers:\n(?:.*\n)*?^ *containers:/m.exec(document.getText())?.[0];
  assert.ok(inits?.includes('restartPolicy: Always'), document.getText());
  await seeNoDiagnostic(document, rule);

  await vscode.commands.executeCommand('undo');
  await seeText(document, before);
  await seeDiagnostic(document, rule);
}

/** Whether something is there before it is time to ask again. */
async function comesUp(selector: string): Promise<boolean> {
  for (const end = performance.now() + ASK_AGAIN; performance.now() < end; ) {
    if (await isShown(selector)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

async function preferredFix(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    ...[document.uri, range, kind, 10],
  );
  const preferred = actions.filter((one) => one.isPreferred);
  assert.equal(preferred.length, 1, `one preferred fix among: ${actions.map((one) => one.title).join(' | ')}`);
  return preferred[0]!;
}

/** Quick fixes in each way a person can ask for them. */
export const fixChecks: readonly Check[] = [
  {
    name: 'the preferred quick fix repairs the manifest; one undo restores it and its diagnostic',
    run: () =>
      fixAndUndo(async ({ document }, { range }) => {
        const { edit } = await preferredFix(document, range);
        assert.ok(edit && (await vscode.workspace.applyEdit(edit)), 'the edit is taken');
      }),
  },
  {
    name: 'Auto Fix at the cursor applies the preferred quick fix, and undoes',
    run: () => fixAndUndo(() => vscode.commands.executeCommand('editor.action.autoFix')),
  },
  {
    name: 'the quick fix menu offers it: Ctrl+. and Enter apply it, and it undoes',
    run: () =>
      fixAndUndo(async () => {
        await inWindow('wait', { selector: '.squiggly-error' });
        await inWindow('press', { keys: 'Control+.' });
        if (await comesUp('.action-widget .monaco-list-row.action')) await inWindow('press', { keys: 'Enter' });
      }),
  },
  {
    name: 'source.fixAll.podPatterns repairs the whole file, and undoes',
    run: () =>
      fixAndUndo(() =>
        vscode.commands.executeCommand('editor.action.codeAction', {
          kind: 'source.fixAll.podPatterns',
          apply: 'first',
        }),
      ),
  },
  {
    name: 'Fix All takes part of it',
    run: () => fixAndUndo(() => vscode.commands.executeCommand('editor.action.fixAll')),
  },
];
