import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { RULES_BY_ID } from '../../server/src/rules/index.ts';
import { badPod, GOOD_POD, mendable, podPatterns, type RunOptions, scratch, start, WARNED_POD } from './command.ts';

interface Finding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  rule: string;
  severity: string;
  message: string;
  workload: unknown;
  container: string | null;
  fixes: { title: string; safe: boolean; preferred: boolean }[];
  url: string;
  suppressed: boolean;
}

async function lintJson(args: string[], options: RunOptions) {
  const ran = await podPatterns(['lint', '--format', 'json', ...args], options);
  assert.equal(ran.stderr, '');
  const result: { version: number; summary: Record<string, number>; findings: Finding[] } = JSON.parse(ran.stdout);
  return { ...result, status: ran.status };
}

const places = (findings: readonly Finding[]) => findings.map((f) => `${f.file}:${f.line}:${f.column} ${f.rule}`);

describe('lint --format json', { concurrency: 4 }, () => {
  test('has exactly the shape of the contract', async () => {
    const cwd = scratch({ 'deploy/job.yaml': mendable().before, 'deploy/shop.yaml': badPod(), 'values.yaml': 'a: 1' });
    const { version, summary, findings } = await lintJson(['deploy', 'values.yaml'], { cwd });
    assert.equal(version, 1);
    const { milliseconds, errors, ...numbers } = summary;
    assert.ok(Number.isInteger(milliseconds));
    assert.ok((errors ?? 0) >= 2);
    const rest = { files: 3, documents: 2, pods: 2, skipped: 1, warnings: 0, information: 0, hints: 0 };
    assert.deepEqual(numbers, rest);
    for (const finding of findings) {
      const keys = 'file line column endLine endColumn rule severity message workload container fixes url suppressed';
      assert.deepEqual(Object.keys(finding), keys.split(' '));
      assert.deepEqual(Object.keys(finding.workload as object), ['kind', 'name', 'namespace']);
      assert.equal(finding.url, `docs/rules/${finding.rule}.md`);
      assert.ok(RULES_BY_ID.has(finding.rule));
      assert.ok(finding.message.length <= 160 && !finding.message.includes('\n'), finding.message);
      for (const fix of finding.fixes) assert.deepEqual(Object.keys(fix), ['title', 'safe', 'preferred']);
    }
    const [preferred] = findings.find(({ file }) => file === 'deploy/job.yaml')?.fixes ?? [];
    assert.deepEqual([preferred?.safe, preferred?.preferred], [true, true]);
    const shop = findings.find(({ file }) => file === 'deploy/shop.yaml');
    assert.deepEqual(shop?.workload, { kind: 'Pod', name: 'shop', namespace: null });
    assert.equal(shop?.container, 'web');
  });

  const text = badPod();
  const column = (text.split('\n')[8] ?? '').indexOf('lost') + 1;
  for (const [name, before, line, shift] of [
    ['LF', '', 9, 0],
    ['CRLF', '', 9, 0],
    ['a byte order mark', '\uFEFF', 9, 0],
    ['a document before it', `${GOOD_POD}---\n`, 18, 0],
    ['surrogate pairs', '', 9, 2],
  ] as const) {
    test(`counts lines and columns from 1, in UTF-16: ${name}`, async () => {
      const shifted = shift ? text.replace('[{ name', '[{ x: 😀, name') : text;
      const whole = before + shifted;
      const cwd = scratch({ 'a.yaml': name === 'CRLF' ? whole.replaceAll('\n', '\r\n') : whole });
      const { findings } = await lintJson(['a.yaml'], { cwd });
      const [found] = findings;
      const at = shift ? column + 'x: 😀, '.length : column;
      assert.deepEqual([found?.line, found?.column, found?.endLine, found?.endColumn], [line, at, line, at + 4]);
    });
  }

  test('shows paths as they were given, sorts by code unit, takes no file twice', async () => {
    const cwd = scratch({
      'b.yaml': badPod(),
      'a/Z.yml': badPod(),
      'a/a.json': '{}',
      'a/é.yaml': badPod(),
      'c.txt': badPod(),
    });
    const absolute = `${cwd}/b.yaml`.replaceAll('\\', '/');
    assert.deepEqual(places((await lintJson([absolute], { cwd })).findings), [
      `${absolute}:9:30 volume-mount-undeclared`,
    ]);
    const { findings, summary } = await lintJson(['./b.yaml', 'a/', './a/../b.yaml', 'c.txt'], { cwd });
    assert.deepEqual(
      findings.map(({ file }) => file),
      ['a/Z.yml', 'a/é.yaml', 'b.yaml', 'c.txt'],
    );
    assert.equal(summary.files, 5);
  });

  test('standard input is the file "-"', async () => {
    const { findings, status } = await lintJson(['-'], { input: badPod() });
    assert.deepEqual([places(findings), status], [['-:9:30 volume-mount-undeclared'], 1]);
  });

  test('suppressed findings are listed on request, and never counted', async () => {
    const cwd = scratch({ 'a.yaml': badPod(' # pod-patterns-ignore volume-mount-undeclared: a webhook adds it') });
    const without = await lintJson(['.'], { cwd });
    assert.deepEqual([without.findings, without.summary.errors, without.status], [[], 0, 0]);
    const { findings, summary, status } = await lintJson(['.', '--show-suppressed'], { cwd });
    assert.deepEqual([findings.map((f) => f.suppressed), summary.errors, status], [[true], 0, 0]);
  });

  test('skips node_modules and .git, counts what is no Kubernetes', async () => {
    const cwd = scratch({
      'node_modules/a.yaml': badPod(),
      'x/.git/a.yaml': badPod(),
      'bytes.yaml': new Uint8Array([0x6b, 0]),
      'latin1.yaml': Buffer.from('kind: caf\xe9', 'latin1'),
      'prose.yml': 'hello: world',
      'broken.yaml': 'kind: Pod\nspec: {containers: [',
    });
    const { summary, findings } = await lintJson([], { cwd });
    assert.deepEqual([summary.files, summary.skipped, findings], [4, 3, []]);
  });
});

