// What the checks of "Add Helper Container…" do in its picks, and see there.
import * as vscode from 'vscode';
import { inWindow } from './window.ts';

const PICK = '.quick-input-widget';

/** A row of the pick. */
export const row = (text: string, state = '') => `${PICK} .monaco-list-row${state}:has-text("${text}")`;
/** The button in the row that has the focus. */
const SHOW_FIRST = `${PICK} .monaco-list-row.focused .action-label[aria-label*="Show the changes first"]`;
/** A row of the Refactor Preview. */
export const REFACTOR_PREVIEW = '.bulk-edit-panel .monaco-list-row';

/** Presses a key, as Playwright names it. */
export const press = (keys: string) => inWindow('press', { keys });
/** Types a text. */
export const type = (keys: string) => inWindow('type', { keys });

/** Starts the command for the pod at the cursor; it ends when the last question is answered. */
export async function start(): Promise<{ done: Thenable<unknown> }> {
  await pickGone();
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  const done = vscode.commands.executeCommand('podPatterns.addHelper');
  await seePick();
  return { done };
}

/** Waits for a question. */
export const seePick = () => inWindow('wait', { selector: `${PICK} .quick-input-title:text("Add Helper Container")` });

/** Waits until no question is left: the last one fades away slowly, and what is typed meanwhile is lost. */
export const pickGone = () => inWindow('gone', { selector: PICK });

/** Waits for a question by its words: rows of the one before may have the same text. */
export const seeQuestion = (words: string) => inWindow('wait', { selector: `${PICK} input[placeholder*="${words}"]` });

/** Types what is wanted, waits until it is the first one, and takes it. */
export async function want(typed: string, purpose: string): Promise<void> {
  await type(typed);
  await inWindow('wait', { selector: row(purpose, '.focused') });
  await press('Enter');
}

/** Takes the form that is recommended. */
export async function takeNative(): Promise<void> {
  await inWindow('wait', { selector: row('Native sidecar', '.focused') });
  await press('Enter');
}

/** Asks for the changes to be shown, at the first question or at the last, until they are. */
export async function previewChanges(at: 'pattern' | 'variant'): Promise<{ done: Thenable<unknown> }> {
  const { done } = await start();
  await type('ship logs');
  await inWindow('wait', { selector: row('Ship log files', '.focused') });
  if (at === 'pattern') await inWindow('click', { selector: SHOW_FIRST });
  else await press('Enter');
  await inWindow('wait', { selector: row('Native sidecar', '.focused') });
  if (at === 'variant') await inWindow('click', { selector: SHOW_FIRST });
  else await press('Enter');
  await inWindow('wait', { selector: REFACTOR_PREVIEW });
  // In an object: the promise of a promise would wait for the decision.
  return { done };
}
