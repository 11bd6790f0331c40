import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { endWithUs } from '../scripts/host/children.ts';
import type { Keystroke } from './edits.ts';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly version?: number;
    readonly items?: readonly { readonly section?: string }[];
    readonly diagnostics?: readonly unknown[];
  };
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Somebody who waits for a message. */
interface Waiting {
  readonly isIt: (message: Message) => boolean;
  readonly done: (message: Message) => void;
  readonly fail: (error: CutOff) => void;
}

/** A language server, and how its client treats it. */
export interface Program {
  readonly file: string;
  readonly nodeFlags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings by section, for a server that asks for them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Notifications that its client sends after `initialized`. */
  readonly greets?: readonly string[];
  /** Answers a request of the server; undefined for what any client answers with null. */
  readonly answers?: (method: string, params: unknown) => unknown;
  /** How long it waits by itself before it looks at a change, in milliseconds. */
  readonly waits?: number;
}

/** It crashed or did not answer: there are no figures of it. */
export class CutOff extends Error {}

/** Nothing that is measured takes so long, in milliseconds. */
const PATIENCE = 60_000;

/** A language server as VS Code runs one: a child process, spoken to over its channel. */
export class Server {
  readonly #process: ChildProcess;
  readonly #program: Program;
  readonly #waiting = new Set<Waiting>();
  #end: CutOff | undefined;
  #requests = 0;
  #published = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#process = fork(program.file, ['--node-ipc'], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [...(program.nodeFlags ?? [])],
      env: { ...process.env, ...program.environment },
      detached: process.platform !== 'win32',
    });
    endWithUs(this.#process);
    this.#process.on('message', (message: Message) => this.#take(message));
    const ended = (why: string) => {
      this.#end ??= new CutOff(why);
      for (const { fail } of [...this.#waiting]) fail(this.#end);
    };
    this.#process.on('error', (error) => ended(error.message));
    this.#process.on('exit', (code, signal) => ended(`the process ended with ${signal ?? code}`));
  }

  /** Resolves with the answer. */
  async request(method: string, params: object): Promise<Message> {
    const id = ++this.#requests;
    const answer = this.#next((message) => message.id === id && message.method === undefined);
    this.#process.send({ jsonrpc: '2.0', id, method, params });
    return answer;
  }

  notify(method: string, params: object): void {
    this.#process.send({ jsonrpc: '2.0', method, params });
  }

  /** @param pulls whether it is told that the client pulls diagnostics, as VS Code does */
  async initialize({ folder, pulls = false }: { folder?: string; pulls?: boolean } = {}): Promise<void> {
    // What VS Code can do with the items of a completion.
    const completionItem = {
      snippetSupport: true,
      documentationFormat: ['markdown'],
      insertTextModeSupport: { valueSet: [1, 2] },
      resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
    };
    const textDocument = {
      synchronization: {},
      publishDiagnostics: { relatedInformation: true, versionSupport: true },
      hover: { contentFormat: ['markdown'] },
      completion: { completionItem },
      ...(pulls ? { diagnostic: {} } : {}),
    };
    const workspace = {
      configuration: true,
      workspaceFolders: true,
      ...(pulls ? { diagnostics: { refreshSupport: true } } : {}),
    };
    const folders = folder === undefined ? null : [{ uri: folder, name: 'bench' }];
    await this.request('initialize', {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders: folders,
      capabilities: { textDocument, workspace },
    });
    this.notify('initialized', {});
    for (const method of this.#program.greets ?? []) this.notify(method, {});
    const { settings } = this.#program;
    if (settings) this.notify('workspace/didChangeConfiguration', { settings });
  }

  change(uri: string, version: number, edits: readonly Keystroke[]): void {
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: edits });
  }

  /** Resolves once findings are published for a version of a file; a server that tells no version is believed. */
  async published(uri: string, version: number): Promise<number> {
    const { params } = await this.#next(
      ({ method, params }) =>
        method === 'textDocument/publishDiagnostics' &&
        params?.uri === uri &&
        (params.version === undefined || params.version === version),
    );
    return params?.diagnostics?.length ?? 0;
  }

  /** Resolves when the server has published nothing for so many milliseconds. */
  async quiet(milliseconds: number): Promise<void> {
    for (let before = -1; before !== this.#published; ) {
      before = this.#published;
      await new Promise((done) => setTimeout(done, milliseconds));
    }
  }

  /** Resolves with the parameters of the next notification of this name. */
  async told(method: string): Promise<unknown> {
    return (await this.#next((message) => message.method === method)).params;
  }

  /** Memory that is in use, in MB; null where the system does not tell. */
  memory(): number | null {
    if (process.platform !== 'linux') return null;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
  }

  /** Ends the server as a client does, or by force if it does not go. */
  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const gone = new Promise((done) => this.#process.once('exit', done));
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
    try {
      await this.request('shutdown', {});
      this.notify('exit', {});
    } catch {
      this.#process.kill('SIGKILL');
    }
    await gone;
    clearTimeout(force);
  }

  /** Ends a server that nothing more is asked of. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #next(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const settled = () => {
        clearTimeout(timer);
        this.#waiting.delete(entry);
      };
      const entry: Waiting = {
        isIt,
        done: (message) => {
          settled();
          resolve(message);
        },
        fail: (error) => {
          settled();
          reject(error);
        },
      };
      const timer = setTimeout(() => entry.fail(new CutOff(`no answer within ${PATIENCE / 1000} s`)), PATIENCE);
      this.#waiting.add(entry);
      if (this.#end) entry.fail(this.#end);
    });
  }

  #take(message: Message): void {
    const { id, method, params } = message;
    if (method === 'textDocument/publishDiagnostics') this.#published++;
    if (method !== undefined && id !== undefined) {
      this.#process.send({ jsonrpc: '2.0', id, result: this.#answer(method, params) });
    }
    for (const { isIt, done } of [...this.#waiting]) if (isIt(message)) done(message);
  }

  #answer(method: string, params: Message['params']): unknown {
    const { settings, answers } = this.#program;
    if (method === 'workspace/configuration') {
      return params?.items?.map(({ section }) => (section ? (settings?.[section] ?? null) : (settings ?? null)));
    }
    return answers?.(method, params) ?? null;
  }
}
