// What one sees of a pod without asking: hints, the line above it, the outline.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { lineOf, open, seeMessage, seeSelected, seeText, workspaceFile } from './editor.ts';
import { inWindow } from './window.ts';

const example = 'pattern-ambassador.yaml';
const hint = 'ambassador · Cloud SQL Auth Proxy';

/** The lenses of a document, from left to right. */
async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.Command[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.flatMap(({ command }) => command ?? []);
}

/** Shows the line above the pod, and gives the document. */
async function seePod(): Promise<vscode.TextDocument> {
  const editor = await open(example);
  const { document } = editor;
  const line = document.lineAt(lineOf(document, 'initContainers:'));
  editor.revealRange(line.range, vscode.TextEditorRevealType.InCenter);
  await see('the lenses of the pod', async () => (await lensesOf(document)).length > 0);
  return document;
}

async function hintsOf({ uri, lineCount }: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const range = new vscode.Range(0, 0, lineCount, 0);
  return vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, range);
}

const labels = (hints: readonly vscode.InlayHint[]) => hints.map(({ label }) => label);

/** Waits until a container with a name is in the text, and the cursor on its name. */
async function seeAdded(document: vscode.TextDocument, name: string): Promise<void> {
  const added = new RegExp(`^ +- name: ${name}\\n +image: \\S+$`, 'm');
  await see(
    `a container ${name}`,
    () => added.test(document.getText()),
    () => document.getText(),
  );
  await seeSelected(name);
}

/** Hints, lenses, outline, and the command that the lens of a pod leads to. */
export const glanceChecks: readonly Check[] = [
  {
    name: 'glance: behind the name of a container stands what it is, and its card; a setting switches that off',
    async run() {
      const { document } = await open(example);
      const hints = await see('the hints', async () => {
        const found = await hintsOf(document);
        return found.length === 3 ? found : undefined;
      });
      assert.deepEqual(labels(hints), [hint, 'init · migration', 'application']);
      const [{ position }] = hints as [vscode.InlayHint];
      assert.match(document.lineAt(position.line).text.slice(0, position.character), /- name: sql-proxy$/);
      const shown = `.view-line span:not(:has(span)):has-text("${hint}")`;
      await inWindow('hover', { selector: shown });
      await inWindow('wait', { selector: '.monaco-hover:not(.hidden) .hover-row:has-text("Why:")' });
      await inWindow('away');

      const settings = vscode.workspace.getConfiguration('podPatterns', document.uri);
      await settings.update('inlayHints', false, vscode.ConfigurationTarget.Workspace);
      try {
        await inWindow('gone', { selector: shown });
      } finally {
        await settings.update('inlayHints', undefined, vscode.ConfigurationTarget.Workspace);
      }
      await inWindow('wait', { selector: shown });
    },
  },
  {
    name: 'glance: the line above a pod counts, leads to the preview and to more containers, and says the start order',
    async run() {
      const lenses = await lensesOf(await seePod());
      assert.deepEqual(
        lenses.map(({ title, command }) => [title, command]),
        [
          ['1 container · 1 init · 1 native sidecar', 'podPatterns.preview'],
          ['Preview', 'podPatterns.preview'],
          ['Add helper…', 'podPatterns.addHelper'],
        ],
      );
      assert.equal(lenses[0]?.tooltip, 'Start order: 1 native sidecar → 1 init → 1 container');
      const shown = '.codelens-decoration:visible:has-text("1 native sidecar | Preview | Add helper…")';
      await inWindow('wait', { selector: shown });
    },
  },
  {
    name: 'glance: the outline has the pod with its containers and what they are',
    async run() {
      const { document } = await open(example);
      const symbols = await see('an outline', async () =>
        vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        ),
      );
      assert.deepEqual(
        symbols.map(({ name, children }) => [name, children.map((one) => `${one.name}: ${one.detail}`)]),
        [
          [
            'Deployment ledger',
            [`sql-proxy: native sidecar · ${hint}`, 'migrate: init · migration', 'ledger: application'],
          ],
        ],
      );
      await vscode.commands.executeCommand('outline.focus');
      await inWindow('wait', { selector: `.outline-pane .monaco-list-row:has-text("sql-proxy")` });
      await vscode.commands.executeCommand('workbench.view.explorer');
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      const none = await vscode.workspace.openTextDocument(workspaceFile('oddities/no-pod.yaml'));
      const empty = await vscode.commands.executeCommand<unknown[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        none.uri,
      );
      assert.ok(!empty || empty.length === 0, 'nothing for a file without pods');
    },
  },
  {
    name: 'glance: Add helper above a pod finds a container by its purpose, asks what it must know, and undoes as one',
    async run() {
      const document = await seePod();
      const before = document.getText();
      await inWindow('click', { selector: '.codelens-decoration a:visible:has-text("Add helper…")' });
      await inWindow('wait', { selector: '.quick-input-widget .monaco-list-row:has-text("Redis exporter")' });
      await inWindow('type', { keys: 'a database or a queue' });
      await inWindow('gone', { selector: '.quick-input-widget .monaco-list-row:has-text("Redis exporter")' });
      await inWindow('click', { selector: '.quick-input-widget .monaco-list-row:has-text("Wait for a service")' });
      await inWindow('wait', { selector: '.quick-input-widget:has-text("Host name of the service")' });
      await inWindow('type', { keys: 'ledger-db' });
      await inWindow('press', { keys: 'Enter' });
      await seeAdded(document, 'wait-for-service');
      assert.match(document.getText(), /ledger-db 5432/);
      await vscode.commands.executeCommand('undo');
      await seeText(document, before);
    },
  },
  {
    name: 'glance: Add Helper Container for the pod at the cursor; where it cannot, it says why and changes nothing',
    async run() {
      const editor = await open(example);
      const { document } = editor;
      const before = document.getText();
      const at = new vscode.Position(lineOf(document, 'containerPort'), 0);
      editor.selection = new vscode.Selection(at, at);
      // It is done when somebody has chosen.
      const done = vscode.commands.executeCommand('podPatterns.addHelper');
      await inWindow('click', { selector: '.quick-input-widget .monaco-list-row:has-text("Redis exporter")' });
      await done;
      await seeAdded(document, 'redis-exporter');
      await vscode.commands.executeCommand('undo');
      await seeText(document, before);

      const refused = vscode.commands.executeCommand('podPatterns.addHelper');
      await inWindow('click', { selector: '.quick-input-widget .monaco-list-row:has-text("Wait for a service")' });
      await inWindow('wait', { selector: '.quick-input-widget:has-text("Host name of the service")' });
      await inWindow('type', { keys: 'a\u0085b' });
      await inWindow('press', { keys: 'Enter' });
      await refused;
      await seeMessage('must be one line of printable characters');
      assert.equal(document.getText(), before);

      const none = await open('oddities/no-pod.yaml');
      const text = none.document.getText();
      await vscode.commands.executeCommand('podPatterns.addHelper');
      await seeMessage('There is no pod here');
      assert.equal(none.document.getText(), text);
    },
  },
];
