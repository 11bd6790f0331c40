import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import * as vscode from 'vscode';
import type { PodPatterns } from '../../client/src/extension.ts';
import { type Check, measured, say, see } from './check.ts';
import { exampleName, open, rule, seeDiagnostic } from './editor.ts';

/** The installed extension; its exports exist once it is active. */
export function extension(): vscode.Extension<PodPatterns> {
  const found = vscode.extensions.getExtension<PodPatterns>('pod-patterns.pod-patterns');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** The editor waits for this long at most while the extension starts. */
const longestActivation = 100;

/**
 * What the editor did before our first statement could look at the clock, done once more here: the shortest of some
 * times, because a busy machine says nothing about us.
 */
function parsingTime(file: string): number {
  const times = [1, 2, 3, 4, 5].map((turn) => {
    const started = performance.now();
    // Another text each time: V8 keeps what it parsed.
    new Script(`(function () {/* ${turn} */ ${readFileSync(file, 'utf8')}})`);
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** Installation, activation, first diagnostics. */
export const startChecks: readonly Check[] = [
  {
    name: 'the installed package activates on a YAML file and does not hold up the editor',
    async run() {
      assert.match(extension().extensionPath, /pod-patterns\.pod-patterns-\d/, 'it runs from the extensions folder');
      await open(exampleName);
      await see('the extension active', () => extension().isActive);
      const { activationTime } = extension().exports;
      const parsing = parsingTime(join(extension().extensionPath, 'dist', 'extension.cjs'));
      measured('activation', parsing + activationTime);
      say(`  activation: ${parsing.toFixed(1)} ms reading and parsing, ${activationTime.toFixed(1)} ms running`);
      assert.ok(parsing + activationTime < longestActivation, `${parsing} + ${activationTime} ms`);
    },
  },
  {
    name: 'a manifest gets diagnostics whose codes link to the pages of their rules',
    async run() {
      const { document } = await open(exampleName);
      const { code, message, range } = await seeDiagnostic(document, rule);
      assert.ok(typeof code === 'object', 'the code is a link');
      assert.equal(code.target.toString(), `${vscode.env.uriScheme}://pod-patterns.pod-patterns/rules/${rule}`);
      assert.ok(message.length > 20 && !range.isEmpty, 'it says something about something');
    },
  },
  {
    name: 'a file with the language id helm gets diagnostics',
    async run() {
      const { document } = await open('chart/templates/deployment.yaml');
      assert.equal(document.languageId, 'helm');
      await seeDiagnostic(document, 'port-conflict');
    },
  },
];
