import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, open, seeDiagnostic, seeNoDiagnostic, seeText, workspaceFile } from './editor.ts';
import { pod, service } from './workspace.ts';

const unbounded = 'emptydir-unbounded';
const unknownPort = 'service-target-port-unknown';
const configFile = () => workspaceFile('.pod-patterns.yaml');

/** What the light bulb offers at a place, of which the title says something. */
async function offered(document: vscode.TextDocument, range: vscode.Range, title: string): Promise<vscode.CodeAction> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[document.uri, range, kind, 20],
    );
  return see(
    `${title} in the light bulb`,
    async () => (await ask()).find((one) => one.title.includes(title)),
    async () => (await ask()).map((one) => one.title),
  );
}

const exists = (file: vscode.Uri) =>
  vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );

/** What can be done about a rule, and what it sees beyond the file. */
export const ruleChecks: readonly Check[] = [
  {
    name: 'a value of a fix is typed over, and one undo takes all back',
    async run() {
      const editor = await open(pod);
      const { document } = editor;
      const before = document.getText();
      const { range } = await seeDiagnostic(document, unbounded);
      const { edit } = await offered(document, range, '1Gi');
      assert.ok(edit && (await vscode.workspace.applyEdit(edit)), 'the edit is taken');
      await see('1Gi selected', () => document.getText(editor.selection) === '1Gi');
      await vscode.commands.executeCommand('type', { text: '250Mi' });
      await vscode.commands.executeCommand('leaveSnippet');
      await seeText(document, before.replace('emptyDir: {}', 'emptyDir:\n        sizeLimit: 250Mi'));
      await seeNoDiagnostic(document, unbounded);
      await vscode.commands.executeCommand('undo');
      if (document.getText() !== before) await vscode.commands.executeCommand('undo');
      await seeText(document, before);
    },
  },
  {
    name: 'the light bulb explains a rule',
    async run() {
      const { document } = await open(pod);
      const { range } = await seeDiagnostic(document, unbounded);
      const { command } = await offered(document, range, `Explain ${unbounded}`);
      assert.ok(command);
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
      const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
      await see('the page of the rule', () => tabs().some((label) => label.includes(`${unbounded}.md`)), tabs);
      await closeAll();
    },
  },
  {
    name: 'the severity of a rule is written into .pod-patterns.yaml, and counts at once',
    async run() {
      const { document } = await open(pod);
      const { range } = await seeDiagnostic(document, unbounded);
      const { command } = await offered(document, range, 'in .pod-patterns.yaml');
      assert.ok(command);
      const done = vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
      // The list comes up when it may; its first entry is "off".
      await see('the file', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return exists(configFile());
      });
      await done;
      await seeNoDiagnostic(document, unbounded);
      const text = String(await vscode.workspace.fs.readFile(configFile()));
      assert.match(text, /^rules:\n {2}emptydir-unbounded: "?off"?\n$/);
      await closeAll();
      await vscode.workspace.fs.delete(configFile());
      const again = await open(pod);
      await seeDiagnostic(again.document, unbounded);
    },
  },
  {
    name: 'a Service is judged by the pod of another file, also while that is edited',
    async run() {
      const editor = await open(service);
      await seeDiagnostic(editor.document, unknownPort);
      const other = await vscode.workspace.openTextDocument(workspaceFile(pod));
      const rename = async (from: string, to: string) => {
        const edit = new vscode.WorkspaceEdit();
        const start = other.positionAt(other.getText().indexOf(from));
        edit.replace(other.uri, new vscode.Range(start, start.translate(0, from.length)), to);
        assert.ok(await vscode.workspace.applyEdit(edit));
      };
      await rename('name: http', 'name: web');
      await seeNoDiagnostic(editor.document, unknownPort);
      await rename('name: web', 'name: http');
      await seeDiagnostic(editor.document, unknownPort);
      await other.save();
    },
  },
];
