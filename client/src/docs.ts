// The documentation pages that ship with the extension, and the links that open them in the editor.
import * as vscode from 'vscode';
import { exists } from './files.ts';

/** Base of the links of diagnostics: the id of a rule follows it. Its scheme is that of the running editor. */
export const docsBase = (extensionId: string): string => `${vscode.env.uriScheme}://${extensionId}/rules/`;

/** Opens the page of the rule that the link names. A link is data from anywhere: it picks a page, it is no path. */
export class DocsLinks implements vscode.UriHandler {
  readonly #rules: vscode.Uri;

  constructor(extension: vscode.Uri) {
    this.#rules = vscode.Uri.joinPath(extension, 'docs', 'rules');
  }

  async handleUri(link: vscode.Uri): Promise<void> {
    await this.open(/^\/rules\/([a-z0-9-]+)$/.exec(link.path)?.[1]);
  }

  /** Opens the page of a rule. Its id is data from anywhere, too. */
  async open(id: unknown): Promise<void> {
    const rule = typeof id === 'string' && /^[a-z0-9-]+$/.test(id) ? id : null;
    const page = rule && vscode.Uri.joinPath(this.#rules, `${rule}.md`);
    if (!page || !(await exists(page))) {
      vscode.window.showInformationMessage(`Pod Patterns has no page for ${rule ? `the rule ${rule}` : 'this link'}.`);
      return;
    }
    await show(page);
  }
}

async function show(page: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // The built-in Markdown extension may be disabled.
    await vscode.window.showTextDocument(page, { preview: true });
  }
}
