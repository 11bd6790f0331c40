import type {
  CodeLens,
  CodeLensParams,
  CompletionItem,
  CompletionParams,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  DocumentSymbol,
  DocumentSymbolParams,
  InlayHint,
  InlayHintParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { keepCompiled } from '../code-cache.ts';
import type { Diagram } from '../diagram/diagram.ts';
import type { OfferedPattern } from '../features/insert.ts';
import type { Pictures } from '../features/pictures.ts';
import type { ListedPattern } from '../patterns/list.ts';
import { capabilitiesFor } from './capabilities.ts';
import { type Client, readClient } from './client.ts';
import type { Completions } from './completion.ts';
import type { Foresight } from './foresight.ts';
import { guardWith } from './guard.ts';
import {
  type ChangeSeverityParams,
  ChangeSeverityRequest,
  type CompareParams,
  CompareRequest,
  type DiagramParams,
  DiagramRequest,
  ExplainRequest,
  type Exported,
  type ExportParams,
  ExportRequest,
  type InsertParams,
  InsertRequest,
  OffersRequest,
  type PatternsParams,
  PatternsRequest,
  type PicturesParams,
  PicturesRequest,
  type RulePageParams,
  RulePageRequest,
  type Workload,
  WorkloadsRequest,
} from './requests.ts';
import type { Session } from './session.ts';

const answers = () => import('./answers.ts');
const drawing = () => import('./diagram.ts');

/** Serves one client. All that reads YAML is loaded when the client has its answer to `initialize`. */
export function start(connection: Connection): void {
  const tell = (message: string) => connection.console.error(message);
  const guard = guardWith(tell);
  let client: Client;
  let loading: Promise<Session> | undefined;
  let completing: Completions | undefined;
  let foresight: Foresight | undefined;
  const session = () => {
    loading ??= load();
    return loading;
  };

  const load = async () => {
    keepCompiled(client.cacheFolder);
    const { mayTakeRoom } = await import('./memory.ts');
    mayTakeRoom(false);
    const { Session } = await import('./session.ts');
    return new Session(connection, client, guard, tell);
  };

  connection.onInitialize((params) => {
    client = readClient(params);
    const version = process.env.POD_PATTERNS_VERSION;
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: 'Pod Patterns', ...(version ? { version } : {}) },
    };
  });
  connection.onInitialized(
    guard.notice('initialized', async () => {
      await (await session()).register();
      // Not only at the first keystroke.
      const { Foresight } = await answers();
      foresight = new Foresight(guard);
    }),
  );

  connection.onDidOpenTextDocument(guard.notice('didOpen', async (params) => (await session()).open(params)));
  connection.onDidChangeTextDocument(
    guard.notice('didChange', async (params) => {
      const its = await session();
      its.change(params);
      foresight?.typed(params, (question, answer) => its.ask<void>(question, undefined, answer));
    }),
  );
  connection.onDidCloseTextDocument(
    guard.notice('didClose', async ({ textDocument: { uri } }) => {
      (await session()).close(uri);
      completing?.forget(uri);
    }),
  );
  connection.onDidSaveTextDocument(
    guard.notice('didSave', async (params) => (await session()).save(params.textDocument.uri)),
  );
  connection.onDidChangeConfiguration(
    guard.notice('didChangeConfiguration', async (params) => (await session()).configurationChanged(params)),
  );
  connection.onDidChangeWatchedFiles(
    guard.notice('didChangeWatchedFiles', async ({ changes }) => (await session()).watchedFilesChanged(changes)),
  );

  connection.onCodeAction(guard.request('codeAction', [], async (params) => (await session()).codeActions(params)));
  connection.languages.diagnostics.on(
    guard.request<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostic',
      { kind: 'full', items: [] },
      async (params, token) => (await session()).diagnostics(params, () => token.isCancellationRequested),
    ),
  );
  connection.onHover(
    guard.request('hover', null, async (params) => {
      const { hover } = await answers();
      return (await session()).ask(params, null, hover);
    }),
  );
  const completions = async () => {
    const { Completions } = await answers();
    completing ??= new Completions(client);
    return completing;
  };
  connection.onCompletion(
    guard.request<CompletionParams, CompletionItem[]>('completion', [], async (params) => {
      const completer = await completions();
      return (await session()).ask(params, [], (asked) => completer.at(asked));
    }),
  );
  connection.onCompletionResolve((item, token) => {
    const resolve = guard.request<CompletionItem, CompletionItem>('completion/resolve', item, async () =>
      (await completions()).resolved(item),
    );
    return resolve(item, token);
  });
  connection.onCodeLens(
    guard.request<CodeLensParams, CodeLens[]>('codeLens', [], async (params) => {
      const { codeLenses } = await answers();
      return (await session()).ask(params, [], (asked) => codeLenses(asked, client));
    }),
  );
  connection.onDocumentSymbol(
    guard.request<DocumentSymbolParams, DocumentSymbol[]>('documentSymbol', [], async (params) => {
      const { documentSymbols } = await answers();
      return (await session()).ask(params, [], documentSymbols);
    }),
  );
  connection.languages.inlayHint.on(
    guard.request<InlayHintParams, InlayHint[]>('inlayHint', [], async (params) => {
      const { inlayHints } = await answers();
      return (await session()).ask(params, [], (asked) => inlayHints(asked, params.range));
    }),
  );
  connection.languages.inlayHint.resolve(async (hint, token) => {
    const resolve = guard.request<InlayHint, InlayHint>('inlayHint/resolve', hint, async () => {
      const { questionOf, resolvedHint } = await answers();
      const question = questionOf(hint);
      return question ? (await session()).ask(question, hint, (asked) => resolvedHint(asked, hint)) : hint;
    });
    return resolve(hint, token);
  });
  connection.onRequest(
    DiagramRequest,
    guard.request<DiagramParams, Diagram | null>('diagram', null, async (params) => {
      const { diagram } = await drawing();
      return (await session()).ask(params, null, (asked) => diagram(asked, params));
    }),
  );
  connection.onRequest(
    PicturesRequest,
    guard.request<PicturesParams, Pictures | null>('pictures', null, async (params) => {
      const { pictures } = await drawing();
      return (await session()).ask(params, null, (asked) => pictures(asked, params));
    }),
  );
  connection.onRequest(
    ExportRequest,
    guard.request<ExportParams, Exported | null>('exportDiagram', null, async (params) => {
      const { exported } = await drawing();
      return (await session()).ask(params, null, (asked) => exported(asked, params));
    }),
  );
  connection.onRequest(
    WorkloadsRequest,
    guard.request<object, Workload[]>('workloads', [], async () => (await session()).workloads()),
  );
  connection.onRequest(
    ExplainRequest,
    guard.request<PatternsParams, string | null>('explain', null, async (params) => {
      const { explanation } = await answers();
      return (await session()).ask(params, null, explanation);
    }),
  );
  connection.onRequest(
    RulePageRequest,
    guard.request<RulePageParams, string | null>('rulePage', null, async ({ rule }) => (await answers()).pageOf(rule)),
  );
  connection.onRequest(
    CompareRequest,
    guard.request<CompareParams, Diagram | null>('compare', null, async (params) => {
      const { comparison } = await drawing();
      return (await session()).ask(params, null, (asked) => comparison(asked, params));
    }),
  );
  connection.onRequest(
    PatternsRequest,
    guard.request<PatternsParams, ListedPattern[]>('patterns', [], async (params) => {
      const { patternsAt } = await answers();
      return (await session()).ask(params, [], patternsAt);
    }),
  );
  connection.onRequest(
    OffersRequest,
    guard.request<PatternsParams, OfferedPattern[]>('offers', [], async (params) => {
      const { offersAt } = await answers();
      return (await session()).ask(params, [], offersAt);
    }),
  );
  connection.onRequest(
    InsertRequest,
    guard.request<InsertParams, WorkspaceEdit | null>('insert', null, async (params) => {
      const { insertion } = await answers();
      const { pattern, options } = params;
      return (await session()).ask(params, null, (asked) => insertion(asked, client, pattern, options));
    }),
  );
  connection.onRequest(
    ChangeSeverityRequest,
    guard.request<ChangeSeverityParams, WorkspaceEdit>('changeSeverity', { changes: {} }, async (params) =>
      (await session()).changeSeverity(params),
    ),
  );
  connection.listen();
}
