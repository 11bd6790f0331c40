import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { analyseFile, type Part } from '../../server/src/features/file.ts';
import { conversionOf, make, type SidecarForm } from '../../server/src/features/refactors.ts';
import { examplesOf, insertPattern } from '../../server/src/patterns/insert.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import type { ContainerPattern } from '../../server/src/patterns/pattern.ts';
import { lint } from '../../server/src/rules/lint.ts';
import type { Team, Teammate } from '../../server/src/traffic/team.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, isSerious, settings, told } from '../support.ts';
import { CONVERSIONS } from './convert-manifests.ts';
import { jobPod, pod } from './convert-pods.ts';
import { EOLS, WAYS } from './insert-manifests.ts';

/** What became of a container: the whole text and what changes at run time, or why not. */
type Converted = { readonly text: string; readonly changes: string } | { readonly refusal: string };

function convert(text: string, name: string, form: SidecarForm, kubernetes = 35): Converted {
  const set = settings(kubernetes);
  const parts = analyseFile(text, ALONE);
  const { part, team, member } = find(parts, name);
  const conversion = conversionOf(team, member, form, set);
  if ('misfit' in conversion) return { refusal: conversion.misfit };
  const made = make({ analysis: part.analysis, settings: set, team, member }, conversion);
  if ('refusal' in made) return made;
  const texts = parts.map(({ analysis }) => {
    return analysis === part.analysis ? applyEdits(analysis.text, made.edits) : analysis.text;
  });
  return { text: texts.join(''), changes: conversion.changes };
}

function find(parts: readonly Part[], name: string): { part: Part; team: Team; member: Teammate } {
  for (const part of parts) {
    for (const team of part.analysis.teams) {
      const member = team.members.find(({ container }) => container.name?.value === name);
      if (member) return { part, team, member };
    }
  }
  throw new Error(`no container ${name}`);
}

function converted(text: string, name: string, form: SidecarForm, what: string): string {
  const after = convert(text, name, form);
  assert.ok('text' in after, `${what}, to ${form}: ${'refusal' in after && after.refusal}`);
  checkText(text, after.text, what);
  return after.text;
}

/** Both parsers read the same, line breaks stay what they were, and nothing of ours is reported. */
function checkText(before: string, after: string, what: string): void {
  if (before.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/, what);
  for (const { analysis } of analyseFile(after, ALONE)) {
    assert.notEqual(analysis.document?.broken, true, `${what}: broken\n${after}`);
    const found = lint(analysis, settings()).problems.filter(isSerious);
    assert.deepEqual(
      found.map((problem) => told(problem, analysis.text)),
      [],
      what,
    );
    if (analysis.text.includes('{{')) continue;
    const plain = analysis.text.replace(/^---.*$/m, '').replace(/^\.\.\.\s*$/m, '');
    assert.deepEqual(load(plain) ?? null, parse(plain), what);
  }
}

/** What stands in the lines of a text beside their order, their columns and what a conversion is about. */
function linesOf(text: string): string[] {
  const kept = text.split(/\r?\n/).map((line) => line.trim());
  return kept.filter((line) => !/^(?:initContainers:.*|restartPolicy: "?'?Always'?"?,?|)$/.test(line)).sort();
}

