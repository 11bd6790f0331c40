// Hands and eyes for the suite inside the extension host: it asks over HTTP, the browser's page does.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The environment variable under which the suite finds the address to ask; absent in the desktop editor. */
export const windowControlVariable = 'POD_PATTERNS_WINDOW';

/** One request: POST /<action> with this as JSON. `selector` is Playwright's. */
export interface WindowRequest {
  selector?: string;
  keys?: string;
  file?: string;
  /** Whether the selector is for the page inside the webview. */
  webview?: boolean;
}

const patience = 10_000;

/** All but the title bar, which tells that the suite runs here. */
const clip = { x: 0, y: 30, width: 1280, height: 770 };

/** What the page and all its frames wrote to their consoles, and what nobody caught there, from the begin. */
const written: string[] = [];
const longestMemory = 5000;

const within = (page: Page, webview?: boolean): Page | FrameLocator =>
  webview ? page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame') : page;

const all = (page: Page, { selector = '', webview }: WindowRequest): Locator => within(page, webview).locator(selector);
const first = (page: Page, request: WindowRequest): Locator => all(page, request).first();

const actions: Record<string, (page: Page, request: WindowRequest) => Promise<unknown>> = {
  press: (page, { keys = '' }) => page.keyboard.press(keys),
  type: (page, { keys = '' }) => page.keyboard.type(keys),
  wait: (page, request) => first(page, request).waitFor({ timeout: patience }),
  gone: (page, request) => first(page, request).waitFor({ state: 'hidden', timeout: patience }),
  click: (page, request) => first(page, request).click({ timeout: patience }),
  twice: (page, request) => first(page, request).dblclick({ timeout: patience }),
  choose: (page, request) => first(page, request).selectOption(request.keys ?? '', { timeout: patience }),
  hover: (page, request) => first(page, request).hover({ timeout: patience, force: true }),
  away: (page) => page.mouse.move(640, 799),
  text: (page, request) => all(page, request).allInnerTexts(),
  html: (page, request) => first(page, request).evaluate((element) => element.outerHTML),
  written: async () => written,
  screenshot: (page, { file = '' }) => page.screenshot({ path: file, animations: 'disabled', caret: 'hide', clip }),
};

/**
 * Listens on 127.0.0.1 for as long as the process lives.
 * @param page the page to act on, once there is one
 * @returns the address to put into the suite's environment
 */
export async function startWindowControl(page: Promise<Page>): Promise<string> {
  const write = (line: string) => written.length < longestMemory && written.push(line);
  page.then((there) => {
    there.on('console', (message) => write(`${message.type()}: ${message.text()}`));
    there.on('pageerror', (error) => write(`uncaught: ${error.stack ?? error.message}`));
  });
  const server = createServer((request, response) => {
    perform(request, page).then(
      (value) => response.end(JSON.stringify({ value: Buffer.isBuffer(value) ? undefined : value })),
      (error: Error) => response.writeHead(500).end(JSON.stringify({ error: error.message })),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function perform(request: IncomingMessage, page: Promise<Page>): Promise<unknown> {
  const action = actions[(request.url ?? '').slice(1)];
  if (!action) throw new Error(`no such action: ${request.url}`);
  let body = '';
  for await (const chunk of request) body += chunk;
  return action(await page, JSON.parse(body || '{}'));
}
