// What a file was when it was committed last: asked of the Git extension of the editor; we start no process ourselves.
import * as vscode from 'vscode';

/** Why there is no earlier text. */
export type NoHead = 'no git' | 'no repository' | 'not in HEAD';

/** The text of a file in HEAD. */
export type HeadText = { readonly text: string } | { readonly missing: NoHead };

/** What we use of the API of the extension `vscode.git`, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): Git;
}
interface Git {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<Git['state']>;
  getRepository(uri: vscode.Uri): Repository | null;
  /** Not in old editors. */
  openRepository?(root: vscode.Uri): Promise<Repository | null>;
}
interface Repository {
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
}

/** Milliseconds for the Git extension to find the repositories of the workspace after the window has opened. */
const PATIENCE = 10_000;

/** The text of a file in HEAD, or why there is none. */
export async function headOf(uri: vscode.Uri): Promise<HeadText> {
  const found = await repositoryOf(uri);
  return 'missing' in found ? found : textIn(found, uri);
}

/** The texts in HEAD that a comparison shows, each asked for once for a commit; it tells when HEAD moves. */
export class Head {
  readonly #moved: () => void;
  #last: { readonly uri: string; readonly commit: string | undefined; readonly text: string } | null = null;
  #watched: Repository | null = null;
  #watch: vscode.Disposable | undefined;

  /** @param moved called when another commit may be HEAD */
  constructor(moved: () => void) {
    this.#moved = moved;
  }

  async textOf(uri: vscode.Uri): Promise<HeadText> {
    const repository = await repositoryOf(uri);
    if ('missing' in repository) return repository;
    this.#follow(repository);
    const { commit } = repository.state.HEAD ?? {};
    const known = this.#last;
    if (known && known.uri === uri.toString() && known.commit === commit) return known;
    const answer = await textIn(repository, uri);
    this.#last = 'text' in answer ? { uri: uri.toString(), commit, text: answer.text } : null;
    return answer;
  }

  dispose(): void {
    this.#watch?.dispose();
  }

  #follow(repository: Repository): void {
    if (repository === this.#watched) return;
    this.#watch?.dispose();
    this.#watched = repository;
    let { commit } = repository.state.HEAD ?? {};
    // It changes with every file that is saved; another commit is what matters.
    this.#watch = repository.state.onDidChange(() => {
      const now = repository.state.HEAD?.commit;
      if (now === commit) return;
      commit = now;
      this.#moved();
    });
  }
}

async function repositoryOf(uri: vscode.Uri): Promise<Repository | { readonly missing: NoHead }> {
  const git = await gitOfEditor();
  if (!git) return { missing: 'no git' };
  if (uri.scheme !== 'file') return { missing: 'no repository' };
  const known = git.getRepository(uri);
  if (known) return known;
  // One that lies outside the folders of the workspace, or is not looked at yet.
  const opened = await git.openRepository?.(vscode.Uri.joinPath(uri, '..')).catch(() => null);
  return opened ?? git.getRepository(uri) ?? { missing: 'no repository' };
}

/** Null where the extension is off, or has found no git. */
async function gitOfEditor(): Promise<Git | null> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return null;
  try {
    const exported = await extension.activate();
    if (!exported.enabled) return null;
    const git = exported.getAPI(1);
    await initialized(git);
    return git;
  } catch {
    return null;
  }
}

function initialized(git: Git): Promise<void> {
  if (git.state === 'initialized') return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(finish, PATIENCE);
    const listener = git.onDidChangeState(finish);
    function finish() {
      clearTimeout(timer);
      listener.dispose();
      done();
    }
  });
}

async function textIn(repository: Repository, uri: vscode.Uri): Promise<HeadText> {
  try {
    return { text: await repository.show('HEAD', uri.fsPath) };
  } catch {
    return { missing: 'not in HEAD' };
  }
}
