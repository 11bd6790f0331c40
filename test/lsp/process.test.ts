import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { bundledServer } from './bundle.ts';
import { Editor } from './editor.ts';
import { MISSPELT } from './manifests.ts';

let file = '';
let remove = () => {};

// What is compiled for a test is not to be found again; one test says otherwise.
process.env.NODE_DISABLE_COMPILE_CACHE = '1';

const run = (...flags: string[]) => spawnSync(process.execPath, [file, ...flags], { encoding: 'utf8' });

/** One session from initialize to exit; gives the exit code. Where the server ends too early, it is not waited for. */
async function session(editor: Editor, server: ChildProcess, initializationOptions = {}): Promise<unknown> {
  const ended = once(server, 'exit').then(([code]) => code);
  const talk = async () => {
    await editor.initialize({ initializationOptions });
    assert.deepEqual(editor.initialized.serverInfo, { name: 'Pod Patterns', version: '1.2.3' });
    const [found] = await editor.diagnosed('untitled:shop', MISSPELT);
    assert.equal(found?.code, 'volume-mount-undeclared');
    await editor.connection.sendRequest('shutdown');
    await editor.connection.sendNotification('exit');
    return 'done';
  };
  const early = await Promise.race([talk(), ended]);
  assert.equal(early, 'done', 'the server ended before it was told to');
  return ended;
}

function overStreams(from: Readable, to: Writable): Editor {
  return new Editor(createProtocolConnection(new StreamMessageReader(from), new StreamMessageWriter(to)));
}

describe('the bundled server', () => {
  before(async () => {
    ({ file, remove } = await bundledServer());
  });
  after(() => remove());

  it('serves over stdio, writes nothing else there, and ends with 0', async () => {
    const server = spawn(process.execPath, [file, '--stdio', `--clientProcessId=${process.pid}`]);
    const errors: Buffer[] = [];
    server.stderr.on('data', (data: Buffer) => errors.push(data));
    assert.equal(await session(overStreams(server.stdout, server.stdin), server), 0);
    assert.equal(Buffer.concat(errors).toString(), '');
  });

  it('serves over node IPC', async () => {
    const server = fork(file, ['--node-ipc'], { silent: true });
    const editor = new Editor(createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)));
    assert.equal(await session(editor, server), 0);
  });

  it('serves over a socket', async () => {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const server = spawn(process.execPath, [file, `--socket=${typeof address === 'object' ? address?.port : ''}`]);
    const [socket] = (await once(listener, 'connection')) as [Socket];
    assert.equal(await session(overStreams(socket, socket), server), 0);
    listener.close();
  });

  it('ends when the editor goes without a word', async () => {
    const server = spawn(process.execPath, [file, '--stdio']);
    const ended = once(server, 'exit');
    server.stdin.end();
    assert.equal((await ended)[0], 1);
  });

  it('loads what reads YAML only after the answer to initialize', async () => {
    const told = 'process.on("exit",()=>console.error(Object.keys(require.cache).join("\\n")))';
    const hook = join(dirname(file), 'hook.cjs');
    writeFileSync(hook, told);
    const { stderr } = spawnSync(process.execPath, ['--require', hook, file, '--version'], { encoding: 'utf8' });
    const loaded = stderr.trim().split('\n');
    assert.ok(loaded.includes(file));
    const bytes = loaded.reduce((sum, path) => sum + statSync(path).size, 0);
    assert.ok(bytes < 250_000, `${bytes} bytes: ${stderr}`);
    assert.deepEqual(
      loaded.filter((path) => path.endsWith('.br')),
      [],
    );
  });

  it('keeps compiled code in the folder that the client gives, and does without where it cannot', async () => {
    const folder = join(dirname(file), 'cache');
    const blocked = join(dirname(file), 'blocked');
    writeFileSync(blocked, '');
    for (const cacheFolder of [folder, folder, blocked]) {
      const server = spawn(process.execPath, [file, '--stdio'], {
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: undefined },
      });
      assert.equal(await session(overStreams(server.stdout, server.stdin), server, { cacheFolder }), 0);
    }
    assert.deepEqual(readdirSync(folder), ['1.2.3']);
    assert.ok(readdirSync(folder, { recursive: true }).length > 5);
  });

  it('tells its version and its flags, and refuses others in one line', () => {
    assert.deepEqual([run('--version').stdout, run('--version').status], ['1.2.3\n', 0]);
    assert.match(run('--help').stdout, /--stdio[\s\S]*--node-ipc[\s\S]*--socket=N/);
    for (const flags of [['--nope'], [], ['--stdio', '--socket=1'], ['--socket'], ['--node-ipc']]) {
      const { status, stdout, stderr } = run(...flags);
      assert.deepEqual([status, stdout], [2, ''], flags.join(' '));
      assert.match(stderr, /^pod-patterns-language-server: .+\n$/);
    }
  });
});
