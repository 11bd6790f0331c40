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
  FileChangeType,
  type FileEvent,
  InlayHintRefreshRequest,
  WatchKind,
  type WorkspaceEdit,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../config.ts';
import { Workspace } from '../features/workspace/workspace.ts';
import { KUSTOMIZATION_FILES } from '../kubernetes/kustomization.ts';
import { Analyses } from './analyses.ts';
import type { Asked } from './asked.ts';
import type { Client } from './client.ts';
import { CodeActions } from './code-actions.ts';
import { type Context, Contexts, withSlashes } from './contexts.ts';
import type { Position } from './convert.ts';
import { Diagnoser, type FileDiagnostics } from './diagnostics.ts';
import { applyChanges, type OpenFile, openFile } from './documents.ts';
import type { Guard, Tell } from './guard.ts';
import { type ChangeSeverityParams, DIAGRAM_CHANGED, type Workload } from './requests.ts';
import { severityEdit } from './severities.ts';
import { workloads } from './workloads.ts';
import { WorkspaceReader } from './workspace-reader.ts';

/** What requests about a file have in common. */
export interface Question {
  readonly textDocument: { readonly uri: string };
  readonly position?: Position;
}

/** Files that settings come from. */
const SETTING = [CONFIG_FILE, ...KUSTOMIZATION_FILES];

const WATCHED = ['**/*.{yaml,yml,json}', ...SETTING.map((name) => `**/${name}`)];

/** Of everything else it is enough to know that: it may be a folder. */
const COMES_OR_GOES = WatchKind.Create | WatchKind.Delete;

/** Milliseconds in which changes are told together. */
const TOGETHER = 50;

