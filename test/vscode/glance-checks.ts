// What one sees of a pod without asking: hints, the line above it, the outline.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { lineOf, open, workspaceFile } from './editor.ts';
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

/** Hints, lenses, outline. */
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
];
