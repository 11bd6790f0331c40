import * as vscode from 'vscode';
import { type Check, measured, say } from './check.ts';
import { closeAll, lineOf, open } from './editor.ts';
import { card, inPage, openPreview } from './preview.ts';
import { large } from './workspace.ts';

const KEYSTROKES = 12;

/** The middle one. */
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

async function timed(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await act();
  return performance.now() - since;
}

/** How long an empty webview takes to run its first line: what no preview can be faster than here. */
function emptyWebview(): Promise<number> {
  return timed(async () => {
    const panel = vscode.window.createWebviewPanel('empty', 'Empty', vscode.ViewColumn.Beside, { enableScripts: true });
    await new Promise((done) => {
      panel.webview.onDidReceiveMessage(done);
      panel.webview.html = '<!DOCTYPE html><body><script>acquireVsCodeApi().postMessage(1)</script></body>';
    });
  });
}

/** How long it takes: figures to read, no limits. Each has the way of the suite into the window and back in it. */
export const previewSpeedChecks: readonly Check[] = [
  {
    name: 'preview: it is measured how long opening and a keystroke take on a file of 20 KB',
    async run() {
      const openings: number[] = [];
      const empty: number[] = [];
      for (let i = 0; i < 4; i++) {
        await open(large);
        empty.push(await emptyWebview());
        await open(large);
        openings.push(await timed(() => openPreview('app-0')));
        if (i < 3) await closeAll();
      }
      const editor = vscode.window.visibleTextEditors[0]!;
      const line = lineOf(editor.document, '- name: app-0');
      const end = new vscode.Position(line, editor.document.lineAt(line).text.length);
      const keystrokes: number[] = [];
      const nothing = await timed(() => inPage('wait', card('app-0')));
      for (let i = 0; i < KEYSTROKES; i++) {
        const name = i % 2 === 0 ? 'app-0x' : 'app-0';
        keystrokes.push(
          await timed(async () => {
            await editor.edit((edit) => {
              if (i % 2 === 0) edit.insert(end, 'x');
              else edit.delete(new vscode.Range(end, end.translate(0, 1)));
            });
            await inPage('wait', card(name));
          }),
        );
      }
      const [first = 0, ...others] = openings;
      measured('preview-first', first);
      measured('preview', ...others);
      measured('empty-preview', ...empty);
      measured('picture', ...keystrokes);
      measured('empty-picture', nothing);
      say(`opening: ${first.toFixed(0)} ms the first time, ${median(others).toFixed(0)} ms afterwards`);
      say(`an empty webview: ${median(empty).toFixed(0)} ms`);
      say(
        `keystroke to picture: ${median(keystrokes).toFixed(0)} ms, at most ${Math.max(...keystrokes).toFixed(0)} ms`,
      );
      say(`a look into the page alone: ${nothing.toFixed(0)} ms`);
    },
  },
];