describe('the configuration of lint', { concurrency: 4 }, () => {
  test('the nearest one upwards of each file counts, the command line wins', async () => {
    const cwd = scratch({
      '.pod-patterns.yaml': 'rules: { volume-mount-undeclared: warning }',
      'outer.yaml': badPod(),
      'in/.pod-patterns.yaml': 'rules:\n  volume-mount-undeclared: off\n',
      'in/side/inner.yaml': badPod(),
    });
    const severities = async (...args: string[]) =>
      (await lintJson(args, { cwd })).findings.map(({ file, severity }) => `${file} ${severity}`);
    assert.deepEqual(await severities('.'), ['outer.yaml warning']);
    assert.deepEqual(await severities('in/side', '--config', '.pod-patterns.yaml'), ['in/side/inner.yaml warning']);
    assert.deepEqual(await severities('.', '--rule', 'volume-mount-undeclared=hint'), [
      'in/side/inner.yaml hint',
      'outer.yaml hint',
    ]);
  });

  test('what is wrong in it is a finding at its place, and the rest goes on', async () => {
    const config = 'colour: red\nrules:\n  nonsense: off\n  unknown-rule: loud\n  volume-mount-undeclared: warning\n';
    const cwd = scratch({ 'sub/.pod-patterns.yaml': config, 'sub/a.yaml': badPod() });
    const { findings, summary } = await lintJson(['sub'], { cwd });
    assert.deepEqual(places(findings), [
      'sub/.pod-patterns.yaml:1:1 config-invalid',
      'sub/.pod-patterns.yaml:3:3 config-invalid',
      'sub/.pod-patterns.yaml:4:17 config-invalid',
      'sub/a.yaml:9:30 volume-mount-undeclared',
    ]);
    assert.deepEqual([summary.errors, summary.warnings], [0, 4]);
    const silent = await lintJson(['sub', '--rule', 'config-invalid=off'], { cwd });
    assert.deepEqual(places(silent.findings), ['sub/a.yaml:9:30 volume-mount-undeclared']);
  });

  test('helpers of it count, and what is wrong in one of them is a finding in it', async () => {
    const config = `helpers:
  - { id: acme-gateway, title: Acme gateway, pattern: ambassador, function: http-ambassador, images: [acme/gateway] }
  - id: broken
    title: Broken
    pattern: sidecar
    images: ["acme/broken:1"]
`;
    const job = `apiVersion: batch/v1
kind: Job
metadata: { name: nightly }
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - { name: nightly, image: "acme/nightly:1" }
        - { name: gate, image: "acme/gateway:1" }
        - { name: broken, image: "acme/broken:1" }
`;
    const cwd = scratch({ '.pod-patterns.yaml': config, 'job.yaml': job });
    const { findings } = await lintJson(['.'], { cwd });
    assert.deepEqual(places(findings), [
      '.pod-patterns.yaml:6:14 config-invalid',
      'job.yaml:10:19 job-sidecar-never-completes',
    ]);
    const { stdout } = await podPatterns(['describe', 'job.yaml', '--format', 'json'], { cwd });
    assert.deepEqual(
      JSON.parse(stdout).pods[0].containers.map(({ helper }: { helper: string | null }) => helper),
      [null, 'acme-gateway', null],
    );
    writeFileSync(join(cwd, '.pod-patterns.yaml'), '');
    assert.deepEqual((await lintJson(['.'], { cwd })).findings, []);
  });

  test('excluded files are left out, unless they are named', async () => {
    const cwd = scratch({
      'top/.pod-patterns.yaml': 'exclude: ["vendor/", "*.gen.yaml", "!keep.gen.yaml", /only-here.yaml]',
      'top/vendor/a.yaml': badPod(),
      'top/x/b.gen.yaml': badPod(),
      'top/x/keep.gen.yaml': badPod(),
      'top/only-here.yaml': badPod(),
      'top/x/only-here.yaml': badPod(),
    });
    const files = async (...paths: string[]) => (await lintJson(paths, { cwd })).findings.map(({ file }) => file);
    assert.deepEqual(await files('top'), ['top/x/keep.gen.yaml', 'top/x/only-here.yaml']);
    assert.deepEqual(await files('top/vendor'), []);
    assert.deepEqual(await files('top/vendor/a.yaml'), ['top/vendor/a.yaml']);
  });

  test('the Kubernetes version counts, the one of the command line first', async () => {
    const cwd = scratch({ 'a.yaml': `${GOOD_POD}      restartPolicy: OnFailure\n` });
    const rules = async (...args: string[]) =>
      (await lintJson(['a.yaml', ...args], { cwd })).findings.map(({ rule }) => rule);
    assert.deepEqual(await rules(), []);
    assert.deepEqual(await rules('--kubernetes-version', '1.31'), ['container-restart-policy-invalid']);
    writeFileSync(join(cwd, '.pod-patterns.yaml'), 'kubernetesVersion: 1.30\n');
    assert.deepEqual(await rules(), ['container-restart-policy-invalid']);
    assert.deepEqual(await rules('--kubernetes-version', '1.36'), []);
  });

  test('standard input has the one of the folder in which the command runs', async () => {
    const cwd = scratch({ '.pod-patterns.yaml': 'rules: { volume-mount-undeclared: off }' });
    assert.deepEqual((await lintJson(['-'], { cwd, input: badPod() })).findings, []);
  });

  test('podPaths tells where the pods of a custom kind are', async () => {
    const pod = badPod().replace('v1\nkind: Pod', 'acme.io/v1\nkind: Shop').replace('spec:', 'run:');
    const cwd = scratch({
      'a.yaml': pod,
      '.pod-patterns.yaml': 'podPaths: [{ apiVersion: acme.io/v1, kind: Shop, path: run }]',
    });
    const { findings } = await lintJson(['.'], { cwd });
    assert.deepEqual(places(findings), ['a.yaml:9:30 volume-mount-undeclared']);
  });

  test('a file that a kustomization names as a patch is judged as one', async () => {
    const native = [...RULES_BY_ID.values()].find((rule) => !rule.speaksInPartial && rule.severity === 'error');
    const bad = native?.examples[0]?.bad.replace(/[«»]/g, '') ?? assert.fail('no rule is silent in patches');
    const cwd = scratch({
      'kustomization.yaml': 'patches:\n  - path: patches/it.yaml\n',
      'patches/it.yaml': bad,
      'whole.yaml': bad,
    });
    const rules = async (path: string) => (await lintJson([path], { cwd })).findings.map(({ rule }) => rule);
    assert.ok((await rules('whole.yaml')).includes(native?.id ?? ''));
    for (const path of ['patches', 'patches/it.yaml']) assert.ok(!(await rules(path)).includes(native?.id ?? ''), path);
  });
});

