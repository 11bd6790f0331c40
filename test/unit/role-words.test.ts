import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lifecycleLabel, roleLabel } from '../../server/src/features/role-words.ts';
import type { Helper } from '../../server/src/helpers/helper.ts';
import type { Role } from '../../server/src/helpers/role.ts';
import { analysisOf } from '../support.ts';

/** A container of each lifecycle. */
const TEXT = `apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  initContainers:
    - {name: init, image: acme/a}
    - {name: native-sidecar, image: acme/b, restartPolicy: Always}
  containers:
    - {name: container, image: acme/c}
  ephemeralContainers:
    - {name: ephemeral, image: acme/d}
`;

const helper = (title: string, more: Partial<Helper> = {}) => ({ id: 'x', title, ...more }) as Helper;
const FLUENT_BIT = helper('Fluent Bit');
const certain = { confidence: 'strong', proof: 'image' } as const;
const ran = { confidence: 'weak', proof: 'command' } as const;
const guessed = { confidence: 'weak', proof: 'name' } as const;
const untold = { confidence: 'none', proof: 'list', helper: null, function: null, task: null } as const;

/** The labels of a container of a lifecycle, as if it had a role. */
function labels(lifecycle: string, role: Partial<Role>): [role: string, lifecycle: string] {
  const [team] = analysisOf(TEXT).teams;
  const found = team?.members.find(({ container }) => container.label === lifecycle);
  assert.ok(team && found);
  const member = { ...found, role: { ...found.role, helper: null, function: null, task: null, ...role } };
  return [roleLabel(team.pod, member), lifecycleLabel(team.pod, member)];
}

suite('the role of a container in a few words', () => {
  const cases: readonly (readonly [string, Partial<Role>, ReturnType<typeof labels>])[] = [
    ['container', { pattern: 'app', ...untold }, ['application', 'application']],
    ['container', { pattern: 'app', ...certain, helper: helper('Redis') }, ['application', 'application']],
    ['container', { pattern: 'app', ...guessed }, ['application', 'application']],
    ['container', { pattern: 'unknown', ...untold }, ['', '']],
    ['init', { pattern: 'init', ...untold }, ['init', 'init']],
    ['init', { pattern: 'init', ...certain, function: 'waiter' }, ['init · waits', 'init · waits']],
    [
      'init',
      { pattern: 'init', ...guessed, helper: helper('Flyway'), function: 'migration' },
      ['init · Flyway?', 'init · Flyway?'],
    ],
    [
      'container',
      { pattern: 'sidecar', ...certain, helper: FLUENT_BIT, function: 'log-shipper' },
      ['sidecar · Fluent Bit', 'sidecar · Fluent Bit'],
    ],
    [
      'container',
      { pattern: 'sidecar', ...guessed, function: 'log-shipper' },
      ['sidecar · log shipper?', 'sidecar · log shipper?'],
    ],
    [
      'native-sidecar',
      { pattern: 'sidecar', ...certain, helper: FLUENT_BIT, function: 'log-shipper' },
      ['sidecar · Fluent Bit', 'native sidecar · Fluent Bit'],
    ],
    [
      'native-sidecar',
      { pattern: 'ambassador', ...certain, helper: helper('PgBouncer'), function: 'db-ambassador' },
      ['ambassador · PgBouncer', 'native sidecar · ambassador · PgBouncer'],
    ],
    ['native-sidecar', { pattern: 'unknown', ...untold }, ['native sidecar', 'native sidecar']],
    // A box of tools lends the programs of what a command does, as does the client of a server.
    [
      'init',
      { pattern: 'init', ...ran, helper: helper('BusyBox', { toolbox: true }), function: 'waiter', task: 'wait' },
      ['init · waits', 'init · waits'],
    ],
    [
      'init',
      { pattern: 'init', ...certain, helper: helper('Redis', { longRunning: true }), function: 'store', task: 'wait' },
      ['init · waits', 'init · waits'],
    ],
    [
      'init',
      { pattern: 'init', ...certain, helper: helper('Flyway'), function: 'migration', task: 'migrate' },
      ['init · Flyway', 'init · Flyway'],
    ],
    ['init', { pattern: 'init', ...untold, helper: helper('BusyBox', { toolbox: true }) }, ['init', 'init']],
    [
      'container',
      { pattern: 'sidecar', ...ran, helper: helper('BusyBox', { toolbox: true }), task: 'follow' },
      ['sidecar · log shipper?', 'sidecar · log shipper?'],
    ],
    ['ephemeral', { pattern: 'app', ...untold }, ['', 'ephemeral container']],
    ['container', { pattern: 'proxy', ...certain, helper: helper('NGINX') }, ['proxy · NGINX', 'proxy · NGINX']],
    // Nothing tells what the web server stands for.
    [
      'container',
      { pattern: 'proxy', ...certain, confidence: 'weak', helper: helper('NGINX') },
      ['proxy · NGINX?', 'proxy · NGINX?'],
    ],
    [
      'container',
      { pattern: 'config-helper', ...certain, function: 'config-reloader' },
      ['config helper · config reloader', 'config helper · config reloader'],
    ],
  ];
  for (const [lifecycle, role, expected] of cases) {
    test(`${lifecycle}: ${expected.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(labels(lifecycle, role), expected));
  }

  test('is short, whatever the title of a helper is', () => {
    const proven = { pattern: 'adapter', ...certain, function: 'exporter' } as const;
    const titles = [
      ['PgBouncer (edoburu)', 'PgBouncer (edoburu)'],
      ['Prometheus exporter (for Oracle databases)', 'Prometheus exporter'],
      ['two\nlines\tand \u202E more', 'two lines and more'],
      ['x'.repeat(100), `${'x'.repeat(39)}…`],
    ] as const;
    for (const [title, expected] of titles) {
      assert.equal(labels('container', { ...proven, helper: helper(title) })[0], `adapter · ${expected}`);
    }
  });

  test('leaves what an engine’s list tells by its name to the list', () => {
    const task =
      'kind: Task\napiVersion: tekton.dev/v1\nspec: {steps: [{name: a, image: acme/a}], sidecars: [{name: b, image: acme/b}]}\n';
    const [team] = analysisOf(task).teams;
    assert.ok(team);
    const untoldMembers = team.members.map((member) => ({ ...member, role: { ...member.role, ...untold } }));
    assert.deepEqual(
      untoldMembers.map((member) => roleLabel(team.pod, member)),
      ['', ''],
    );
  });
});
