import {
  type CodeAction,
  type CodeActionParams,
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  type DidChangeConfigurationParams,
  type DidChangeTextDocumentParams,
  DidChangeWatchedFilesNotification,
  type DidOpenTextDocumentParams,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  InlayHintRefreshRequest,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../config.ts';
import { KUSTOMIZATION_FILES } from '../kubernetes/kustomization.ts';
import type { Asked } from './asked.ts';
import type { Client } from './client.ts';
import { CodeActions } from './code-actions.ts';
import { type Context, Contexts } from './contexts.ts';
import type { Position } from './convert.ts';
import { Diagnoser } from './diagnostics.ts';
import { applyChanges, type OpenFile, openFile } from './documents.ts';
import type { Guard, Tell } from './guard.ts';
import { DIAGRAM_CHANGED } from './requests.ts';

/** What requests about a file have in common. */
export interface Question {
  readonly textDocument: { readonly uri: string };
  readonly position?: Position;
}

const WATCHED = [CONFIG_FILE, ...KUSTOMIZATION_FILES];

/** One client and its open files, from the first of them to the end. */
export class Session {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #guard: Guard;
  readonly #files = new Map<string, OpenFile>();
  readonly #serials = new WeakMap<OpenFile, number>();
  /** Files whose diagnostics are to be pushed. */
  readonly #due = new Set<string>();
  readonly #contexts: Contexts;
  readonly #diagnoser: Diagnoser;
  readonly #actions: CodeActions;
  #changes = 0;
  #folders: readonly string[];
  #pushedSettings: unknown;

  constructor(connection: Connection, client: Client, guard: Guard, tell: Tell) {
    this.#connection = connection;
    this.#client = client;
    this.#guard = guard;
    this.#folders = client.folders;
    this.#pushedSettings = client.settings;
    const settingsOf = (uri: string) => this.#settingsOf(uri);
    const changed = (uris: readonly string[]) => this.#refresh(uris);
    this.#contexts = new Contexts({ settingsOf, guard, tell, changed }, client.folders);
    this.#diagnoser = new Diagnoser(client, tell);
    this.#actions = new CodeActions(client, this.#diagnoser, guard);
  }

  /** Asks the client to tell of changes of what settings come from. */
  async register(): Promise<void> {
    const { client, workspace } = this.#connection;
    if (this.#client.tellsFolders) {
      workspace.onDidChangeWorkspaceFolders(
        this.#guard.notice('didChangeWorkspaceFolders', (event) => this.#foldersChanged(event)),
      );
    }
    const watchers = WATCHED.map((name) => ({ globPattern: `**/${name}` }));
    const configuration = () => client.register(DidChangeConfigurationNotification.type, { section: 'podPatterns' });
    const watching = () => client.register(DidChangeWatchedFilesNotification.type, { watchers });
    await Promise.all([
      this.#client.registersConfiguration && this.#guard.promised('Registering for settings', null, configuration),
      this.#client.registersWatchers && this.#guard.promised('Registering for files', null, watching),
    ]);
  }

  /** A file was opened. */
  open({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    if (!this.#client.registersWatchers) this.#contexts.forgetDisk();
    this.#set(openFile(uri, languageId, version, text));
  }

  /** An open file was changed. */
  change({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
    const file = this.#files.get(uri);
    if (file) this.#set(applyChanges(file, version, contentChanges));
  }

  /** A file was closed. */
  close(uri: string): void {
    if (!this.#files.delete(uri)) return;
    this.#contexts.forget(uri);
    this.#diagnoser.forget(uri);
    if (!this.#client.pulls) this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** A file was saved; a client that watches none tells so of files that settings come from. */
  async save(uri: string): Promise<void> {
    if (!this.#client.registersWatchers && WATCHED.some((name) => uri.endsWith(`/${name}`))) {
      await this.#contexts.refresh();
    }
  }

  /** Files that settings come from have changed on the disk. */
  async watchedFilesChanged(): Promise<void> {
    await this.#contexts.refresh();
  }

  /** The client's settings have changed. */
  async configurationChanged({ settings }: DidChangeConfigurationParams): Promise<void> {
    const pushed = Object(settings).podPatterns;
    if (pushed !== undefined) this.#pushedSettings = pushed;
    await this.#contexts.refresh();
  }

  /** The diagnostics of a file, for a client that pulls them. */
  async diagnostics(
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    isCancelled: () => boolean,
  ): Promise<DocumentDiagnosticReport> {
    for (let file = this.#files.get(uri); file && !isCancelled(); file = this.#files.get(uri)) {
      const context = await this.#contexts.of(uri);
      const resultId = `${this.#serials.get(file)}.${context.serial}`;
      if (resultId === previousResultId) return { kind: 'unchanged', resultId };
      const items = await this.#diagnoser.diagnose(file, context, () => isCancelled() || this.#isSuperseded(file));
      if (items) return { kind: 'full', resultId, items };
    }
    return { kind: 'full', items: [] };
  }

  /** What can be done about the problems in a range of a file. */
  async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const { uri } = params.textDocument;
    if (!this.#files.has(uri)) return [];
    const context = await this.#contexts.of(uri);
    const file = this.#files.get(uri);
    return file ? this.#actions.at(file, context, params) : [];
  }

  /**
   * Answers a request about an open file from its text as it is then; `nothing` for a file that is not open.
   * `position` is the file's begin where the request has none.
   */
  async ask<T>(
    { textDocument: { uri }, position = { line: 0, character: 0 } }: Question,
    nothing: T,
    answer: (asked: Asked) => T,
  ): Promise<T> {
    if (!this.#files.has(uri)) return nothing;
    const context = await this.#contexts.of(uri);
    const open = this.#files.get(uri);
    return open ? answer({ open, context, position, file: this.#diagnoser.analysed(open, context) }) : nothing;
  }

  async #foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    const gone = new Set(removed.map((folder) => folder.uri));
    this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
    this.#contexts.setFolders(this.#folders);
    await this.#contexts.refresh();
  }

  #set(file: OpenFile): void {
    this.#files.set(file.uri, file);
    this.#serials.set(file, this.#changes++);
    if (!this.#client.pulls) this.#push(file.uri);
  }

  #isSuperseded(file: OpenFile): boolean {
    return this.#files.get(file.uri) !== file;
  }

  /** Publishes the diagnostics of a file once the messages that are waiting have had their turn. */
  #push(uri: string): void {
    if (this.#due.has(uri)) return;
    this.#due.add(uri);
    const file = this.#files.get(uri);
    setImmediate(
      this.#guard.notice<void>('Publishing diagnostics', async () => {
        this.#due.delete(uri);
        const now = this.#files.get(uri);
        if (now !== file) return now && this.#push(uri);
        if (!now) return;
        const context = this.#contexts.known(uri) ?? (await this.#contexts.of(uri));
        await this.#publish(now, context);
      }),
    );
  }

  async #publish(file: OpenFile, context: Context): Promise<void> {
    const isSuperseded = () => this.#isSuperseded(file);
    const diagnostics = isSuperseded() ? null : await this.#diagnoser.diagnose(file, context, isSuperseded);
    const { uri, version } = file;
    if (diagnostics && !isSuperseded()) await this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }

  #refresh(uris: readonly string[]): void {
    const { showsPreview, pulls, refreshesHints, refreshesLenses } = this.#client;
    if (showsPreview) this.#connection.sendNotification(DIAGRAM_CHANGED, { uris });
    if (!pulls) for (const uri of uris) this.#push(uri);
    const requests = [
      ...(pulls ? [DiagnosticRefreshRequest.type] : []),
      ...(refreshesHints ? [InlayHintRefreshRequest.type] : []),
      ...(showsPreview && refreshesLenses ? [CodeLensRefreshRequest.type] : []),
    ];
    for (const { method } of requests) {
      this.#guard.promised(method, undefined, () => this.#connection.sendRequest(method));
    }
  }

  async #settingsOf(uri: string): Promise<unknown> {
    if (!this.#client.answersConfiguration) return this.#pushedSettings;
    const ask = () => this.#connection.workspace.getConfiguration({ scopeUri: uri, section: 'podPatterns' });
    return this.#guard.promised<unknown>('Asking for settings', this.#pushedSettings, ask);
  }
}
