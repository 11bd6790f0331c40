// A reload of the window ends the extension host, and the suite in it: what it found is kept in a file, and the suite
// that the next host starts goes on from there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Outcome } from './check.ts';

const longestReload = 90_000;
const file = () => `${process.env.POD_PATTERNS_RESULT}.before-reload`;

/** What was found before the reload; null in the first extension host. */
export const outcomesBeforeReload = (): Outcome[] | null =>
  existsSync(file()) ? JSON.parse(readFileSync(file(), 'utf8')) : null;

/**
 * Reloads the window, which ends this process.
 * @throws Error when it did not
 */
export async function reload(outcomes: readonly Outcome[]): Promise<never> {
  writeFileSync(file(), JSON.stringify(outcomes));
  // The window waits for this host: it must not wait for the window.
  vscode.commands.executeCommand('workbench.action.reloadWindow');
  await new Promise((done) => setTimeout(done, longestReload));
  throw new Error('the window was not reloaded');
}
