import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { podPatterns, type RunOptions, scratch } from './command.ts';

const POD = `# a comment
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: pool
      image: edoburu/pgbouncer:1
      restartPolicy: Always
      env: [{ name: X, value: x }]
  containers:
    - { name: web, image: "acme/web:1" }
---
apiVersion: v1
kind: Pod
metadata: { name: second }
spec: { containers: [{ name: other, image: "acme/other:1" }] }
`;
const FILES = {
  'pod.yaml': POD,
  'crlf.yaml': POD.replaceAll('\n', '\r\n'),
  'marked.yaml': `\uFEFF${POD}`,
  'pod.json': '{"kind":"Pod","apiVersion":"v1","spec":{"containers":[{"name":"web","image":"a"}]}}',
  'deep/x:8': POD,
  'args.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args: [x]\n    name: web\n    image: a\n',
  'bytes.yaml': new Uint8Array([0, 1]),
};

describe('explain prints what there is to say about a place', { concurrency: 4 }, () => {
  const cases: { name?: string; args: string[]; begins: string; run?: RunOptions }[] = [
    { name: 'a line', args: ['pod.yaml:8'], begins: '**`pool`** · ambassador · [PgBouncer' },
    { name: 'a column', args: ['pod.yaml:8:13'], begins: '**`pool`** · ambassador' },
    { name: 'the end of a word', args: ['pod.yaml:8:17'], begins: '**`pool`** · ambassador' },
    { name: 'a key', args: ['pod.yaml:7'], begins: '**Start order of Pod "shop"**' },
    { name: 'the first place of a flow style', args: ['pod.yaml:13'], begins: '**`web`** · application' },
    { name: 'a later place of the line', args: ['pod.yaml:18'], begins: '**Containers of Pod "second"**' },
    { name: 'where a container begins with another key', args: ['args.yaml:5'], begins: '**`web`** · application' },
    { name: 'a second document', args: ['pod.yaml:18:32'], begins: '**`other`** · application' },
    { name: 'CRLF', args: ['crlf.yaml:18:32'], begins: '**`other`** · application' },
    { name: 'a byte order mark', args: ['marked.yaml:8'], begins: '**`pool`** · ambassador' },
    { name: 'JSON', args: ['pod.json:1'], begins: '**Containers of Pod' },
    { name: 'a path with a colon', args: ['deep/x:8:8'], begins: '**`pool`** · ambassador' },
    { name: 'a path with a colon, and a column', args: ['deep/x:8:8:13'], begins: '**`pool`** · ambassador' },
    { name: 'standard input', args: ['-:8'], begins: '**`pool`** · ambassador', run: { input: POD } },
    { name: 'a version', args: ['pod.yaml:9', '--kubernetes-version', '1.28'], begins: '**`pool`** · ambassador' },
  ];
  for (const { name, args, begins, run } of cases) {
    test(name ?? args.join(' '), async () => {
      const ran = await podPatterns(['explain', ...args], { cwd: scratch(FILES), ...run });
      assert.deepEqual([ran.stdout.slice(0, begins.length), ran.stderr, ran.status], [begins, '', 0]);
      assert.match(ran.stdout, /\)\n$/);
    });
  }

  test('the version counts', async () => {
    const ran = await podPatterns(['explain', 'pod.yaml:8', '--kubernetes-version', '1.28'], { cwd: scratch(FILES) });
    assert.match(ran.stdout, /behind a feature gate that is off/);
  });
});

describe('explain with nothing to say', { concurrency: 4 }, () => {
  for (const [place, where] of [
    ['pod.yaml:1', 'pod.yaml:1'],
    ['pod.yaml:11', 'pod.yaml:11'],
    ['pod.yaml:8:1', 'pod.yaml:8:1'],
    ['pod.yaml:19', 'pod.yaml:19'],
  ]) {
    test(`${place}`, async () => {
      const ran = await podPatterns(['explain', `${place}`], { cwd: scratch(FILES) });
      assert.deepEqual(ran, {
        status: 1,
        stdout: '',
        stderr: `pod-patterns: ${where}: there is nothing to explain here\n`,
      });
    });
  }
});

describe('explain of a place that is none', { concurrency: 4 }, () => {
  const cases: { args: string[]; says: RegExp }[] = [
    { args: [], says: /explain needs PATH:LINE/ },
    { args: ['pod.yaml'], says: /pod\.yaml: a line is missing, as in pod\.yaml:12/ },
    { args: [''], says: /a line is missing, as in PATH:12/ },
    { args: [':3'], says: /a line is missing/ },
    { args: ['pod.yaml:x'], says: /a line is missing/ },
    { args: ['pod.yaml:-3'], says: /a line is missing/ },
    { args: ['pod.yaml:0'], says: /lines and columns count from 1/ },
    { args: ['pod.yaml:3:0'], says: /lines and columns count from 1/ },
    { args: ['pod.yaml:20'], says: /pod\.yaml has no line 20/ },
    { args: ['pod.yaml:99999999999999999999999'], says: /pod\.yaml has no line/ },
    { args: ['pod.yaml:2:99'], says: /line 2 has no column 99/ },
    { args: ['missing.yaml:3'], says: /missing\.yaml: no such file or folder/ },
    { args: ['C:\\missing.yaml:3:5'], says: /C:\\missing\.yaml: no such file or folder/ },
    { args: ['deep:3'], says: /deep: this is a folder, not a file/ },
    { args: ['bytes.yaml:1'], says: /bytes\.yaml: this is not a text file/ },
    { args: ['pod.yaml:3', 'pod.yaml:4'], says: /explain takes no "pod\.yaml:4"/ },
  ];
  for (const { args, says } of cases) {
    test(args.join(' ') || '(nothing)', async () => {
      const ran = await podPatterns(['explain', ...args], { cwd: scratch(FILES) });
      assert.match(ran.stderr, says);
      assert.match(ran.stderr, /^pod-patterns: [^\n]+\n$/);
      assert.deepEqual([ran.status, ran.stdout], [2, '']);
    });
  }
});
