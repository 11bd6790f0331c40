import type { Connection, DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { capabilitiesFor } from './capabilities.ts';
import { type Client, readClient } from './client.ts';
import { guardWith } from './guard.ts';
import type { Session } from './session.ts';

/** Serves one client. All that reads YAML is loaded when the client has its answer to `initialize`. */
export function start(connection: Connection): void {
  const tell = (message: string) => connection.console.error(message);
  const guard = guardWith(tell);
  let client: Client;
  let loading: Promise<Session> | undefined;
  const session = () => {
    loading ??= import('./session.ts').then((module) => new module.Session(connection, client, guard, tell));
    return loading;
  };

  connection.onInitialize((params) => {
    client = readClient(params);
    const version = process.env.POD_PATTERNS_VERSION;
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: 'Pod Patterns', ...(version ? { version } : {}) },
    };
  });
  connection.onInitialized(guard.notice('initialized', async () => (await session()).register()));

  connection.onDidOpenTextDocument(guard.notice('didOpen', async (params) => (await session()).open(params)));
  connection.onDidChangeTextDocument(guard.notice('didChange', async (params) => (await session()).change(params)));
  connection.onDidCloseTextDocument(
    guard.notice('didClose', async (params) => (await session()).close(params.textDocument.uri)),
  );
  connection.onDidSaveTextDocument(
    guard.notice('didSave', async (params) => (await session()).save(params.textDocument.uri)),
  );
  connection.onDidChangeConfiguration(
    guard.notice('didChangeConfiguration', async (params) => (await session()).configurationChanged(params)),
  );
  connection.onDidChangeWatchedFiles(
    guard.notice('didChangeWatchedFiles', async () => (await session()).watchedFilesChanged()),
  );

  connection.onCodeAction(guard.request('codeAction', [], async (params) => (await session()).codeActions(params)));
  connection.languages.diagnostics.on(
    guard.request<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostic',
      { kind: 'full', items: [] },
      async (params, token) => (await session()).diagnostics(params, () => token.isCancellationRequested),
    ),
  );
  connection.listen();
}
