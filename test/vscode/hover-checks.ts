import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { open } from './editor.ts';
import { inWindow } from './window.ts';

const example = 'pattern-ambassador.yaml';

/** The Markdown of all hovers in the middle of the first occurrence of a text. */
async function hoverOn({ uri, getText, positionAt }: vscode.TextDocument, text: string): Promise<string> {
  const at = positionAt(getText().indexOf(text) + Math.floor(text.length / 2));
  const found = await see(`a hover on ${text}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    return hovers.length > 0 ? hovers : undefined;
  });
  return found
    .flatMap(({ contents }) => contents)
    .map((one) => (typeof one === 'string' ? one : one.value))
    .join('\n');
}

/** What stands in hovers, and that a person sees it. */
export const hoverChecks: readonly Check[] = [
  {
    name: 'hover: a container says what it is for, why we think so, when it starts and what it shares',
    async run() {
      const { document } = await open(example);
      const said = await hoverOn(document, 'sql-proxy');
      for (const word of ['ambassador', 'Cloud SQL', 'Why', 'Starts', 'startup probe', 'Stops', 'localhost:5432']) {
        assert.ok(said.includes(word), `${word} in: ${said}`);
      }
      assert.match(said, /\]\(https:\/\//, 'a link to a source');
    },
  },
  {
    name: 'hover: the keys that concern a team of containers are explained',
    async run() {
      const { document } = await open(example);
      for (const [key, word] of [
        ['initContainers', 'Start order'],
        ['restartPolicy', 'native sidecar'],
        ['startupProbe', 'wait'],
      ] as const) {
        const said = await hoverOn(document, key);
        assert.ok(said.includes(word), `${word} on ${key}: ${said}`);
      }
    },
  },
  {
    name: 'hover: it is shown in the window, without raw marks of Markdown',
    async run() {
      const editor = await open(example);
      const at = editor.document.positionAt(editor.document.getText().indexOf('sql-proxy') + 2);
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('editor.action.showHover');
      const shown = '.monaco-hover:not(.hidden) .hover-row:has-text("Cloud SQL Auth Proxy")';
      await inWindow('wait', { selector: shown });
      const text = String(await inWindow('text', { selector: shown }));
      assert.ok(text.includes('sql-proxy · ambassador'), text);
      assert.doesNotMatch(text, /\*\*|\]\(|`/);
      await inWindow('press', { keys: 'Escape' });
    },
  },
];
