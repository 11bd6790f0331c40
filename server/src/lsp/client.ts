import {
  DiagnosticTag,
  type InitializeParams,
  InsertTextMode,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { OpenFile } from './documents.ts';

/** What the client can do, as far as we ask, and what it told at the start. */
export interface Client {
  /** It pulls diagnostics, and pulls again when it is told to; otherwise they are pushed. */
  readonly pulls: boolean;
  readonly showsRelated: boolean;
  readonly asksVersionedEdits: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly tellsFolders: boolean;
  /** URIs of the workspace folders; empty where only single files are open. */
  readonly folders: readonly string[];
  /** What stands before the id of a rule in the link to its page; null if the client gives none. */
  readonly docsBase: string | null;
  /** A folder of its own for what the server wants to find again at the next start; undefined if the client gives none. */
  readonly cacheFolder: string | undefined;
  /** It has the command `podPatterns.preview`: lenses may lead to it. */
  readonly showsPreview: boolean;
  /** It has the command `podPatterns.addHelper`, too. */
  readonly addsHelpers: boolean;
  /** It has the commands `podPatterns.explainRule` and `podPatterns.changeSeverity`: quick fixes may lead to them. */
  readonly knowsRules: boolean;
  /** It lets people type over parts of an edit. */
  readonly takesSnippets: boolean;
  /** It shows changes that need it for confirmation. */
  readonly annotatesChanges: boolean;
  /** It shows code actions that cannot be done, with the reason. */
  readonly showsDisabled: boolean;
  /** It lets people type over parts of an inserted completion. */
  readonly takesCompletionSnippets: boolean;
  /** It asks for the documentation of a completion when it shows it. */
  readonly asksForDocumentation: boolean;
  /** It makes files of an edit. */
  readonly createsFiles: boolean;
  /** It fades what a diagnostic calls unnecessary. */
  readonly fadesUnnecessary: boolean;
  /** It asks again for inlay hints and for lenses when it is told to. */
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  /** It shows entries of an outline within others. */
  readonly nestsSymbols: boolean;
  /** It leaves the white space of an inserted completion as it is, if it is told to. */
  readonly keepsWhitespace: boolean;
  /** Settings given at the start, for a client that answers no `workspace/configuration`. */
  readonly settings: unknown;
}

/** Reads what `initialize` says. Initialization options are data from anywhere: a wrong type is absent. */
export function readClient({
  capabilities,
  initializationOptions,
  workspaceFolders,
  rootUri,
}: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const options: Record<string, unknown> = Object(initializationOptions);
  const completionItem = textDocument?.completion?.completionItem;
  const tags = textDocument?.diagnostic?.tagSupport ?? textDocument?.publishDiagnostics?.tagSupport;
  return {
    pulls: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    showsRelated:
      (textDocument?.diagnostic?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    asksVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    folders: workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []),
    docsBase: typeof options.docsBase === 'string' ? options.docsBase : null,
    cacheFolder: typeof options.cacheFolder === 'string' ? options.cacheFolder : undefined,
    showsPreview: options.preview === true,
    addsHelpers: options.addHelper === true,
    knowsRules: options.rules === true,
    takesSnippets: workspace?.workspaceEdit?.snippetEditSupport === true,
    annotatesChanges: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    showsDisabled: textDocument?.codeAction?.disabledSupport === true,
    takesCompletionSnippets: completionItem?.snippetSupport === true,
    asksForDocumentation: completionItem?.resolveSupport?.properties.includes('documentation') === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    fadesUnnecessary: tags?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    keepsWhitespace: completionItem?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    settings: options.settings,
  };
}

/** Whether it lets people type over parts of edits: those come in the form that names a version. */
export function fillsEdits({ takesSnippets, asksVersionedEdits }: Client): boolean {
  return takesSnippets && asksVersionedEdits;
}

/** Whether it shows what is said about edits, and asks before they are made where that is wanted; in the same form. */
export function confirmsEdits({ annotatesChanges, asksVersionedEdits }: Client): boolean {
  return annotatesChanges && asksVersionedEdits;
}

/** Edits of an open file in the form that the client takes: with the version they are made for, if it asks for that. */
export function workspaceEdit(
  { asksVersionedEdits }: Client,
  { uri, version }: OpenFile,
  edits: TextEdit[],
): WorkspaceEdit {
  return asksVersionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}
