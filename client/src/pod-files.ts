// Which open files have pods: the button of the preview is for them only.
import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { isManifest } from './manifests.ts';

/** Paths of files, for `resourcePath in …` in package.json. */
const contextKey = 'podPatterns.filesWithPods';
/** Milliseconds for which edits are collected: the button has no hurry. */
const EDITS_REST = 500;

/** Keeps the context key true to the files that are shown. */
export function watchPodFiles(client: LanguageClient): vscode.Disposable {
  const { window, workspace } = vscode;
  const looked = new Map<string, number>();
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const set = (path: string, has: boolean) => {
    if (paths.has(path) === has) return;
    if (has) paths.add(path);
    else paths.delete(path);
    vscode.commands.executeCommand('setContext', contextKey, [...paths]);
  };
  const look = async (document: vscode.TextDocument) => {
    const uri = document.uri.toString();
    if (!isManifest(document) || looked.get(uri) === document.version) return;
    looked.set(uri, document.version);
    set(document.uri.fsPath, await hasPod(client, document));
  };
  const lookAtAll = () => {
    for (const { document } of window.visibleTextEditors) look(document);
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(lookAtAll, EDITS_REST);
  };

  return vscode.Disposable.from(
    client.onDidChangeState(({ newState }) => {
      looked.clear();
      if (newState === State.Running) lookAtAll();
    }),
    window.onDidChangeVisibleTextEditors(lookAtAll),
    workspace.onDidChangeTextDocument(lookSoon),
    workspace.onDidCloseTextDocument(({ uri }) => {
      looked.delete(uri.toString());
      set(uri.fsPath, false);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

async function hasPod(client: LanguageClient, { uri }: vscode.TextDocument): Promise<boolean> {
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  // Above each pod is a line.
  return client.sendRequest<unknown>('textDocument/codeLens', { textDocument }).then(
    (lenses) => Array.isArray(lenses) && lenses.length > 0,
    () => false,
  );
}
