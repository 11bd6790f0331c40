import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { badPod, GOOD_POD, oldestNode, podPatterns, type RunOptions, scratch, WARNED_POD } from './command.ts';

const FILES = { 'bad.yaml': badPod(), 'good.yaml': GOOD_POD, 'warned.yaml': WARNED_POD };

describe('exit status of the command line', { concurrency: 4 }, () => {
  const cases: { args: string[]; status: number; files?: Record<string, string | Uint8Array>; run?: RunOptions }[] = [
    { args: ['lint', 'good.yaml'], status: 0 },
    { args: ['lint', 'bad.yaml'], status: 1 },
    { args: ['lint'], status: 1 },
    { args: ['lint', 'warned.yaml'], status: 0 },
    { args: ['lint', 'warned.yaml', '--fail-on', 'warning'], status: 1 },
    { args: ['lint', 'warned.yaml', '--fail-on=hint'], status: 1 },
    { args: ['lint', 'bad.yaml', '--fail-on', 'never'], status: 0 },
    { args: ['lint', 'warned.yaml', '--rule', 'unknown-rule=error'], status: 1 },
    { args: ['lint', 'bad.yaml', '--rule', 'volume-mount-undeclared=off'], status: 0 },
    { args: ['lint', 'bad.yaml', '--rule', 'volume-mount-undeclared=hint', '--rule', 'unknown-rule=off'], status: 0 },
    { args: ['lint', 'bad.yaml', '--kubernetes-version', '1.31'], status: 1 },
    { args: ['lint', '--jobs', '2'], status: 1 },
    { args: ['lint', 'good.yaml', '--jobs', '8'], status: 0 },
    { args: ['lint', '-'], status: 1, run: { input: badPod() } },
    { args: ['fix', 'good.yaml'], status: 0 },
    { args: ['fix', 'bad.yaml'], status: 1 },
    { args: ['fix', 'warned.yaml', '--fail-on', 'warning', '--dry-run'], status: 1 },
    { args: ['lint', 'text.yaml'], status: 0, files: { 'text.yaml': 'no: [yaml, here: "' } },
    { args: ['lint', 'bytes.yaml'], status: 0, files: { 'bytes.yaml': new Uint8Array([0, 1, 255]) } },
    { args: ['lint', 'empty'], status: 0, files: { 'empty/.keep': '' } },
    { args: ['lint', 'good.yaml'], status: 0, files: { '.pod-patterns.yaml': 'colour: red\n' } },
    { args: ['rules'], status: 0 },
    { args: ['--help'], status: 0 },
    { args: ['lint', '--help', '--nonsense'], status: 0 },
    { args: ['--version'], status: 0 },
  ];
  for (const { args, status, files, run } of cases) {
    test(`${args.join(' ')} -> ${status}`, async () => {
      const ran = await podPatterns(args, { cwd: scratch({ ...FILES, ...files }), ...run });
      assert.deepEqual({ status: ran.status, stderr: ran.stderr }, { status, stderr: '' }, ran.stdout);
    });
  }
});

