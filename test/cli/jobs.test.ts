import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Args, readArgs } from '../../server/src/cli/args.ts';
import type { Source } from '../../server/src/cli/files.ts';
import { LINT_FORMATS } from '../../server/src/cli/flags.ts';
import { sharesOf, threadsFor } from '../../server/src/cli/jobs.ts';
import { type Terminal, terminalOf } from '../../server/src/cli/terminal.ts';
import { lintInThreads } from '../../server/src/cli/threads.ts';
import { badPod, GOOD_POD, podPatterns, type Ran, scratch, start, WARNED_POD } from './command.ts';
import { SILENT } from './silent-terminal.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const examples = join(import.meta.dirname, '../../examples');

/** Files of ours, some of a folder, one of standard input, and configurations that matter. */
async function linted(args: readonly string[]): Promise<Ran> {
  const cwd = scratch({
    'a/.pod-patterns.yaml': 'colour: red\n',
    'a/bad.yaml': badPod(),
    'a/silenced.yaml': badPod(' # pod-patterns-ignore volume-mount-undeclared: on purpose'),
    'b/.pod-patterns.yaml': 'preset: all\nrules: { no-such: off }\n',
    'b/warned.yaml': WARNED_POD,
    'b/good.yaml': GOOD_POD,
    'bytes.yaml': new Uint8Array([0, 255]),
  });
  const { status, stdout, stderr } = await podPatterns(['lint', '.', '-', ...args], { cwd, input: badPod() });
  const timeless = stdout.replace(/"milliseconds": \d+|time="[\d.]+"/, '');
  return { status, stderr, stdout: timeless.replaceAll(cwd, '') };
}

describe('lint prints the same in however many threads', { concurrency: 2 }, () => {
  for (const format of LINT_FORMATS) {
    // One format tells everything; it is tried on the most.
    const [paths, threads] =
      format === 'json'
        ? [
            [fixtures, examples],
            ['2', '3'],
          ]
        : [[examples], ['3']];
    test(format, async () => {
      const args = [...paths, '--format', format, '--show-suppressed', '--jobs'];
      const alone = await linted([...args, '1']);
      for (const rule of ['volume-mount-undeclared', 'config-invalid']) assert.ok(alone.stdout.includes(rule), rule);
      for (const jobs of threads) assert.deepEqual(await linted([...args, jobs]), alone, `${jobs} threads`);
    });
  }
});

test('a broken configuration of one file is told by threads as by one', async () => {
  const cwd = scratch({ 'a.yaml': GOOD_POD, 'b/good.yaml': GOOD_POD, 'b/.pod-patterns.yaml': '- a' });
  const run = (jobs: string) => podPatterns(['lint', 'a.yaml', 'b/good.yaml', '--jobs', jobs], { cwd });
  const alone = await run('1');
  assert.deepEqual([alone.status, alone.stdout], [2, '']);
  assert.match(alone.stderr, /^pod-patterns: b\/\.pod-patterns\.yaml: [^\n]+\n$/);
  assert.deepEqual(await run('2'), alone);
});

describe('a thread that fails ends the command with a word', () => {
  const files = {
    'throws.mjs': 'throw new Error("out of order");',
    'ends.mjs': 'process.exit(0);',
    'later.mjs': `import { parentPort } from 'node:worker_threads';
parentPort.postMessage({ linted: null });
parentPort.on('message', () => { throw new Error('out of luck'); });`,
  };
  for (const [file, says] of [
    ['throws.mjs', /out of order/],
    ['ends.mjs', /a thread has ended before its work was done/],
    ['later.mjs', /out of luck/],
  ] as const) {
    test(file, async () => {
      const terminal: Terminal = { ...SILENT, program: join(scratch(files), file) };
      const found = { sources: [sized('a/a.yaml', 1), sized('b/b.yaml', 1)], folders: new Map() };
      await assert.rejects(lintInThreads(2, { args: ARGS, found, input: null }, terminal), says);
    });
  }
});

const ARGS: Args = readArgs(['lint']);

interface Sized extends Source {
  readonly size: number;
}

