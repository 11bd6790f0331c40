import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly version?: number;
    readonly items?: readonly unknown[];
    readonly diagnostics?: readonly unknown[];
  };
  readonly result?: unknown;
}

/** A language server as VS Code runs one: a child process, spoken to over its channel. */
export class Server {
  readonly #process: ChildProcess;
  readonly #listeners = new Set<(message: Message) => void>();
  #requests = 0;

  constructor(file: string) {
    this.#process = fork(file, ['--node-ipc'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#process.on('message', (message: Message) => {
      if (message.method !== undefined && message.id !== undefined) this.#answer(message);
      for (const listener of [...this.#listeners]) listener(message);
    });
  }

  /** Resolves with the answer, and the number of findings if it has any. */
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
  async initialize(pulls: boolean): Promise<void> {
    // What VS Code can do with the items of a completion.
    const completionItem = {
      snippetSupport: true,
      insertTextModeSupport: { valueSet: [1, 2] },
      resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
    };
    const textDocument = {
      publishDiagnostics: { relatedInformation: true },
      completion: { completionItem },
      ...(pulls ? { diagnostic: {} } : {}),
    };
    const workspace = { configuration: true, ...(pulls ? { diagnostics: { refreshSupport: true } } : {}) };
    const capabilities = { textDocument, workspace };
    await this.request('initialize', { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities });
    this.notify('initialized', {});
  }

  /** Resolves with the number of findings once they are published for a version of a file. */
  async published(uri: string, version: number): Promise<number> {
    const { params } = await this.#next(
      ({ method, params }) =>
        method === 'textDocument/publishDiagnostics' && params?.uri === uri && params.version === version,
    );
    return params?.diagnostics?.length ?? 0;
  }

  /** Memory that is in use, in MB; null where the system does not tell. */
  memory(): number | null {
    if (process.platform !== 'linux') return null;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.request('shutdown', {});
    this.notify('exit', {});
    await ended;
  }

  #next(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const listener = (message: Message) => {
        if (!isIt(message)) return;
        this.#listeners.delete(listener);
        resolve(message);
      };
      this.#listeners.add(listener);
    });
  }

  #answer({ id, method, params }: Message): void {
    const result = method === 'workspace/configuration' ? params?.items?.map(() => null) : null;
    this.#process.send({ jsonrpc: '2.0', id, result });
  }
}
