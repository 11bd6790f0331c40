// Running an installed code-server: its command line, and its server on 127.0.0.1.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWithUs, stopGroup } from './children.ts';
import { nodeExecutable, Refusal } from './project.ts';

/** An installed code-server and the folders one run of it may write to. */
export interface CodeServer {
  entry: string;
  userData: string;
  extensions: string;
  /** For its configuration, sockets and state: nothing of the user's own code-server is read or touched. */
  scratch: string;
}

/** A server that listens. */
export interface RunningServer {
  port: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

const listenTimeout = 60_000;

function commonArguments({ entry, userData, extensions, scratch }: CodeServer): string[] {
  mkdirSync(scratch, { recursive: true });
  const config = join(scratch, 'config.yaml');
  writeFileSync(config, 'auth: none\n');
  return [entry, '--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

function environment(scratch: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    XDG_CONFIG_HOME: join(scratch, 'config'),
    XDG_DATA_HOME: join(scratch, 'data'),
    // Where the server and the extension host leave their sockets.
    TMPDIR: scratch,
    XDG_RUNTIME_DIR: scratch,
    CODE_SERVER_SESSION_SOCKET: join(scratch, 'session.sock'),
    // No marketplace: otherwise the server asks one on the net.
    EXTENSIONS_GALLERY: '{}',
  };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_.*|ELECTRON_RUN_AS_NODE|PORT|PASSWORD|HASHED_PASSWORD)$/.test(name)) delete env[name];
  }
  return env;
}

/**
 * Runs one command of its command line, such as `--install-extension=/path/to.vsix`.
 * @throws Refusal with what it printed, when it ends with anything but 0
 */
export function runCodeServer(server: CodeServer, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(nodeExecutable(), [...commonArguments(server), ...args], {
    env: environment(server.scratch),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Refusal(`code-server ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Starts the server on 127.0.0.1 and waits until it listens.
 * @param port 0 takes any free one
 * @throws Refusal when it ends early or does not listen within a minute; the message carries what it printed.
 */
export async function startCodeServer(server: CodeServer, port: number, ...args: string[]): Promise<RunningServer> {
  const quiet = ['telemetry', 'update-check', 'workspace-trust', 'getting-started-override', 'proxy'];
  const child = spawn(
    nodeExecutable(),
    [
      ...commonArguments(server),
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--ignore-last-opened'],
      ...quiet.map((feature) => `--disable-${feature}`),
      ...['--vscode-option', 'skip-welcome', '--vscode-option', 'disable-experiments'],
      ...args,
    ],
    { env: environment(server.scratch), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  endWithUs(child);
  let printed = '';
  const listening = new Promise<number>((done, reject) => {
    const read = (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-20_000);
      const match = /listening on https?:\/\/127\.0\.0\.1:(\d+)/.exec(printed);
      if (match) done(Number(match[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code, signal) => reject(new Refusal(`code-server ended with ${code ?? signal}:\n${printed}`)));
    setTimeout(() => reject(new Refusal(`code-server does not listen:\n${printed}`)), listenTimeout).unref();
  });
  const stop = () => stopGroup(child);
  try {
    return { port: await listening, child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
