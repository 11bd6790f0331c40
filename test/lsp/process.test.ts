import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
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

const run = (...flags: string[]) => spawnSync(process.execPath, [file, ...flags], { encoding: 'utf8' });

/** One session from initialize to exit; gives the exit code. Where the server ends too early, it is not waited for. */
async function session(editor: Editor, server: ChildProcess): Promise<unknown> {
  const ended = once(server, 'exit').then(([code]) => code);
  const talk = async () => {
    await editor.initialize({});
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
