import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Check, Skip, see } from './check.ts';
import { closeAll, open, putCursor, workspaceFile } from './editor.ts';
import { openPreview, previewTab } from './preview.ts';
import { inWindow, isDriven } from './window.ts';
import { twoPods } from './workspace.ts';

/** Exports the pod at the cursor, or in the preview, without asking anything, and gives what was written. */
async function exported(name: string, how: object): Promise<Buffer> {
  const target = workspaceFile(`exports/${name}`);
  await vscode.commands.executeCommand('podPatterns.exportDiagram', undefined, undefined, { ...how, target });
  return Buffer.from(await vscode.workspace.fs.readFile(target));
}

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): [number, number] {
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** Leaves a picture where people look at pictures of the window. */
function keep(name: string, png: Buffer): void {
  const folder = process.env.POD_PATTERNS_SCREENSHOTS!;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), png);
}

/** Pictures in files and on the clipboard. */
export const exportChecks: readonly Check[] = [
  {
    name: 'export: the pod at the cursor as SVG, Mermaid and Markdown',
    async run() {
      const editor = await open(twoPods);
      const second = editor.document.getText().lastIndexOf('name:');
      const at = editor.document.positionAt(second);
      editor.selection = new vscode.Selection(at, at);
      const light = (await exported('a.svg', { format: 'svg', theme: 'light' })).toString();
      const dark = (await exported('b.svg', { format: 'svg', theme: 'dark' })).toString();
      assert.match(light, /^<svg [\s\S]*<\/svg>\n$/);
      assert.notEqual(light, dark);
      const title = /<title id="pp-title">([^<]*)</.exec(light)?.[1] ?? 'none';
      assert.ok((await exported('a.mmd', { format: 'mermaid' })).toString().includes(`title: "${title}"\n`));
      const page = (await exported('a.md', { format: 'markdown' })).toString();
      assert.ok(page.startsWith(`# ${title}\n\n\`\`\`mermaid\n`), page.slice(0, 100));
      const beside = (await exported('my page.md', { format: 'markdown', beside: true })).toString();
      assert.ok(beside.includes('](my%20page.svg)'), beside.slice(0, 100));
      const picture = await vscode.workspace.fs.readFile(workspaceFile('exports/my page.svg'));
      assert.ok(Buffer.from(picture).includes(`>${title}<`));
    },
  },
  {
    name: 'export: PNG in three sizes, drawn by a preview that opens for it',
    async run() {
      if (!isDriven) throw new Skip('the desktop window may not be shown');
      const editor = await open('pattern-ambassador.yaml');
      putCursor(editor, '- name: ledger');
      assert.equal(previewTab(), undefined);
      const [width, height] = sizeOf(await exported('a.png', { format: 'png', theme: 'light', scale: 1 }));
      assert.ok(previewTab());
      for (const scale of [2, 3]) {
        const png = await exported(`a${scale}.png`, { format: 'png', theme: 'dark', scale });
        assert.deepEqual(sizeOf(png), [width * scale, height * scale]);
        assert.ok(png.length > 20_000 * scale, `${png.length} bytes show nothing`);
        keep(`export-dark-${scale}.png`, png);
      }
    },
  },
  {
    name: 'export: the pod of the preview that has the focus, also when it was behind another tab',
    async run() {
      await open('pattern-ambassador.yaml');
      await openPreview('ledger');
      await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
      const svg = (await exported('c.svg', { format: 'svg', theme: 'auto' })).toString();
      assert.match(svg, />Deployment ledger</);
      await vscode.window.showTextDocument(workspaceFile('pattern-proxy.yaml'), { viewColumn: 2 });
      const png = await exported('c.png', { format: 'png', theme: 'light', scale: 2 });
      assert.ok(sizeOf(png)[0] > 1000);
      keep('export-light-2.png', png);
      await closeAll();
    },
  },
  {
    name: 'export: a picture is copied as text',
    async run() {
      const editor = await open('pattern-ambassador.yaml');
      putCursor(editor, '- name: ledger');
      for (const [format, begin] of [
        ['mermaid', /^---\ntitle: "Deployment ledger"\n---\nflowchart TB\n/],
        ['markdown', /^# Deployment ledger\n/],
        ['svg', /^<svg /],
      ] as const) {
        await vscode.commands.executeCommand('podPatterns.copyDiagram', undefined, undefined, { format });
        assert.match(await vscode.env.clipboard.readText(), begin);
      }
    },
  },
  {
    name: 'export: a PNG is copied where the browser lets it be, else one is told',
    async run() {
      const editor = await open('pattern-ambassador.yaml');
      putCursor(editor, '- name: ledger');
      await openPreview('ledger');
      const how = { format: 'png', theme: 'light', scale: 2 };
      const copying = vscode.commands.executeCommand('podPatterns.copyDiagram', undefined, undefined, how);
      await vscode.commands.executeCommand('notifications.showList');
      await see('an answer', async () => {
        const texts = [
          ...((await inWindow('text', { selector: '.statusbar' })) as string[]),
          ...((await inWindow('text', { selector: '.notifications-center' })) as string[]),
        ].join(' ');
        return /Copied the picture as PNG, light|Here a PNG cannot be copied, only saved/.exec(texts)?.[0];
      });
      await vscode.commands.executeCommand('notifications.clearAll');
      await copying;
    },
  },
];