suite('a sidecar to and fro, in many ways of writing', () => {
  const pattern = PATTERNS.find((one): one is ContainerPattern => one.id === 'redis-exporter');
  assert.ok(pattern);
  for (const [way, written] of Object.entries(WAYS)) {
    test(way, () => {
      for (const [name, eol] of Object.entries(EOLS)) {
        const text = written.replaceAll('\n', eol);
        if (text === written && name !== 'LF') continue;
        const what = `${way}, ${name}`;
        const parts = analyseFile(text, ALONE);
        const native = parts
          .map(({ analysis }) => {
            const [team] = analysis.teams;
            if (!team) return analysis.text;
            const options = { variant: 'native', set: examplesOf(pattern), kubernetes: 35, at: null } as const;
            const inserted = insertPattern(team, pattern, options);
            assert.ok('edits' in inserted, what);
            return applyEdits(analysis.text, inserted.edits);
          })
          .join('');
        if (way === 'cronJob') {
          const refused = convert(native, 'redis-exporter', 'classic');
          assert.match('refusal' in refused ? refused.refusal : '', /^the Job would never complete/, what);
          continue;
        }
        if (way === 'flowLists') {
          // The new list is a block list, from which nothing goes into one in flow style.
          const refused = convert(native, 'redis-exporter', 'classic');
          assert.match('refusal' in refused ? refused.refusal : '', /^it is written in a way/, what);
          continue;
        }
        const classic = converted(native, 'redis-exporter', 'classic', what);
        const again = converted(classic, 'redis-exporter', 'native', what);
        const { container } = find(analyseFile(classic, ALONE), 'redis-exporter').member;
        assert.deepEqual([container.list, container.lifecycle], ['containers', 'container'], what);
        assert.equal(Object.hasOwn(convert(classic, 'redis-exporter', 'classic'), 'refusal'), true, what);
        if (!/flow|json|kyaml/i.test(way)) assert.deepEqual(linesOf(classic), linesOf(native), what);
        // A comment goes with the list that it is about, and no comma is needed behind the only item of a new one.
        const bare = (one: string) =>
          one.replace('initContainers: # none', 'initContainers:').replace(/\},(?=\s*\])/g, '}');
        assert.equal(bare(again), bare(native), what);
      }
    });
  }
});

suite('a conversion, as it is written', () => {
  for (const [name, { form, before, after, changes }] of Object.entries(CONVERSIONS)) {
    for (const [breaks, eol] of Object.entries(EOLS)) {
      test(`${name}, ${breaks}`, () => {
        const result = convert(before.replaceAll('\n', eol), 'x', form);
        assert.deepEqual(result, { text: after.replaceAll('\n', eol), changes });
      });
    }
  }
});