/** One client and its open files, from the first of them to the end. */
export class Session {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #guard: Guard;
  readonly #files = new Map<string, OpenFile>();
  /** Files that are to be looked at. */
  readonly #due = new Set<string>();
  /** Files for which something else has changed, and is not told yet. */
  readonly #stale = new Set<string>();
  readonly #contexts: Contexts;
  readonly #analyses: Analyses;
  readonly #reader: WorkspaceReader;
  readonly #diagnoser: Diagnoser;
  readonly #actions: CodeActions;
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
    const workspace = new Workspace();
    const homeOf = (uri: string) => this.#reader.homeOf(uri);
    const analyses = new Analyses(workspace, { homeOf, changed: (uris) => this.#othersChanged(uris) });
    this.#analyses = analyses;
    this.#reader = new WorkspaceReader({ workspace, analyses, contexts: this.#contexts, connection, guard });
    this.#reader.setFolders(this.#contexts.roots);
    this.#diagnoser = new Diagnoser(client, this.#analyses, tell);
    this.#actions = new CodeActions(client, analyses, this.#diagnoser, guard);
  }

  /** Asks the client to tell of changes of what settings come from. */
  async register(): Promise<void> {
    const { client, workspace } = this.#connection;
    if (this.#client.tellsFolders) {
      workspace.onDidChangeWorkspaceFolders(
        this.#guard.notice('didChangeWorkspaceFolders', (event) => this.#foldersChanged(event)),
      );
    }
    const watchers = [...WATCHED.map((globPattern) => ({ globPattern })), { globPattern: '**/*', kind: COMES_OR_GOES }];
    const configuration = () => client.register(DidChangeConfigurationNotification.type, { section: 'podPatterns' });
    const watching = () => client.register(DidChangeWatchedFilesNotification.type, { watchers });
    await Promise.all([
      this.#client.registersConfiguration && this.#guard.promised('Registering for settings', null, configuration),
      this.#client.registersWatchers && this.#guard.promised('Registering for files', null, watching),
    ]);
    this.#reader.start();
  }

  /** A file was opened. */
  open({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    // Nobody tells what has changed on the disk: it is looked at now and then.
    if (!this.#client.registersWatchers) {
      this.#contexts.forgetDisk();
      this.#reader.refresh();
    }
    this.#set(openFile(uri, languageId, version, text));
  }

  /** An open file was changed. */
  change({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.#set(applyChanges(file, version, contentChanges));
  }

  /** A file was closed. */
  close(uri: string): void {
    if (!this.#files.delete(uri)) return;
    this.#contexts.forget(uri);
    this.#analyses.forget(uri);
    this.#diagnoser.forget(uri);
    const path = this.#contexts.pathOf(uri);
    if (path !== null) this.#reader.read(path);
    if (!this.#client.pulls) this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** A file was saved; a client that watches none tells so of files that settings come from. */
  async save(uri: string): Promise<void> {
    if (!this.#client.registersWatchers) await this.watchedFilesChanged([{ uri, type: FileChangeType.Changed }]);
  }

  /** Files have changed on the disk. */
  async watchedFilesChanged(changes: readonly FileEvent[]): Promise<void> {
    this.#reader.changed(changes);
    if (changes.some(({ uri }) => SETTING.some((name) => uri.endsWith(`/${name}`)))) await this.#contexts.refresh();
  }

  /** The client's settings have changed. */
  async configurationChanged({ settings }: DidChangeConfigurationParams): Promise<void> {
    const pushed = Object(settings).podPatterns;
    if (pushed !== undefined) this.#pushedSettings = pushed;
    this.#reader.refresh();
    await this.#contexts.refresh();
  }

  /** The diagnostics of a file, for a client that pulls them. */
  async diagnostics(
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    isCancelled: () => boolean,
  ): Promise<DocumentDiagnosticReport> {
    for (let file = this.#files.get(uri); file && !isCancelled(); file = this.#files.get(uri)) {
      const context = await this.#contexts.of(uri);
      const isSuperseded = () => isCancelled() || this.#isSuperseded(file);
      const found = await this.#diagnose(file, context, isSuperseded);
      if (found && found.resultId === previousResultId) return { kind: 'unchanged', resultId: found.resultId };
      if (found) return { kind: 'full', resultId: found.resultId, items: found.items };
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

  /** The edit that gives a rule a severity in the configuration file of a file. */
  async changeSeverity({ textDocument, rule, severity }: ChangeSeverityParams): Promise<WorkspaceEdit> {
    const file = await this.#contexts.configFileOf(textDocument.uri);
    const isIt = ({ uri }: OpenFile) => file !== null && this.#contexts.pathOf(uri) === withSlashes(file.path);
    return severityEdit(this.#client, file, [...this.#files.values()].find(isIt) ?? null, rule, severity);
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
    return open
      ? answer({
          open,
          context,
          position,
          documents: this.#analyses.documents(open, context),
          file: this.#analyses.parts(open, context),
        })
      : nothing;
  }

  /** All pods of the workspace, when its files are read. */
  async workloads(): Promise<Workload[]> {
    await this.#reader.settled();
    return workloads(this.#analyses);
  }

  async #foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    const gone = new Set(removed.map((folder) => folder.uri));
    this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
    this.#contexts.setFolders(this.#folders);
    this.#reader.setFolders(this.#contexts.roots);
    await this.#contexts.refresh();
  }

  #set(file: OpenFile): void {
    this.#files.set(file.uri, file);
    this.#lookAt(file.uri);
  }

  #isSuperseded(file: OpenFile): boolean {
    return this.#files.get(file.uri) !== file;
  }

  /** Looks at a file once the messages that are waiting have had their turn, and publishes what is found if need be. */
  #lookAt(uri: string): void {
    if (this.#due.has(uri)) return;
    this.#due.add(uri);
    const file = this.#files.get(uri);
    const look = this.#guard.notice<void>('Looking at a file', async () => {
      this.#due.delete(uri);
      const now = this.#files.get(uri);
      if (now !== file) return now && this.#lookAt(uri);
      if (!now) return;
      const known = this.#contexts.known(uri);
      if (!this.#client.pulls) await this.#publish(now, known ?? (await this.#contexts.of(uri)));
      else if (known) this.#analyses.take(now, known);
    });
    // A message that is here already is handled in the next turn.
    setImmediate(() => setImmediate(look));
  }

  async #publish(file: OpenFile, context: Context): Promise<void> {
    const isSuperseded = () => this.#isSuperseded(file);
    const found = await this.#diagnose(file, context, isSuperseded);
    const { uri, version } = file;
    if (found && !isSuperseded()) await this.#connection.sendDiagnostics({ uri, version, diagnostics: found.items });
  }

  async #diagnose(file: OpenFile, context: Context, isSuperseded: () => boolean): Promise<FileDiagnostics | null> {
    const found = isSuperseded() ? null : await this.#diagnoser.diagnose(file, context, isSuperseded);
    // Hardly anybody types within the blink in which the first findings of a long file come.
    if (found?.areFirst) this.#analyses.restBehind(file, this.#guard);
    return found;
  }

  /** Other files have changed, and that matters to open ones. */
  #othersChanged(uris: readonly string[]): void {
    if (this.#stale.size === 0) {
      setTimeout(() => {
        const stale = [...this.#stale];
        this.#stale.clear();
        this.#refresh(stale);
      }, TOGETHER).unref();
    }
    for (const uri of uris) {
      this.#stale.add(uri);
    }
  }

  #refresh(uris: readonly string[]): void {
    const { showsPreview, pulls, refreshesHints, refreshesLenses } = this.#client;
    if (showsPreview) this.#connection.sendNotification(DIAGRAM_CHANGED, { uris });
    if (!pulls) for (const uri of uris) this.#lookAt(uri);
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
