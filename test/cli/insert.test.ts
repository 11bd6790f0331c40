import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { GOOD_POD, podPatterns, scratch } from './command.ts';

const manifest = PATTERNS.find(({ scope }) => scope === 'manifest');
const other = GOOD_POD.replaceAll('shop', 'other');
const folder = scratch({
  'pod.yaml': GOOD_POD,
  'bom.yaml': `\uFEFF${GOOD_POD.replaceAll('\n', '\r\n')}`,
  'two.yaml': `${GOOD_POD}---\n${other}`,
  'none.yaml': 'a: 1\n',
  'job.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: web\n          image: acme/web:1.0\n',
  'binary.yaml': new Uint8Array([0, 1, 2]),
});

/** Everything that ends otherwise than with a text: the arguments, the exit status, the line on standard error. */
const ENDS: readonly (readonly [name: string, args: readonly string[], status: 1 | 2, expected: RegExp])[] = [
  ['no pattern', [], 2, /insert needs PATTERN/],
  ['an unknown pattern', ['fluent-bot', 'pod.yaml'], 2, /there is no pattern "fluent-bot", did you mean fluent-bit\?/],
  ['no path', ['fluent-bit'], 2, /fluent-bit goes into a pod: insert fluent-bit needs a PATH, or --kind/],
  ['a missing file', ['redis-exporter', 'lost.yaml'], 2, /lost\.yaml: no such file/],
  ['a folder', ['redis-exporter', '.'], 2, /this is a folder/],
  ['no text', ['redis-exporter', 'binary.yaml'], 2, /not a text file/],
  ['an unknown parameter', ['redis-exporter', 'pod.yaml', '--set', 'colour=red'], 2, /no parameter "colour"/],
  [
    'a wrong value',
    ['wait-for-service', 'pod.yaml', '--set', 'host=a', '--set', 'port=x'],
    2,
    /"port" must be a number/,
  ],
  ['a missing value', ['wait-for-service', 'pod.yaml'], 2, /wait-for-service needs a value for "host"/],
  ['a wrong form', ['redis-exporter', 'pod.yaml', '--variant', 'odd'], 2, /--variant must be one of native, classic/],
  ['several pods', ['redis-exporter', 'two.yaml'], 2, /choose one with --pod: Pod\/shop, Pod\/other$/],
  ['standard input to be written', ['redis-exporter', '-', '--write'], 2, /standard input cannot be written/],
  ['no such pod', ['redis-exporter', 'pod.yaml', '--pod', 'lost'], 1, /pod\.yaml: there is no pod called lost$/],
  ['no pod at all', ['redis-exporter', 'none.yaml'], 1, /none\.yaml: there is no pod in it$/],
  [
    'a form that there is not',
    ['wait-for-service', 'pod.yaml', '--set', 'host=a', '--variant', 'native'],
    1,
    /has no native form$/,
  ],
  [
    'too early a version',
    ['redis-exporter', 'pod.yaml', '--variant', 'native', '--kubernetes-version', '1.28'],
    1,
    /native sidecars need Kubernetes 1\.29/,
  ],
  ['an unknown kind', ['redis-exporter', '--kind', 'Deploy'], 2, /--kind must be one of Deployment, .*, not "Deploy"/],
  ['a kind for a file', ['redis-exporter', 'pod.yaml', '--kind', 'Pod'], 2, /it does not go with pod\.yaml$/],
  ['a kind to be written', ['redis-exporter', '--kind', 'Pod', '--write'], 2, /--write does not go with it$/],
  ['a missing value for a kind', ['wait-for-service', '--kind', 'Pod'], 2, /needs a value for "host"/],
  [
    'a kind that a rule would object to',
    ['redis-exporter', '--kind', 'job', '--variant', 'classic'],
    1,
    /^pod-patterns: then job-sidecar-never-completes would report/,
  ],
  [
    'no such container to help',
    ['redis-cache', 'pod.yaml', '--container', 'lost'],
    1,
    /has no container "lost" that could be helped$/,
  ],
  [
    'a rule would object',
    ['redis-exporter', 'job.yaml', '--variant', 'classic'],
    1,
    /then job-sidecar-never-completes would report/,
  ],
];