suite('a conversion is refused', () => {
  const APP = '{name: app, image: "acme/app:1"}';
  const X = '{name: x, image: "acme/x:1"}';
  const NATIVE = '{name: x, image: "acme/x:1", restartPolicy: Always}';
  const DIALS = '{name: app, image: "acme/app:1", env: [{name: DB, value: "postgres://localhost:5432/db"}]}';
  const PROXY =
    '{name: x, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2", args: [--port=5432, --health-check, --http-address=0.0.0.0, a:b:c], restartPolicy: Always, startupProbe: {httpGet: {path: /startup, port: 9090}}}';
  const REDIS = '{name: x, image: "redis:7", restartPolicy: Always, startupProbe: {tcpSocket: {port: 6379}}}';
  const cases: readonly (readonly [
    name: string,
    form: SidecarForm,
    text: string,
    reason: RegExp,
    kubernetes?: number,
  ])[] = [
    ['the application', 'native', pod('', '{name: x, image: "acme/x:1"}'), /^"x" is the application$/],
    ['what is native already', 'native', pod(NATIVE, APP), /^"x" is a native sidecar already$/],
    ['what is classic already', 'classic', pod('', `${APP}, ${X}`), /^"x" is in "containers" already$/],
    ['an init container that ends', 'native', pod(X, APP), /^"x" is an init container that is meant to end$/],
    ['an init container to a classic one', 'classic', pod(X, APP), /^"x" is no native sidecar$/],
    ['a cluster that is too old', 'native', pod('', `${APP}, ${X}`), /need Kubernetes 1\.29; the target is 1\.28$/, 28],
    [
      'a command that ends',
      'native',
      pod('', `${APP}, {name: x, image: "busybox:1.36", command: [cp, /a, /b]}`),
      /^"x" ends by itself \(.*\): it would be restarted for ever$/,
    ],
    [
      'a startup probe that asks the application',
      'native',
      pod(
        '',
        `{name: app, image: "acme/app:1", ports: [{containerPort: 80}]}, {name: x, image: "acme/x:1", startupProbe: {tcpSocket: {port: 80}}}`,
      ),
      /asks a container that would start only after it$/,
    ],
    [
      'restart rules',
      'native',
      pod('', `${APP}, {name: x, image: "acme/x:1", restartPolicy: Always, restartPolicyRules: [{action: Restart}]}`),
      /^the restartPolicyRules of "x" do not count for native sidecars$/,
    ],
    [
      'restart rules of a native sidecar',
      'classic',
      pod('{name: x, image: "acme/x:1", restartPolicy: Always, restartPolicyRules: [{action: Restart}]}', APP),
      /^the restartPolicyRules of "x" need its restartPolicy$/,
    ],
    [
      'a Job that would wait for it',
      'classic',
      jobPod(NATIVE, APP),
      /^the Job would never complete: .*nothing ends "x"$/,
    ],
    [
      'a Pod that would wait for it',
      'classic',
      pod(NATIVE, APP).replace('spec:', 'spec:\n  restartPolicy: Never'),
      /^the Pod would never complete/,
    ],
    [
      'an init container that dials it',
      'classic',
      pod(`${REDIS}, {name: fill, image: "acme/fill:1", args: ["--redis=localhost:6379"]}`, APP),
      /^init container "fill" dials it, and would wait for ever/,
    ],
    ['our own rules would object', 'classic', pod(PROXY, DIALS), /^then ambassador-start-race would report: /],
    [
      'behind an alias',
      'native',
      pod('', `${APP}, &x {name: y, image: "acme/y:1"}, {<<: *x, name: x}`),
      /^it is written in a way that leaves no place/,
    ],
    [
      'a patch',
      'native',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n      - name: x\n        args: [a]\n',
      /^this is a patch/,
    ],
    [
      'Knative',
      'native',
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: app, image: "acme/app:1", ports: [{containerPort: 8080}]}\n      - {name: x, image: "acme/x:1"}\n',
      /^Service takes no native sidecars$/,
    ],
  ];
  for (const [name, form, text, reason, kubernetes] of cases) {
    test(name, () => {
      const result = convert(text, 'x', form, kubernetes);
      assert.match('refusal' in result ? result.refusal : result.text, reason);
    });
  }

  test('a Service that would not find its port by name', () => {
    const text = pod('', `${APP}, {name: x, image: "acme/x:1", ports: [{name: out, containerPort: 90}]}`).replace(
      'metadata: {name: w}',
      'metadata: {name: w, labels: {app: w}}',
    );
    const service =
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {app: w}\n  ports: [{port: 80, targetPort: out}]\n';
    const early = convert(text + service, 'x', 'native', 32);
    assert.match('refusal' in early ? early.refusal : '', /^Service "s" would not find its port by name before/);
    assert.ok('text' in convert(text + service, 'x', 'native', 33));
  });

  test('a start that nothing would tell', () => {
    const dials = '{name: app, image: "acme/app:1", env: [{name: REDIS_URL, value: "redis://localhost:6379"}]}';
    const x = '{name: x, image: "redis:7", args: [--bind, 127.0.0.1]}';
    const result = convert(pod('', `${dials}, ${x}`), 'x', 'native');
    assert.match('refusal' in result ? result.refusal : '', /^then native-sidecar-no-startup-gate would report: /);
  });
});

