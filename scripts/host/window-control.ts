// Hands and eyes for the suite inside the extension host: it asks over HTTP, the browser's page does.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

/** The environment variable under which the suite finds the address to ask; absent in the desktop editor. */
export const windowControlVariable = 'POD_PATTERNS_WINDOW';

/** One request: POST /<action> with this as JSON. `selector` is Playwright's. */
export interface WindowRequest {
  selector?: string;
  keys?: string;
  file?: string;
}

const patience = 10_000;

/** All but the title bar, which tells that the suite runs here. */
const clip = { x: 0, y: 30, width: 1280, height: 770 };

const actions: Record<string, (page: Page, request: WindowRequest) => Promise<unknown>> = {
  press: (page, { keys = '' }) => page.keyboard.press(keys),
  type: (page, { keys = '' }) => page.keyboard.type(keys),
  wait: (page, { selector = '' }) => page.locator(selector).first().waitFor({ timeout: patience }),
  gone: (page, { selector = '' }) => page.locator(selector).first().waitFor({ state: 'hidden', timeout: patience }),
  click: (page, { selector = '' }) => page.locator(selector).first().click({ timeout: patience }),
  hover: (page, { selector = '' }) => page.locator(selector).first().hover({ timeout: patience, force: true }),
  away: (page) => page.mouse.move(640, 799),
  text: (page, { selector = '' }) => page.locator(selector).allInnerTexts(),
  html: (page, { selector = '' }) => page.locator(selector).first().evaluate('element => element.outerHTML'),
  screenshot: (page, { file = '' }) => page.screenshot({ path: file, animations: 'disabled', caret: 'hide', clip }),
};

/**
 * Listens on 127.0.0.1 for as long as the process lives.
 * @param page the page to act on, once there is one
 * @returns the address to put into the suite's environment
 */
export async function startWindowControl(page: Promise<Page>): Promise<string> {
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