test('lint prints text for people: grouped, no colours in a pipe, a summary unless --quiet', async () => {
  const cwd = scratch({ 'a.yaml': badPod(), 'b.yaml': WARNED_POD, 'c.yaml': 'x: 1' });
  const { stdout } = await podPatterns(['lint'], { cwd });
  const [first, second, blank] = stdout.split('\n');
  assert.equal(first, 'a.yaml');
  assert.match(second ?? '', /^ {2}9:30 {2}error {2}\S.* {2}volume-mount-undeclared$/);
  assert.equal(blank, '');
  assert.match(stdout, /\n1 error, 1 warning in 2 pods of 3 files \(1 skipped: no Kubernetes YAML\)\.\n$/);
  assert.ok(!stdout.includes('\x1b'));
  assert.match((await podPatterns(['lint', 'c.yaml'], { cwd })).stdout, /^No problems in 0 pods of 1 file/);
  assert.equal((await podPatterns(['lint', 'c.yaml', '--quiet'], { cwd })).stdout, '');
});

test('a reader that goes away ends lint quietly', async () => {
  const cwd = scratch({ 'many.yaml': Array.from({ length: 800 }, () => badPod()).join('---\n') });
  const { child, ended } = await start(['lint', '--format', 'json', '.'], { cwd });
  child.stdin.end();
  child.stdout.once('data', () => child.stdout.destroy());
  const { stderr, status } = await ended;
  assert.equal(stderr, '');
  assert.ok(status === 0 || status === 1, `${status}`);
});

test('rules --format json has exactly the shape of the contract', async () => {
  const { stdout, status } = await podPatterns(['rules', '--format', 'json']);
  const { version, rules } = JSON.parse(stdout);
  assert.deepEqual([version, status, rules.length], [1, 0, RULES_BY_ID.size]);
  for (const rule of rules) {
    assert.deepEqual(Object.keys(rule), ['id', 'title', 'severity', 'group', 'fix', 'since', 'url']);
    assert.ok(rule.since === null || /^1\.\d+$/.test(rule.since));
  }
  const text = await podPatterns(['rules']);
  for (const id of RULES_BY_ID.keys()) assert.ok(text.stdout.includes(id), id);
});