suite('a conversion is made', () => {
  const APP = '{name: app, image: "acme/app:1"}';
  const WORK = '{name: app, image: "acme/app:1", command: [sh, -c, "run; curl -XPOST localhost:9091/quitquitquit"]}';

  test('to a classic sidecar of a Job, where something ends it', () => {
    const result = convert(jobPod('{name: x, image: "acme/x:1", restartPolicy: Always}', WORK), 'x', 'classic');
    assert.ok('text' in result, 'refusal' in result ? result.refusal : '');
    assert.match(result.changes, /; restartPolicy Never of the pod is its own too$/);
  });

  test('to a native sidecar of a Job, which completes then', () => {
    const result = convert(jobPod('', `${APP}, {name: x, image: "envoyproxy/envoy:v1.30.1"}`), 'x', 'native');
    assert.ok('text' in result, 'refusal' in result ? result.refusal : '');
    assert.match(result.changes, /and the Job completes without it/);
  });

  test('of an init container that never ends, where it stands', () => {
    const fill = '{name: fill, image: "acme/fill:1", args: ["--redis=localhost:6379"]}';
    const text = pod(`{name: x, image: "redis:7"}, {name: middle, image: "acme/middle:1"}, ${fill}`, APP);
    const result = convert(text, 'x', 'native');
    assert.ok('text' in result, 'refusal' in result ? result.refusal : '');
    const probe = ', startupProbe: {tcpSocket: {port: 6379}}';
    assert.equal(result.text, text.replace('image: "redis:7"', `image: "redis:7", restartPolicy: Always${probe}`));
    assert.match(
      result.changes,
      /^what follows starts without waiting for the end of "x"; what follows waits for its startup probe$/,
    );
  });

  test('to a classic sidecar, where nothing waited for its start before', () => {
    const dials = '{name: app, image: "acme/app:1", env: [{name: DB, value: "postgres://localhost:5432/db"}]}';
    const x = '{name: x, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2", args: [--port=5432, a:b:c]';
    const result = convert(pod(`${x}, restartPolicy: Always}`, dials), 'x', 'classic');
    assert.deepEqual(result, { text: pod('', `${dials}, ${x}}`), changes: '"x" starts and stops with "app"' });
  });

  test('in a patch that brings the whole container', () => {
    const text = pod('', '{name: app}, {name: x, image: "acme/x:1"}');
    const result = convert(text, 'x', 'native');
    const item = '  initContainers:\n    - {name: x, image: "acme/x:1", restartPolicy: Always}\n';
    assert.equal(
      'text' in result && result.text,
      pod('', '{name: app}').replace('  containers', `${item}  containers`),
    );
  });
});

suite('the flags that a startup probe needs', () => {
  const SQL = 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0';
  const OAUTH = 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0';
  const dials = '{name: app, image: "acme/app:1", env: [{name: DB, value: "postgres://localhost:5432/db"}]}';
  const cases: readonly (readonly [name: string, image: string, args: string, after: string, port: number | null])[] = [
    [
      'behind the others',
      SQL,
      '[--port=5432, p:r:i]',
      '[--port=5432, --health-check, --http-address=0.0.0.0, p:r:i]',
      9090,
    ],
    [
      'not between a flag and its value',
      SQL,
      '[p:r:i, --port, "5432"]',
      '[p:r:i, --health-check, --http-address=0.0.0.0, --port, "5432"]',
      9090,
    ],
    [
      'an address in two words',
      SQL,
      '[--http-address, 127.0.0.1, p:r:i]',
      '[--health-check, --http-address, 0.0.0.0, p:r:i]',
      9090,
    ],
    [
      'another port',
      SQL,
      '[--http-port, "9191", --http-address=0.0.0.0, p:r:i]',
      '[--http-port, "9191", --http-address=0.0.0.0, --health-check, p:r:i]',
      9191,
    ],
    [
      'an address of its own keeps its port',
      OAUTH,
      '[--upstream=http://127.0.0.1:80, --http-address=0.0.0.0:9000]',
      '[--upstream=http://127.0.0.1:80, --http-address=0.0.0.0:9000]',
      9000,
    ],
    ['only a loopback host changes', OAUTH, '[--http-address=127.0.0.1:6000]', '[--http-address=0.0.0.0:6000]', 6000],
    ['in two words', OAUTH, '[--http-address, "127.0.0.1:6000"]', '[--http-address, "0.0.0.0:6000"]', 6000],
    ['one address of several stays', OAUTH, '[--http-address=10.0.0.1:6000]', '[--http-address=10.0.0.1:6000]', null],
    ['a file may say it', OAUTH, '[--config=/etc/o.cfg]', '[--config=/etc/o.cfg]', null],
  ];
  for (const [name, image, args, after, port] of cases) {
    test(name, () => {
      const result = convert(pod('', `${dials}, {name: x, image: "${image}", args: ${args}}`), 'x', 'native');
      assert.ok('text' in result, 'refusal' in result ? result.refusal : '');
      assert.ok(result.text.replaceAll('"', '').includes(`args: ${after.replaceAll('"', '')}`), result.text);
      const probe = /startupProbe: \{httpGet: \{path: \S+, port: (\d+)\}\}/.exec(result.text)?.[1];
      assert.equal(probe === undefined ? null : Number(probe), port);
    });
  }
});
