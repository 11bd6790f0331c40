// The floor: a language server that does nothing but answer each change with no diagnostics and each
// request with nothing, bundled like ours.
import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';

const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
connection.onDidOpenTextDocument(({ textDocument: { uri, version } }) => {
  connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.onDidChangeTextDocument(({ textDocument: { uri, version } }) => {
  connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.languages.diagnostics.on(() => ({ kind: 'full', items: [] }));
connection.onHover(() => null);
connection.onCompletion(() => []);
for (const what of ['diagram', 'pictures']) connection.onRequest(`podPatterns/${what}`, () => null);
connection.listen();
