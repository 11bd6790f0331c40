import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { Client } from './client.ts';

/** The kind of the action that applies every safe fix of a file. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.podPatterns`;

/** What the entries of the outline are called where an editor shows those of several servers. */
const OUTLINE_LABEL = 'Pod Patterns';

/** What the server can do for a client. */
export function capabilitiesFor(client: Client): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['-'], resolveProvider: client.asksForDocumentation },
    inlayHintProvider: { resolveProvider: true },
    // A flat list of names could not tell which container is whose.
    ...(client.nestsSymbols ? { documentSymbolProvider: { label: OUTLINE_LABEL } } : {}),
    ...(client.showsPreview ? { codeLensProvider: {} } : {}),
    ...(client.pulls ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    ...(client.tellsFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
  };
}
