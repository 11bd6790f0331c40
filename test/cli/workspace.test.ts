import assert from 'node:assert/strict';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { podPatterns, scratch } from './command.ts';

const POD = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports: [{containerPort: 8080, name: http}]
        - name: shop
          image: acme/shop:1
`;
const service = (target: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: front${more}}\nspec: {selector: {app: shop}, ports: [{port: 80, targetPort: ${target}}]}\n`;

const RULE = 'service-target-port-unknown';

/** Where the rule speaks. */
async function findings(cwd: string, ...paths: string[]): Promise<string[]> {
  const { stdout, stderr, status } = await podPatterns(['lint', '--format', 'json', '--fail-on', 'never', ...paths], {
    cwd,
  });
  assert.equal(status, 0, stderr);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; file: string; line: number }[] };
  return findings.filter(({ rule }) => rule === RULE).map(({ file, line }) => `${file}:${line}`);
}

async function evidence(cwd: string, ...paths: string[]): Promise<string> {
  const { stdout, stderr, status } = await podPatterns(['describe', '--format', 'json', ...paths], { cwd });
  assert.equal(status, 0, stderr);
  return stdout;
}

suite('files of one call', () => {
  test('refer to each other, in one folder and in folders of one parent', async () => {
    const cwd = scratch({
      'one/pod.yaml': POD,
      'one/service.yaml': service('metrics'),
      'two/deep/service.yaml': service('metrics'),
      'three/pod.yaml': POD,
      'four/service.yaml': service('metrics'),
      'four/right.yaml': service('http'),
    });
    assert.deepEqual(await findings(cwd, '.'), ['four/service.yaml:4', 'one/service.yaml:4']);
    assert.match(await evidence(cwd, 'three', 'four'), /the Service front leads to it/);
  });

  test('are only those that were given', async () => {
    const cwd = scratch({
      'one/pod.yaml': POD,
      'one/service.yaml': service('metrics'),
      'one/right.yaml': service('http'),
    });
    assert.deepEqual(await findings(cwd, 'one/service.yaml'), []);
    assert.deepEqual(await findings(cwd, 'one/service.yaml', 'one/pod.yaml'), ['one/service.yaml:4']);
    assert.doesNotMatch(await evidence(cwd, 'one/pod.yaml'), /the Service/);
    const explained = await podPatterns(['explain', 'one/pod.yaml:10:17'], { cwd });
    assert.match(explained.stdout, /nginx/i);
    assert.doesNotMatch(explained.stdout, /Service `?front/);
  });

  test('say nothing where the candidates disagree', async () => {
    const cwd = scratch({
      'base/service.yaml': service('metrics'),
      'a/pod.yaml': POD,
      'b/pod.yaml': POD.replace('name: http', 'name: metrics'),
    });
    assert.deepEqual(await findings(cwd, '.'), []);
    assert.deepEqual(await findings(cwd, 'base', 'a'), ['base/service.yaml:4']);
  });

  test('are joined by a kustomization, which gives names and namespaces', async () => {
    const cwd = scratch({
      'base/kustomization.yaml': 'resources: [pod.yaml]',
      'base/pod.yaml': POD,
      'overlays/prod/kustomization.yaml': 'namespace: prod\nresources: [../../base, service.yaml]',
      'overlays/prod/service.yaml': service('metrics', ', namespace: prod'),
      'overlays/test/kustomization.yaml': 'namespace: test\nresources: [../../base, service.yaml]',
      'overlays/test/service.yaml': service('metrics', ', namespace: prod'),
      'other/service.yaml': service('metrics', ', namespace: prod'),
    });
    assert.deepEqual(await findings(cwd, '.'), ['overlays/prod/service.yaml:4', 'overlays/test/service.yaml:4']);
  });

  test('take in standard input, a link, and what is no text', async () => {
    const cwd = scratch({ 'pod.yaml': POD, 'bytes.yaml': 'kind: Service\u0000', 'd/x.yaml': 'a: b' });
    symlinkSync(join(cwd, 'pod.yaml'), join(cwd, 'd', 'link.yaml'));
    symlinkSync(cwd, join(cwd, 'd', 'loop'));
    const input = service('metrics');
    const args = ['lint', '--format', 'json', '--fail-on', 'never', '-', 'pod.yaml'];
    const { stdout, stderr } = await podPatterns(args, { cwd, input });
    assert.equal(stderr, '');
    const found = JSON.parse(stdout).findings as { rule: string; file: string }[];
    assert.deepEqual(
      found.filter(({ rule }) => rule === RULE).map(({ file }) => file),
      ['-'],
    );
    assert.deepEqual(await findings(cwd, '.'), []);
  });

  test('are all read before one is changed', async () => {
    const cwd = scratch({ 'a/pod.yaml': POD, 'a/service.yaml': service('htpp'), 'b/locked.yaml': POD });
    const fixed = await podPatterns(['fix', 'a'], { cwd });
    assert.equal(fixed.stderr, '');
    assert.match(readFileSync(join(cwd, 'a/service.yaml'), 'utf8'), /targetPort: http\b/);
    assert.deepEqual(await findings(cwd, 'a'), []);
    chmodSync(join(cwd, 'b/locked.yaml'), 0);
    const denied = await podPatterns(['lint', '.'], { cwd, unprivileged: true });
    assert.equal(denied.status, 2);
    assert.match(denied.stderr, /^pod-patterns: .*b\/locked\.yaml: permission denied\n$/);
  });
});