suite('insert', { concurrency: 4 }, () => {
  for (const [name, args, status, expected] of ENDS) {
    test(`ends with ${status}: ${name}`, async () => {
      const ran = await podPatterns(['insert', ...args], { cwd: folder });
      assert.equal(ran.status, status, ran.stderr);
      assert.equal(ran.stdout, '');
      assert.match(ran.stderr.trimEnd(), expected);
      assert.equal(ran.stderr.split('\n').length, 2, ran.stderr);
    });
  }

  test('prints the whole file with the pattern, and changes none', async () => {
    const ran = await podPatterns(
      ['insert', 'wait-for-service', 'two.yaml', '--pod', 'Pod/other', '--set', 'host=db'],
      {
        cwd: folder,
      },
    );
    assert.equal(ran.status, 0, ran.stderr);
    assert.equal(ran.stderr, '');
    const [first, second = ''] = ran.stdout.split('---\n');
    assert.equal(first, GOOD_POD);
    assert.match(second, /^ {2}initContainers:\n {4}- name: wait-for-service$[\s\S]*nc -z.* db 5432/m);
    assert.equal(readFileSync(join(folder, 'two.yaml'), 'utf8'), `${GOOD_POD}---\n${other}`);
  });

  test('keeps the byte order mark and the line breaks', async () => {
    const { stdout } = await podPatterns(['insert', 'redis-exporter', 'bom.yaml'], { cwd: folder });
    assert.match(stdout, /^\uFEFFapiVersion: v1\r\n/);
    assert.doesNotMatch(stdout, /[^\r]\n/);
  });

  test('reads standard input', async () => {
    const { stdout, status } = await podPatterns(['insert', 'redis-exporter', '-'], { cwd: folder, input: GOOD_POD });
    assert.equal(status, 0);
    assert.match(stdout, /name: redis-exporter/);
  });

  test('writes the file, which keeps its mode, with what it would have printed', async () => {
    const own = scratch({ 'pod.yaml': GOOD_POD });
    chmodSync(join(own, 'pod.yaml'), 0o640);
    const printed = await podPatterns(['insert', 'redis-exporter', 'pod.yaml'], { cwd: own });
    const ran = await podPatterns(['insert', 'redis-exporter', 'pod.yaml', '--write'], { cwd: own });
    assert.deepEqual([ran.status, ran.stdout, ran.stderr], [0, 'pod.yaml: redis-exporter inserted\n', '']);
    assert.equal(readFileSync(join(own, 'pod.yaml'), 'utf8'), printed.stdout);
    assert.equal(statSync(join(own, 'pod.yaml')).mode & 0o777, 0o640);
    const again = await podPatterns(['insert', 'redis-exporter', 'pod.yaml', '--write', '--quiet'], { cwd: own });
    assert.deepEqual([again.status, again.stdout], [1, '']);
    assert.equal(readFileSync(join(own, 'pod.yaml'), 'utf8'), printed.stdout);
  });

  test('helps the container that is meant', async () => {
    const text = `${GOOD_POD.trimEnd()}\n    - name: second\n      image: acme/second:1.0\n`;
    const ran = await podPatterns(['insert', 'redis-cache', '-', '--container', 'second'], {
      cwd: folder,
      input: text,
    });
    assert.equal(ran.status, 0, ran.stderr);
    assert.match(ran.stdout, /- name: second\n {6}image: acme\/second:1\.0\n {6}env:\n/);
  });

  test('prints a workload of the kind that is asked for', async () => {
    const ran = await podPatterns(['insert', 'redis-cache', '--kind', 'cronjob'], { cwd: folder });
    assert.deepEqual([ran.status, ran.stderr], [0, '']);
    assert.match(ran.stdout, /^apiVersion: batch\/v1\nkind: CronJob\n[\s\S]* image: redis:/m);
    const checked = await podPatterns(['lint', '-', '--fail-on', 'information'], { cwd: folder, input: ran.stdout });
    assert.equal(checked.status, 0, checked.stdout);
  });

  test('asks the configuration for the version', async () => {
    const own = scratch({ 'pod.yaml': GOOD_POD, '.pod-patterns.yaml': 'kubernetesVersion: "1.28"\n' });
    const { stdout } = await podPatterns(['insert', 'redis-exporter', 'pod.yaml'], { cwd: own });
    assert.match(stdout, /name: redis-exporter/);
    assert.doesNotMatch(stdout, /initContainers/);
  });

  test('a whole manifest', { skip: manifest ? false : 'there is none yet' }, async () => {
    const id = manifest?.id ?? '';
    const set = (manifest?.parameters ?? []).flatMap(({ key, default: usual, example }) =>
      usual === null ? ['--set', `${key}=${example}`] : [],
    );
    const printed = await podPatterns(['insert', id, ...set], { cwd: folder });
    assert.equal(printed.status, 0, printed.stderr);
    assert.match(printed.stdout, /^apiVersion: /m);
    const refused = await podPatterns(['insert', id, 'pod.yaml', ...set], { cwd: folder });
    assert.deepEqual([refused.status, refused.stdout], [1, '']);
    assert.match(refused.stderr, /whole manifest/);
    const foreign = await podPatterns(['insert', id, '--write', ...set], { cwd: folder });
    assert.deepEqual([foreign.status, foreign.stdout], [2, '']);
    const wrong = await podPatterns(['insert', id, '--set', 'no-such=1'], { cwd: folder });
    assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  });
});
