import { PassThrough } from 'node:stream';
import {
  CancellationTokenSource,
  type CodeAction,
  type CodeActionParams,
  type CompletionClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticTag,
  DidChangeTextDocumentNotification,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from '../../server/src/lsp/server.ts';

/** What a test client can do, and what it answers. */
export interface EditorOptions {
  readonly pulls?: boolean;
  readonly related?: boolean;
  readonly versionedEdits?: boolean;
  /** It makes files of an edit, lets people type over parts of one, shows changes first, and fades what is unnecessary. */
  readonly rich?: boolean;
  readonly watches?: boolean;
  /** What it waits for before it answers what the server registers for; the server reads the workspace then. */
  readonly registering?: Promise<void>;
  /** It asks again for hints and lenses when it is told to, and nests the entries of an outline. */
  readonly modern?: boolean;
  /** What it does with the items of a completion. */
  readonly completionItem?: NonNullable<CompletionClientCapabilities['completionItem']>;
  readonly folders?: readonly string[];
  /** The answer to `workspace/configuration`; without it the client has no configuration. */
  readonly configuration?: (scopeUri: string | undefined) => unknown;
  readonly initializationOptions?: unknown;
}

const LONGEST_WAIT = 60_000;

/** A language client that knows what it opened, for tests. */
export class Editor {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  /** The methods by which it was told to ask again for something else. */
  readonly refreshed: string[] = [];
  initialized!: InitializeResult;
  readonly connection: ProtocolConnection;
  readonly #documents = new Map<string, TextDocument>();
  /** How much was published when a file was opened. */
  readonly #since = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
  }

  /** A server in this process, and a client connected to it. */
  static async inMemory(options: EditorOptions = {}): Promise<Editor> {
    const [up, down] = [new PassThrough(), new PassThrough()];
    start(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)));
    const editor = new Editor(createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)));
    await editor.initialize(options);
    return editor;
  }

  async initialize(options: EditorOptions): Promise<void> {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => options.configuration?.(scopeUri) ?? null),
    );
    connection.onRequest('client/registerCapability', async (params: { registrations: { method: string }[] }) => {
      this.registered.push(...params.registrations.map(({ method }) => method));
      this.#wake();
      await options.registering;
      return null;
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.#wake();
      return null;
    });
    for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh']) {
      connection.onRequest(method, () => {
        this.refreshed.push(method);
        this.#wake();
        return null;
      });
    }
    connection.listen();
    this.initialized = await connection.sendRequest<InitializeResult>('initialize', paramsOf(options));
    await connection.sendNotification('initialized', {});
  }

  async open(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    this.#since.set(uri, this.published.length);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const document = this.document(uri);
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The diagnostics that were pushed for a version of a file, by default the present one. */
  async pushed(uri: string, version = this.#documents.get(uri)?.version): Promise<Diagnostic[]> {
    const since = this.#since.get(uri) ?? 0;
    const found = () =>
      this.published.slice(since).findLast((params) => params.uri === uri && params.version === version);
    await this.until(() => found() !== undefined, `diagnostics of version ${version} of ${uri}`);
    return found()?.diagnostics ?? [];
  }

  /** Opens a text and gives the diagnostics that are pushed for it. */
  async diagnosed(uri: string, text: string, languageId = 'yaml'): Promise<Diagnostic[]> {
    await this.open(uri, text, languageId);
    return this.pushed(uri);
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) };
    return this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', params);
  }

  /** Pulls, and cancels that when the server has begun. */
  pullAndCancel(uri: string): Promise<DocumentDiagnosticReport> {
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri } };
    const answer = this.connection.sendRequest<DocumentDiagnosticReport>(
      'textDocument/diagnostic',
      params,
      source.token,
    );
    void this.ping().then(() => source.cancel());
    return answer;
  }

  actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const context: CodeActionParams['context'] = { diagnostics: [], ...(only ? { only } : {}) };
    return this.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context,
    });
  }

  /** Does what an editor does with an action: applies its edits as one change. */
  async apply(uri: string, { edit }: CodeAction): Promise<string> {
    const versioned = edit?.documentChanges?.[0];
    const edits = (versioned && 'edits' in versioned ? versioned.edits : edit?.changes?.[uri]) as TextEdit[];
    const sorted = edits.toSorted(
      (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
    );
    await this.change(uri, ...sorted.map(({ range, newText }) => ({ range, text: newText })));
    return this.document(uri).getText();
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** The text under a range. */
  text(uri: string, range: Range): string {
    return this.document(uri).getText(range);
  }

  /** Waits until something holds that messages of the server bring about. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const late = Date.now() + LONGEST_WAIT;
    while (!holds()) {
      if (Date.now() > late) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, late - Date.now());
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Any request: when it is answered, the server is alive and has read all that came before. */
  async ping(): Promise<void> {
    await this.actions('file:///nowhere.yaml', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

function paramsOf(options: EditorOptions): InitializeParams {
  const folders = options.folders?.map((uri) => ({ uri, name: uri })) ?? null;
  const tags = options.rich ? { tagSupport: { valueSet: [DiagnosticTag.Unnecessary] } } : {};
  return {
    processId: null,
    rootUri: null,
    workspaceFolders: folders,
    initializationOptions: options.initializationOptions,
    capabilities: {
      textDocument: {
        publishDiagnostics: { versionSupport: true, relatedInformation: options.related ?? false, ...tags },
        ...(options.pulls ? { diagnostic: { relatedInformation: options.related ?? false } } : {}),
        ...(options.completionItem ? { completion: { completionItem: options.completionItem } } : {}),
        ...(options.modern ? { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } : {}),
      },
      workspace: {
        configuration: options.configuration !== undefined,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: options.watches ?? true },
        workspaceEdit: {
          documentChanges: options.versionedEdits ?? options.rich ?? false,
          ...(options.rich
            ? { resourceOperations: ['create'], snippetEditSupport: true, changeAnnotationSupport: {} }
            : {}),
        },
        ...(options.pulls ? { diagnostics: { refreshSupport: true } } : {}),
        ...(options.modern ? { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } } : {}),
      },
    },
  };
}
