import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { DocsLinks, servePages } from './docs.ts';
import { loadingSince } from './loading.ts';

/** What other extensions, and the test suite, get from `activate`. */
export interface PodPatterns {
  /** Milliseconds that running the code at its loading and the call of `activate` took; parsing it comes on top. */
  readonly activationTime: number;
  /** How many times the language server came up: more than once means that it crashed. */
  readonly serverStarts: number;
}

let client: Promise<LanguageClient> | undefined;

/** Registers what must be there at once; the language client is loaded and started when the editor has had its turn. */
export function activate(context: vscode.ExtensionContext): PodPatterns {
  const activatingSince = performance.now();
  let serverStarts = 0;
  const running = loadAndStart(context, () => serverStarts++);
  client = running;
  const docs = new DocsLinks(running);
  context.subscriptions.push(vscode.window.registerUriHandler(docs), servePages(running));
  registerPreview(context, running);
  registerExport(context, running);
  context.subscriptions.push(
    vscode.commands.registerCommand(
      'podPatterns.addHelper',
      async (file: unknown, position: unknown, stage: unknown) => {
        const [client, { addHelper }] = await Promise.all([running, import('./commands.ts')]);
        await addHelper(client, file, position, stage);
      },
    ),
    vscode.commands.registerCommand('podPatterns.explainRule', (rule: unknown) => docs.open(rule)),
    vscode.commands.registerCommand('podPatterns.changeSeverity', async (...given: unknown[]) => {
      const [client, { changeSeverity }] = await Promise.all([running, import('./commands.ts')]);
      await changeSeverity(client, given);
    }),
  );
  const activationTime = loadingTime + performance.now() - activatingSince;
  return {
    activationTime,
    get serverStarts() {
      return serverStarts;
    },
  };
}

/** Stops the language server. */
export async function deactivate(): Promise<void> {
  const running = await client;
  if (running?.needsStop()) await running.stop();
}

/** The code that exports pictures is loaded with the first one. */
function registerExport({ extensionUri, subscriptions }: vscode.ExtensionContext, running: Promise<LanguageClient>) {
  const { registerCommand } = vscode.commands;
  const load = () => Promise.all([running, import('./commands.ts')]);
  subscriptions.push(
    registerCommand('podPatterns.exportDiagram', async (...given: unknown[]) => {
      const [client, { exportDiagram }] = await load();
      await exportDiagram(client, extensionUri, given);
    }),
    registerCommand('podPatterns.copyDiagram', async (...given: unknown[]) => {
      const [client, { copyDiagram }] = await load();
      await copyDiagram(client, extensionUri, given);
    }),
  );
}

/** The code of the preview is loaded with the first one. */
function registerPreview({ extensionUri, subscriptions }: vscode.ExtensionContext, running: Promise<LanguageClient>) {
  const preview = () => Promise.all([running, import('./commands.ts')]);
  const { registerCommand } = vscode.commands;
  subscriptions.push(
    registerCommand('podPatterns.preview', async (file: unknown, position: unknown) => {
      const [client, { openPreview }] = await preview();
      openPreview(client, extensionUri, file, position);
    }),
    registerCommand('podPatterns.previewAnother', async (file: unknown, position: unknown) => {
      const [client, { openAnotherPreview }] = await preview();
      openAnotherPreview(client, extensionUri, file, position);
    }),
    registerCommand('podPatterns.previewAll', async (file: unknown) => {
      const [client, { openAllPods }] = await preview();
      openAllPods(client, extensionUri, file);
    }),
    registerCommand('podPatterns.compareWithHead', async (file: unknown, position: unknown) => {
      const [client, { compareWithHead }] = await preview();
      await compareWithHead(client, extensionUri, file, position);
    }),
    registerCommand('podPatterns.previewWorkload', async () => {
      const [client, { openPreview, pickWorkload }] = await preview();
      const wanted = await pickWorkload(client);
      if (wanted) openPreview(client, extensionUri, wanted.uri, wanted.position);
    }),
    registerCommand('podPatterns.lockPreview', async () => (await import('./commands.ts')).lockPreview(true)),
    registerCommand('podPatterns.unlockPreview', async () => (await import('./commands.ts')).lockPreview(false)),
    registerCommand('podPatterns.showSource', async () => (await import('./commands.ts')).showSource()),
    vscode.window.registerWebviewPanelSerializer('podPatterns.preview', {
      async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown) {
        const [client, { restorePreview }] = await preview();
        restorePreview(client, extensionUri, panel, state);
      },
    }),
  );
}

async function loadAndStart(context: vscode.ExtensionContext, started: () => void): Promise<LanguageClient> {
  await nextTurn();
  const { startClient } = await import('./client.ts');
  return startClient(context, started);
}

// The last statement to run while the code is loaded; the editor does other things before it calls activate.
const loadingTime = performance.now() - loadingSince;