const sized = (path: string, size: number): Sized => ({ file: path, path: `/${path}`, size });
const sizeOf = (source: Source) => (source as Sized).size;

describe('how many threads', () => {
  const small = [sized('a.yaml', 5_000), sized('b.yaml', 5_000)];
  const large = Array.from({ length: 4 }, (_, i) => sized(`${i}.yaml`, 4_000_000));
  const cases: [string, number | null, readonly Sized[], (threads: number) => boolean][] = [
    ['none for a small call', null, small, (threads) => threads === 0],
    ['none where one is enough', 1, large, (threads) => threads === 0],
    ['as many as are asked for', 3, large, (threads) => threads === 3],
    ['no more than files', 8, small, (threads) => threads === 2],
    ['none for one file', 8, [sized('a.yaml', 50_000_000)], (threads) => threads === 0],
    ['never more than are at hand unless asked', null, large, (threads) => threads <= 5],
  ];
  for (const [name, asked, sources, isRight] of cases) {
    test(name, () => assert.ok(isRight(threadsFor(asked, sources, sizeOf)), `${threadsFor(asked, sources, sizeOf)}`));
  }
});

describe('shares', () => {
  const folders = [
    [1, 10],
    [2, 150_000],
    [1, 900_000],
    [30, 100_000],
  ] as const;
  const sources = folders.flatMap(([files, size], folder) =>
    Array.from({ length: files }, (_, i) => sized(`${folder}/${i}.yaml`, size)),
  );
  const shares = sharesOf(sources, 2, sizeOf);

  test('hold every file once', () => {
    assert.deepEqual(
      shares.flat().sort((a, b) => a - b),
      [...sources.keys()],
    );
  });

  test('keep the files of a folder together as long as they are not too many', () => {
    const foldersOf = (share: readonly number[]) => [...new Set(share.map((n) => sources[n]?.file.split('/')[0]))];
    assert.deepEqual(shares.map(foldersOf).sort(), [['0', '1'], ['2'], ['3'], ['3'], ['3']]);
  });

  test('come the largest first', () => {
    const sizes = shares.map((share) => share.reduce((sum, n) => sum + (sources[n]?.size ?? 0), 0));
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => b - a),
    );
  });
});

describe('progress', () => {
  const cases: [string, { isTTY: boolean; quiet?: boolean; env?: Record<string, string>; later?: boolean }, boolean][] =
    [
      ['is shown on a terminal', { isTTY: true }, true],
      ['not before a second', { isTTY: true, later: false }, false],
      ['not where nobody looks', { isTTY: false }, false],
      ['not with --quiet', { isTTY: true, quiet: true }, false],
      ['not in CI', { isTTY: true, env: { CI: 'true' } }, false],
    ];
  for (const [name, { isTTY, quiet = false, env = {}, later = true }, isShown] of cases) {
    test(name, (t) => {
      let now = 0;
      t.mock.method(performance, 'now', () => now);
      const written: string[] = [];
      const stream = { isTTY, on: () => {}, write: (text: string) => written.push(text) };
      const process = { stdout: stream, stderr: stream, stdin: null, env } as unknown as NodeJS.Process;
      const terminal = terminalOf(process, { noColour: true, quiet, program: null });
      now = later ? 1100 : 900;
      terminal.progress('linting', 1200, 2378);
      terminal.progress('linting', 1201, 2378);
      terminal.clear();
      assert.deepEqual(written, isShown ? ['\r\x1b[Klinting 1,200 of 2,378 files', '\r\x1b[K'] : []);
    });
  }
});

test('an interrupt ends at once, without half a document', { skip: process.platform === 'win32' }, async () => {
  for (const jobs of ['1', '2']) {
    // It waits for standard input, or has begun: neither catches the signal.
    const { child, ended } = await start(['lint', '-', fixtures, '--format', 'json', '--jobs', jobs]);
    child.stdin.on('error', () => {});
    if (jobs === '2') child.stdin.end(badPod());
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    const { stdout, stderr } = await ended;
    assert.deepEqual([child.exitCode ?? child.signalCode, stdout, stderr], ['SIGINT', '', '']);
  }
});
