// The built page of the preview in a headless Chromium, with a stand-in for the editor around it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pageHtml } from '../../client/src/preview/html.ts';
import type { FromPage, Spot, ToPage } from '../../client/src/preview/messages.ts';
import { chromiumFlags, presentChromium } from '../../scripts/host/chromium.ts';
import { projectRoot, scratchFolder } from '../../scripts/host/project.ts';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { LOOKS } from './themes.ts';

/** Why there is no browser; false if there is one. */
export const noBrowser: string | false = presentChromium() === undefined && 'there is no Chromium here';

const ORIGIN = 'https://preview.example';
const SOURCE = { uri: 'file:///a.yaml', line: 0, character: 0 };

/** What the extension tells of a file without a pod. */
export const EMPTY: Extract<ToPage, { type: 'empty' }> = {
  type: 'empty',
  note: 'There is no pod in a.yaml.',
  source: SOURCE,
  compares: false,
};

export interface Opened {
  readonly width?: number;
  readonly height?: number;
  readonly look?: keyof typeof LOOKS;
  readonly forcedColors?: 'active';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** What the editor has kept of a page before. */
  readonly state?: unknown;
}

export interface Host {
  open(how?: Opened): Promise<Preview>;
  close(): Promise<void>;
}

/** A page of the preview. */
export interface Preview {
  readonly page: Page;
  /** What the page wrote to its console, and what nobody caught there. */
  readonly complaints: readonly string[];
  send(message: ToPage): Promise<void>;
  show(
    diagrams: readonly Diagram[],
    more?: { readonly cursor?: Spot; readonly pods?: readonly string[] },
  ): Promise<void>;
  /** What the page has told of a type. */
  told<T extends FromPage['type']>(type: T): Promise<Extract<FromPage, { type: T }>[]>;
  /** What the editor keeps. */
  state(): Promise<unknown>;
}

/** Builds the page and starts the browser. */
export async function startHost(): Promise<Host> {
  const folder = scratchFolder('webview');
  const built = spawnSync(process.execPath, [join(projectRoot, 'esbuild.mjs'), `--preview=${folder}`], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
  const browser = await chromium.launch({ executablePath: presentChromium()!, args: [...chromiumFlags] });
  return { open: (how = {}) => openPage(browser, folder, how), close: () => browser.close() };
}

async function openPage(browser: Browser, folder: string, how: Opened): Promise<Preview> {
  const { width = 700, height = 800, look = 'light', forcedColors = null, reducedMotion = 'reduce', state } = how;
  const context = await browser.newContext({ viewport: { width, height }, forcedColors, reducedMotion });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await context.route('**', (route) => route.fulfill(answer(route.request().url(), folder, look)));
  await page.addInitScript(editorAround, state);
  await page.goto(`${ORIGIN}/`);
  const told = <T extends FromPage['type']>(type: T) =>
    page.evaluate((wanted) => Object(window).told.filter((one: FromPage) => one.type === wanted), type) as Promise<
      Extract<FromPage, { type: T }>[]
    >;
  const send = (message: ToPage) =>
    page.evaluate(async (data) => {
      window.postMessage(data, '*');
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }, message);
  return {
    page,
    complaints,
    send,
    show: (diagrams, { cursor = null, pods = diagrams.map(({ title }) => title) } = {} as never) =>
      send({
        type: 'picture',
        diagrams,
        cursor,
        source: SOURCE,
        pods: pods.map((label) => ({ label })),
        shown: diagrams.length > 1 ? 'all' : 0,
        locked: false,
        compares: false,
      }),
    told,
    state: () => page.evaluate(() => Object(window).kept),
  };
}

/** Runs in the page before its own script. */
function editorAround(state: unknown): void {
  const window = Object(globalThis);
  window.told = [];
  window.kept = state;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => window.told.push(message),
    getState: () => window.kept,
    setState: (kept: unknown) => {
      window.kept = kept;
    },
  });
}

function answer(url: string, folder: string, look: keyof typeof LOOKS) {
  const { pathname } = new URL(url);
  if (pathname === '/theme.css') return { contentType: 'text/css', body: themeCss(look) };
  if (pathname === '/preview.js')
    return { contentType: 'text/javascript', body: readFileSync(join(folder, 'preview.js'), 'utf8') };
  if (pathname === '/preview.css')
    return { contentType: 'text/css', body: readFileSync(join(folder, 'preview.css'), 'utf8') };
  if (pathname !== '/') return { status: 404, body: '' };
  const parts = { style: '/preview.css', script: '/preview.js', nonce: 'n0nce', styleSource: ORIGIN };
  const html = pageHtml(parts)
    .replace('<link ', '<link rel="stylesheet" href="/theme.css"><link ')
    .replace('<body>', `<body class="${LOOKS[look].bodyClass}">`);
  return { contentType: 'text/html', body: html };
}

function themeCss(look: keyof typeof LOOKS): string {
  const variables = Object.entries(LOOKS[look].variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `html { ${variables.join(' ')} }`;
}
