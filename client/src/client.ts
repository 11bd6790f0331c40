// The language client. Loading its library takes longer than all the rest: see extension.ts.
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { docsBase } from './docs.ts';
import { languages, schemes } from './manifests.ts';
import { watchPodFiles } from './pod-files.ts';

/**
 * Starts the language server and does not wait for it.
 * @param started called each time the server is up: once, and again after every crash
 */
export function startClient(context: vscode.ExtensionContext, started: () => void): LanguageClient {
  const client = new LanguageClient('podPatterns', 'Pod Patterns', serverOptions(context), clientOptions(context));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) started();
  });
  context.subscriptions.push(watchPodFiles(client));
  // The client itself tells the user when the server cannot be started.
  client.start().catch(() => {});
  return client;
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  return { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
}

function clientOptions(context: vscode.ExtensionContext): LanguageClientOptions {
  return {
    documentSelector: languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))),
    initializationOptions: {
      docsBase: docsBase(context.extension.id),
      cacheFolder: vscode.Uri.joinPath(context.globalStorageUri, 'compiled').fsPath,
      preview: true,
      addHelper: true,
      rules: true,
    },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
}
