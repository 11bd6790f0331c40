import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { GOOD_POD, podPatterns, scratch } from './command.ts';

const SHIP = '    - name: ship\n      image: fluent/fluent-bit:5.0.0\n';
const NATIVE = `${SHIP}      restartPolicy: Always\n`;
const CLASSIC_POD = GOOD_POD + SHIP;
const NATIVE_POD = GOOD_POD.replace('  containers:', `  initContainers:\n${NATIVE}  containers:`);
const other = CLASSIC_POD.replaceAll('shop', 'other');
const folder = scratch({
  'classic.yaml': CLASSIC_POD,
  'native.yaml': NATIVE_POD,
  'bom.yaml': `\uFEFF${CLASSIC_POD.replaceAll('\n', '\r\n')}`,
  'two.yaml': `${CLASSIC_POD}---\n${other}`,
  'none.yaml': 'a: 1\n',
  'broken.yaml': `${CLASSIC_POD}  volumes: [\n`,
  'job.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      initContainers:\n        - name: ship\n          image: fluent/fluent-bit:5.0.0\n          restartPolicy: Always\n      containers:\n        - name: web\n          image: acme/web:1.0\n',
  'odd.yaml': CLASSIC_POD.replace('name: ship', 'name: "fb\\e[31mRED\\nsecond"'),
  'binary.yaml': new Uint8Array([0, 1, 2]),
});

/** Everything that ends otherwise than with a text: the arguments, the exit status, the line on standard error. */
const ENDS: readonly (readonly [name: string, args: readonly string[], status: 1 | 2, expected: RegExp])[] = [
  ['no form', [], 2, /convert needs native or classic: convert native\|classic PATH$/],
  ['no path', ['native'], 2, /convert needs PATH: convert native\|classic PATH$/],
  ['another form', ['odd', 'classic.yaml', '--container', 'ship'], 2, /makes a sidecar native or classic, not "odd"$/],
  ['no container', ['native', 'classic.yaml'], 2, /convert needs --container NAME$/],
  ['no name of a container', ['native', 'classic.yaml', '--container'], 2, /--container needs a value: NAME$/],
  ['a flag of another verb', ['native', 'classic.yaml', '--variant', 'native'], 2, /convert has no flag --variant$/],
  ['too much', ['native', 'classic.yaml', 'more', '--container', 'ship'], 2, /convert takes no "more"/],
  ['a missing file', ['native', 'lost.yaml', '--container', 'ship'], 2, /lost\.yaml: no such file/],
  ['a folder', ['native', '.', '--container', 'ship'], 2, /this is a folder/],
  ['no text', ['native', 'binary.yaml', '--container', 'ship'], 2, /not a text file/],
  ['several pods', ['native', 'two.yaml', '--container', 'ship'], 2, /choose one with --pod: Pod\/shop, Pod\/other$/],
  ['standard input to be written', ['native', '-', '--container', 'a', '--write'], 2, /cannot be written/],
  [
    'no such pod',
    ['native', 'classic.yaml', '--container', 'ship', '--pod', 'lost'],
    1,
    /there is no pod called lost$/,
  ],
  ['no pod at all', ['native', 'none.yaml', '--container', 'ship'], 1, /none\.yaml: there is no pod in it$/],
  [
    'no such container',
    ['native', 'classic.yaml', '--container', 'lost'],
    1,
    /classic\.yaml: there is no container called lost: there are web, ship$/,
  ],
  [
    'no such container beside one with an odd name',
    ['native', 'odd.yaml', '--container', 'lost'],
    1,
    /odd\.yaml: there is no container called lost: there are web, fb \[31mRED second$/,
  ],
  ['no valid YAML', ['native', 'broken.yaml', '--container', 'ship'], 1, /broken\.yaml: the text is no valid YAML$/],
  ['the application', ['native', 'classic.yaml', '--container', 'web'], 1, /"web" is the application$/],
  ['what it is already', ['classic', 'classic.yaml', '--container', 'ship'], 1, /"ship" is in "containers" already$/],
  ['a Job that would not complete', ['classic', 'job.yaml', '--container', 'ship'], 1, /the Job would never complete/],
  [
    'too early a version',
    ['native', 'classic.yaml', '--container', 'ship', '--kubernetes-version', '1.28'],
    1,
    /native sidecars need Kubernetes 1\.29; the target is 1\.28$/,
  ],
];

suite('convert', { concurrency: 4 }, () => {
  for (const [name, args, status, expected] of ENDS) {
    test(`ends with ${status}: ${name}`, async () => {
      const ran = await podPatterns(['convert', ...args], { cwd: folder });
      assert.equal(ran.status, status, ran.stderr);
      assert.equal(ran.stdout, '');
      assert.match(ran.stderr.trimEnd(), expected);
      assert.equal(ran.stderr.split('\n').length, 2, ran.stderr);
    });
  }

  test('prints the whole file, and tells in one line what changes; the file stays', async () => {
    const args = ['convert', 'native', 'two.yaml', '--pod', 'Pod/other', '--container', 'ship'];
    const ran = await podPatterns(args, { cwd: folder });
    assert.equal(ran.status, 0, ran.stderr);
    assert.equal(ran.stdout, `${CLASSIC_POD}---\n${NATIVE_POD.replaceAll('shop', 'other')}`);
    assert.equal(ran.stderr, 'pod-patterns: two.yaml: "ship" starts before "web", stops after it\n');
    assert.equal(readFileSync(join(folder, 'two.yaml'), 'utf8'), `${CLASSIC_POD}---\n${other}`);
  });

  test('tells what changes in one line, whatever the container is called', async () => {
    const args = ['convert', 'native', 'odd.yaml', '--container', 'fb\x1b[31mRED\nsecond'];
    const ran = await podPatterns(args, { cwd: folder });
    assert.equal(ran.status, 0, ran.stderr);
    assert.equal(ran.stderr, 'pod-patterns: odd.yaml: "fb [31mRED second" starts before "web", stops after it\n');
  });

  test('the other way round, of standard input, without a word', async () => {
    const args = ['convert', 'classic', '-', '--container', 'ship', '--quiet'];
    const ran = await podPatterns(args, { input: NATIVE_POD });
    assert.deepEqual(ran, { status: 0, stdout: CLASSIC_POD, stderr: '' });
  });

  test('keeps the byte order mark and the line breaks', async () => {
    const { stdout } = await podPatterns(['convert', 'native', 'bom.yaml', '--container', 'ship'], { cwd: folder });
    assert.equal(stdout, `\uFEFF${NATIVE_POD.replaceAll('\n', '\r\n')}`);
  });

  test('--write writes the file, and keeps its mode', async () => {
    const own = scratch({ 'pod.yaml': CLASSIC_POD });
    const file = join(own, 'pod.yaml');
    chmodSync(file, 0o640);
    const ran = await podPatterns(['convert', 'native', 'pod.yaml', '--container', 'ship', '--write'], { cwd: own });
    assert.deepEqual([ran.status, ran.stdout], [0, 'pod.yaml: ship is a native sidecar\n']);
    assert.match(ran.stderr, /starts before "web"/);
    assert.equal(readFileSync(file, 'utf8'), NATIVE_POD);
    assert.equal(statSync(file).mode & 0o777, 0o640);
    const args = ['convert', 'classic', 'pod.yaml', '--container', 'ship', '--write', '--quiet'];
    assert.deepEqual(await podPatterns(args, { cwd: own }), { status: 0, stdout: '', stderr: '' });
    assert.equal(readFileSync(file, 'utf8'), CLASSIC_POD);
  });
});
