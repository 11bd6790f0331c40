import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from './html.ts';
import { type FromPage, readFromPage, type ToPage } from './messages.ts';
import { type Png, Pngs, type PngWish } from './pngs.ts';

/** The page in the webview. It lives only while it is visible: what it was told last is told to the next one. */
export class Page {
  readonly #webview: vscode.Webview;
  /** What makes a new page look like the one before. */
  readonly #last = new Map<'content' | 'note', ToPage>();
  readonly #pngs: Pngs;

  /** @param handle called with what the page tells; `ready` when it is there and knows the last picture */
  constructor(webview: vscode.Webview, extension: vscode.Uri, handle: (message: FromPage) => void) {
    this.#webview = webview;
    this.#pngs = new Pngs((request) => webview.postMessage(request));
    const folder = vscode.Uri.joinPath(extension, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.onDidReceiveMessage((data: unknown) => {
      const message = readFromPage(data);
      if (message?.type === 'ready') this.#tellAll();
      if (message) handle(message);
      else this.#pngs.hear(data);
    });
    webview.html = htmlOf(webview, folder);
  }

  /** Tells the page something. */
  tell(message: ToPage): void {
    const content = this.#last.get('content');
    if (message.type === 'note') this.#last.set('note', message);
    else if (message.type === 'picture' || message.type === 'empty') this.#last.set('content', message);
    else if (message.type === 'cursor' && content?.type === 'picture')
      this.#last.set('content', { ...content, ...message, type: 'picture' });
    this.#webview.postMessage(message);
  }

  /** Lets the page draw an SVG in pixels, as soon as it is visible. */
  png(wish: PngWish): Promise<Png> {
    return this.#pngs.draw(wish);
  }

  #tellAll(): void {
    for (const message of this.#last.values()) this.#webview.postMessage(message);
    this.#pngs.askAgain();
  }
}

function htmlOf(webview: vscode.Webview, folder: vscode.Uri): string {
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  const nonce = randomBytes(16).toString('hex');
  const parts = { style: address('preview.css'), script: address('preview.js') };
  return pageHtml({ ...parts, nonce, styleSource: webview.cspSource });
}
