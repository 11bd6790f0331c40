import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Problem } from '../../server/src/rules/lint.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { isSerious, lintText, settings, unmark } from '../support.ts';

/** What a rule offers for a container: the titles in their order, `*` behind those that are safe. */
const cases: readonly (readonly [rule: string, containers: string, offered: readonly string[], kubernetes?: number])[] =
  [
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "registry.k8s.io/git-sync/git-sync:v4", args: [--repo=x]}]`,
      ['Make "a" a native sidecar*', 'Run it once: add --one-time'],
    ],
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "kiwigrid/k8s-sidecar:1.27.0", env: [{name: METHOD, value: WATCH}]}]`,
      ['Make "a" a native sidecar*', 'Run it once: set METHOD=LIST'],
    ],
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "hashicorp/vault:1.15", command: [vault, agent]}]`,
      ['Make "a" a native sidecar*', 'Run it once: add -exit-after-auth'],
    ],
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "hashicorp/vault:1.15", args: [agent]}]`,
      ['Run it once: add -exit-after-auth'],
      28,
    ],
    ['init-container-never-completes', `initContainers: [{name: a, image: "redis:7"}]`, ['Make "a" a native sidecar*']],
    // As long as it ran to completion, the ports were free.
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "nginx:1.27"}, {name: b, image: "nginx:1.27", restartPolicy: Always}]`,
      ['Make "a" a native sidecar'],
    ],
    // Nobody has looked at probes that are refused as they are.
    [
      'init-container-never-completes',
      `initContainers: [{name: a, image: "redis:7", livenessProbe: {tcpSocket: {port: 6379, host: localhost}}}]`,
      ['Make "a" a native sidecar'],
    ],
    [
      'init-container-forbidden-field',
      `initContainers: [{name: a, image: "redis:7", livenessProbe: {tcpSocket: {port: 6379}}}]`,
      ['Make "a" a native sidecar', 'Remove livenessProbe'],
    ],
    [
      'init-container-forbidden-field',
      `initContainers: [{name: a, image: acme/a, command: [cp, /a, /b], livenessProbe: {tcpSocket: {port: 80}}}]`,
      ['Remove livenessProbe'],
    ],
    [
      'container-restart-policy-invalid',
      `initContainers: [{name: a, image: "redis:7", restartPolicy: always}]`,
      ['Write Always*', 'Remove restartPolicy'],
    ],
    [
      'container-restart-policy-invalid',
      `initContainers: [{name: a, image: acme/a, command: [cp, /a, /b], restartPolicy: always}]`,
      ['Write Always', 'Remove restartPolicy'],
    ],
    [
      'container-restart-policy-invalid',
      `initContainers: [{name: a, image: acme/a, restartPolicy: OnFailure}]`,
      ['Remove restartPolicy'],
      33,
    ],
    [
      'container-restart-policy-invalid',
      `initContainers: [{name: a, image: acme/a, restartPolicy: on-failure}]`,
      ['Write OnFailure', 'Remove restartPolicy'],
    ],
    [
      'native-sidecar-runs-to-completion',
      `initContainers: [{name: a, image: acme/a, restartPolicy: Always, command: [cp, /a, /d/a], volumeMounts: [{name: d, mountPath: /d}]}]`,
      ['Remove restartPolicy, so that it is a plain init container*'],
    ],
    // What it writes would be lost, and what it waits for would never start.
    [
      'native-sidecar-runs-to-completion',
      `initContainers: [{name: a, image: acme/a, restartPolicy: Always, command: [cp, /a, /b]}]`,
      ['Remove restartPolicy, so that it is a plain init container'],
    ],
    [
      'native-sidecar-runs-to-completion',
      `initContainers: [{name: a, image: acme/a, restartPolicy: Always, command: [sh, -c, "until nc -z localhost 8081; do sleep 1; done"]}]`,
      ['Remove restartPolicy, so that it is a plain init container'],
    ],
    [
      'native-sidecar-runs-to-completion',
      `initContainers: [{name: a, image: acme/a, restartPolicy: Always, command: [cp, /a, /d/a], volumeMounts: [{name: d, mountPath: /d}], livenessProbe: {exec: {command: [x]}}}]`,
      ['Remove restartPolicy, so that it is a plain init container'],
    ],
  ];

const APP =
  'containers: [{name: app, image: acme/app, ports: [{containerPort: 8081}], volumeMounts: [{name: d, mountPath: /d}]}]';

suite('what is offered, and what of it is safe', () => {
  for (const [rule, containers, offered, kubernetes] of cases) {
    test(`${rule}: ${containers}`, () => {
      const spec = `  ${containers}\n  ${APP}\n  volumes: [{name: d, emptyDir: {}}]\n`;
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec}`;
      const { problems } = lintText(text, settings(kubernetes));
      const [own] = problems.filter((problem) => problem.rule.id === rule);
      assert.deepEqual(
        own?.fixes.map(({ title, safe }) => `${title}${safe ? '*' : ''}`),
        offered,
      );
      for (const fix of own?.fixes ?? []) assert.ok(fix.edits(), fix.title);
    });
  }
});

test('a proxy of a Job is offered its endpoint for quitting, also where there are no native sidecars', () => {
  const proxy = '{name: sql, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2", args: [p:r:db]}';
  const text = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: acme/a}, ${proxy}]}}}\n`;
  const offered = (kubernetes?: number, of = text) => {
    const { problems } = lintText(of, settings(kubernetes));
    const own = problems.find(({ rule }) => rule.id === 'job-sidecar-never-completes');
    return own?.fixes.map(({ title, safe, edits }) => ({ title, safe, edits: edits() ?? [] })) ?? [];
  };
  assert.deepEqual(
    offered().map(({ title, safe }) => [title, safe]),
    [
      ['Make "sql" a native sidecar', true],
      ['Add --quitquitquit, for the work to call when it is done', false],
    ],
  );
  const [flag, ...more] = offered(28);
  assert.deepEqual(more, []);
  const fixed = applyEdits(text, flag?.edits ?? []);
  assert.ok(fixed.includes('args: [p:r:db, --quitquitquit]'), fixed);
  // Then somebody is meant to call it, and nothing is certain any more.
  assert.deepEqual(
    offered(35, fixed).map(({ title, safe }) => [title, safe]),
    [['Make "sql" a native sidecar', false]],
  );
});

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'rules');

suite('a safe fix brings no new error or warning', () => {
  const seriousIn = (problems: readonly Problem[]) =>
    new Set(problems.filter(isSerious).map(({ rule, container }) => `${rule.id} of ${container}`));
  for (const file of readdirSync(FOLDER)) {
    test(`in the cases of ${file.replace('.yaml', '')}`, () => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      for (const one of text.split(/^#--- /m).slice(1)) {
        const [, name, minor] = /^(.*?)(?: @1\.(\d+))?$/m.exec(one) ?? [];
        const set = settings(minor ? Number(minor) : undefined);
        const { text } = unmark(one.slice(one.indexOf('\n') + 1));
        const { problems } = lintText(text, set);
        const known = seriousIn(problems);
        for (const { fixes } of problems) {
          for (const fix of fixes) {
            const edits = fix.safe ? fix.edits() : null;
            if (!edits) continue;
            const left = seriousIn(lintText(applyEdits(text, edits), set).problems);
            const fresh = [...left].filter((problem) => !known.has(problem));
            assert.deepEqual(fresh, [], `${name}: ${fix.title}`);
          }
        }
      }
    });
  }
});