describe('a command that cannot do its work says why in one line', { concurrency: 4 }, () => {
  const unreadable = () => {
    const cwd = scratch({ 'closed/a.yaml': GOOD_POD });
    chmodSync(join(cwd, 'closed'), 0);
    return { cwd, unprivileged: true };
  };
  const unreadableFile = () => {
    const cwd = scratch({ 'closed.yaml': GOOD_POD });
    chmodSync(join(cwd, 'closed.yaml'), 0);
    return { cwd, unprivileged: true };
  };
  const inFolder = (files: Record<string, string | Uint8Array>) => () => ({ cwd: scratch({ ...FILES, ...files }) });
  const cases: { name?: string; args: string[]; says: RegExp; run?: () => RunOptions }[] = [
    { args: [], says: /verb is missing/ },
    { args: ['frobnicate'], says: /unknown verb "frobnicate"/ },
    { args: ['constructor'], says: /unknown verb "constructor"/ },
    { args: ['lint', '--frobnicate'], says: /unknown flag --frobnicate/ },
    { args: ['lint', '--constructor'], says: /unknown flag --constructor/ },
    { args: ['lint', '-x'], says: /unknown flag -x/ },
    { args: ['lint', '--dry-run'], says: /lint has no flag --dry-run/ },
    { args: ['rules', '--show-suppressed'], says: /rules has no flag --show-suppressed/ },
    { args: ['rules', 'here.yaml'], says: /takes no path/ },
    { args: ['lint', '--format'], says: /--format needs a value/ },
    { args: ['lint', '--quiet=yes'], says: /--quiet takes no value/ },
    { args: ['lint', '--format', 'yaml'], says: /--format must be one of text, json, sarif, github, junit/ },
    { args: ['fix', '--format', 'sarif'], says: /--format must be one of text, json, not/ },
    { args: ['lint', '--jobs', '0'], says: /--jobs must be a number of threads from 1/ },
    { args: ['lint', '--jobs', 'many'], says: /--jobs must be a number of threads from 1/ },
    { args: ['fix', '--jobs', '2'], says: /fix has no flag --jobs/ },
    { args: ['lint', '--fail-on', 'fatal'], says: /--fail-on must be one of/ },
    { args: ['lint', '--kubernetes-version', '2'], says: /--kubernetes-version must be a version like/ },
    { args: ['lint', '--rule', 'no-such-rule=off'], says: /there is no rule "no-such-rule"/ },
    { args: ['lint', '--rule', 'unknown-rule=loud'], says: /the severity must be off/ },
    { args: ['lint', '--rule', 'unknown-rule'], says: /the severity must be off/ },
    { args: ['lint', 'missing.yaml'], says: /missing\.yaml: no such file or folder/ },
    { args: ['fix', 'good.yaml', 'missing'], says: /missing: no such file or folder/ },
    { args: ['lint', '--config', 'missing.yaml', '.'], says: /missing\.yaml: no such file/ },
    { args: ['lint', '--config', '.', '.'], says: /\.: no such file/ },
    {
      name: 'broken',
      args: ['lint'],
      says: /\.pod-patterns\.yaml: line 2/,
      run: inFolder({ '.pod-patterns.yaml': '\na: [' }),
    },
    {
      name: 'list',
      args: ['lint'],
      says: /line 1: expected a mapping/,
      run: inFolder({ '.pod-patterns.yaml': '- a' }),
    },
    {
      name: 'bytes',
      args: ['lint'],
      says: /not a text file/,
      run: inFolder({ '.pod-patterns.yaml': new Uint8Array([0]) }),
    },
    { name: 'folder', args: ['lint', 'closed'], says: /closed: permission denied/, run: unreadable },
    { name: 'file', args: ['lint', 'closed.yaml'], says: /closed\.yaml: permission denied/, run: unreadableFile },
    { name: 'bytes', args: ['fix', '-'], says: /not UTF-8/, run: () => ({ input: new Uint8Array([255]) }) },
    { name: 'with more', args: ['fix', '-', '.'], says: /fix - prints the fixed text/ },
  ];
  for (const { name, args, says, run } of cases) {
    test(`${args.join(' ') || '(nothing)'}${name ? ` (${name})` : ''}`, async () => {
      const ran = await podPatterns(args, run?.() ?? { cwd: scratch(FILES) });
      assert.match(ran.stderr, says);
      assert.match(ran.stderr, /^pod-patterns: [^\n]+\n$/);
      assert.deepEqual([ran.status, ran.stdout], [2, '']);
    });
  }
});

test('runs on the oldest Node at hand', async (t) => {
  t.diagnostic(`the command line runs on Node ${oldestNode().version}`);
  assert.ok(Number.parseInt(oldestNode().version, 10) >= 20);
});

test('--help names every verb and flag, --version the version alone', async () => {
  const help = await podPatterns(['fix', '--help']);
  for (const word of ['lint [PATH…]', 'fix [PATH…]', 'rules', '--format', '--fail-on', '--dry-run', '--version']) {
    assert.ok(help.stdout.includes(word), word);
  }
  assert.equal((await podPatterns(['--version'])).stdout, '1.2.3\n');
});

test('links that lead nowhere or in circles end nothing', { skip: process.platform === 'win32' }, async () => {
  const cwd = scratch({ 'deep/good.yaml': GOOD_POD });
  symlinkSync('..', join(cwd, 'deep/up'));
  symlinkSync('loop.yaml', join(cwd, 'loop.yaml'));
  symlinkSync('nowhere.yaml', join(cwd, 'lost.yaml'));
  mkdirSync(join(cwd, 'node_modules'));
  const ran = await podPatterns(['lint', '--format', 'json', '.'], { cwd });
  assert.equal(ran.stderr, '');
  assert.equal(JSON.parse(ran.stdout).summary.files, 1);
});
