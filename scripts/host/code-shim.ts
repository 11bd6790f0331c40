// Stands in for the desktop `code` executable: takes the arguments @vscode/test-electron passes, runs code-server, and
// shows it in headless Chromium, where the workbench starts the suite in the extension host.
// Environment: POD_PATTERNS_CODE_SERVER, POD_PATTERNS_CHROMIUM (both set by editor.ts), POD_PATTERNS_SHIM_VERBOSE.
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumFlags } from './chromium.ts';
import { type RunningServer, startCodeServer } from './code-server.ts';
import { scratchFolder } from './project.ts';
import { startWindowControl, windowControlVariable } from './window-control.ts';

const verbose = process.env.POD_PATTERNS_SHIM_VERBOSE === '1';
const runTimeout = 600_000;
const scratch = scratchFolder('shim');
let server: RunningServer | undefined;
let browser: Browser | undefined;
let finishing = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => finish(130, signal));
// The runner holds our stdin: its end is the runner's.
process.stdin.on('end', () => finish(130, 'the runner is gone')).resume();
run().catch((error: Error) => finish(1, error.message));

async function run(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  let showPage: (page: Page) => void = () => {};
  process.env[windowControlVariable] = await startWindowControl(new Promise((done) => (showPage = done)));
  server = await startCodeServer(
    {
      entry: required('POD_PATTERNS_CODE_SERVER'),
      userData: options.single('user-data-dir'),
      extensions: options.single('extensions-dir'),
      scratch,
    },
    0,
    // A built product takes extensionTestsPath from the address only while this is on.
    ...['--vscode-option', 'enable-smoke-test-driver'],
  );
  server.child.once('exit', (code) => finish(1, `code-server ended with ${code}`));

  browser = await chromium.launch({ executablePath: required('POD_PATTERNS_CHROMIUM'), args: [...chromiumFlags] });
  browser.once('disconnected', () => finish(1, 'the browser is gone'));
  const page = await openPage(browser);
  showPage(page);
  setTimeout(() => finish(124, `no result within ${runTimeout / 1000} s`), runTimeout).unref();
  await page.goto(workbenchAddress(server.port, options), { timeout: 60_000 });
}

async function openPage(inside: Browser): Promise<Page> {
  const context = await inside.newContext({ viewport: { width: 1280, height: 800 } });
  // Nothing leaves this machine: what would ask the net fails at once instead of hanging.
  const leaves = (address: URL) => address.protocol.startsWith('http') && address.hostname !== '127.0.0.1';
  await context.route(leaves, (route) => route.abort('internetdisconnected'));
  const page = await context.newPage();
  // The workbench reports the output of the suite and its end through these two.
  await page.exposeFunction('codeAutomationLog', (type: 'log' | 'warn' | 'error', args: unknown[]) => {
    if (verbose || String(args[0]).startsWith('[suite]')) console[type === 'error' ? 'error' : 'log'](...args);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
  page.on('crash', () => finish(1, 'the page crashed'));
  if (verbose) page.on('console', (message) => console.error(`[page] ${message.type()} ${message.text()}`));
  return page;
}

function workbenchAddress(port: number, options: Options): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', remote(options.single('extensionDevelopmentPath'))],
    ['extensionTestsPath', remote(options.single('extensionTestsPath'))],
  ];
  const query = new URLSearchParams({ folder: options.folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

interface Options {
  folder: string;
  single(name: string): string;
}

function parseArguments(args: readonly string[]): Options {
  const folder = args.find((one) => !one.startsWith('-'));
  const single = (name: string) => {
    const value = args.findLast((one) => one.startsWith(`--${name}=`));
    if (value === undefined) throw new Error(`code-shim: --${name}=… is missing`);
    return value.slice(name.length + 3);
  };
  if (!folder) throw new Error('code-shim: no folder to open');
  return { folder, single };
}

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`code-shim: ${variable} is not set`);
  return value;
}

async function finish(code: number, why?: string): Promise<void> {
  if (finishing) return;
  finishing = true;
  if (why) console.error(`The editor stopped: ${why}`);
  setTimeout(() => process.exit(code), 8000).unref();
  await browser?.close().catch(() => {});
  await server?.stop();
  process.exit(code);
}
