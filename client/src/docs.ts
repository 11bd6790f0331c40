// The pages of rules: the language server writes them, from what it knows of a rule; the editor opens them as files.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Base of the links of diagnostics: the id of a rule follows it. Its scheme is that of the running editor. */
export const docsBase = (extensionId: string): string => `${vscode.env.uriScheme}://${extensionId}/rules/`;

/** The scheme of the pages; `activationEvents` in package.json has it, too. */
const SCHEME = 'pod-patterns';

const ID = /^[a-z0-9-]+$/;

/** Opens the page of the rule that a link names. A link is data from anywhere: it picks a page, it is no path. */
export class DocsLinks implements vscode.UriHandler {
  readonly #client: Promise<LanguageClient>;

  constructor(client: Promise<LanguageClient>) {
    this.#client = client;
  }

  async handleUri(link: vscode.Uri): Promise<void> {
    await this.open(/^\/rules\/([a-z0-9-]+)$/.exec(link.path)?.[1]);
  }

  /** Opens the page of a rule. Its id is data from anywhere, too. */
  async open(id: unknown): Promise<void> {
    const rule = typeof id === 'string' && ID.test(id) ? id : null;
    if (!rule || (await pageOf(this.#client, rule)) === null) {
      vscode.window.showInformationMessage(`Pod Patterns has no page for ${rule ? `the rule ${rule}` : 'this link'}.`);
      return;
    }
    await show(vscode.Uri.from({ scheme: SCHEME, path: `/rules/${rule}.md` }));
  }
}

/** Lets the editor read the pages. */
export function servePages(client: Promise<LanguageClient>): vscode.Disposable {
  const textOf = async (page: vscode.Uri): Promise<Uint8Array> => {
    const rule = /^\/rules\/([a-z0-9-]+)\.md$/.exec(page.path)?.[1];
    const text = rule ? await pageOf(client, rule) : null;
    if (text === null) throw vscode.FileSystemError.FileNotFound(page);
    return new TextEncoder().encode(text);
  };
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const pages: vscode.FileSystemProvider = {
    // They never change while a version of the extension runs.
    onDidChangeFile: () => ({ dispose() {} }),
    watch: () => ({ dispose() {} }),
    async stat(page) {
      return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: (await textOf(page)).length };
    },
    readFile: textOf,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.workspace.registerFileSystemProvider(SCHEME, pages, { isReadonly: true, isCaseSensitive: true });
}

async function pageOf(client: Promise<LanguageClient>, rule: string): Promise<string | null> {
  return (await client).sendRequest<string | null>('podPatterns/rulePage', { rule });
}

async function show(page: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // The built-in Markdown extension may be disabled.
    await vscode.window.showTextDocument(page, { preview: true });
  }
}
