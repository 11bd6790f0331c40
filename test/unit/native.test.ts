import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { makeNative } from '../../server/src/edits/native.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, analysisOf } from '../support.ts';

const APP = '{name: app, image: acme/app}';
const DIALS = '{name: app, image: acme/app, env: [{name: URL, value: "localhost:6379"}]}';

/** What becomes of the container "x": `none`, or whether the change is safe, and the text after it. */
function change(containers: string, kubernetes = 35, initContainers = '', before: string | null = null) {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  initContainers: [${initContainers}]\n  containers: [${containers}]\n`;
  const [team] = analysisOf(text).teams;
  const find = (name: string | null) => team?.members.find(({ container }) => container.name?.value === name);
  const x = find('x');
  assert.ok(team && x);
  const native = makeNative(team, x, kubernetes, find(before) ?? null);
  const edits = native?.edits();
  return { verdict: native ? (native.safe ? 'safe' : 'choice') : 'none', text: edits ? applyEdits(text, edits) : null };
}

suite('making a container a native sidecar', () => {
  const cases: readonly (readonly [name: string, verdict: string, containers: string, kubernetes?: number])[] = [
    ['nobody dials it', 'safe', `${APP}, {name: x, image: acme/x}`],
    ['no native sidecars yet', 'none', `${APP}, {name: x, image: acme/x}`, 28],
    ['the last container stays', 'none', '{name: x, image: acme/x}'],
    [
      'dialled, and nobody knows what to ask',
      'choice',
      `${DIALS}, {name: x, image: acme/x, ports: [{containerPort: 6379}]}`,
    ],
    ['dialled, and its port is known to be open', 'safe', `${DIALS}, {name: x, image: "redis:7"}`],
    [
      'dialled where its kind usually listens, which nobody has read in a source',
      'choice',
      '{name: app, image: acme/app, env: [{name: URL, value: "localhost:6432"}]}, {name: x, image: "bitnami/pgbouncer:1.22.1"}',
    ],
    ['dialled, but on loopback', 'choice', `${DIALS}, {name: x, image: "redis:7", args: [--bind, 127.0.0.1]}`],
    [
      'it has a startup probe',
      'safe',
      `${DIALS}, {name: x, image: acme/x, ports: [{containerPort: 6379}], startupProbe: {tcpSocket: {port: 6379}}}`,
    ],
    [
      'a hook would stop it too early',
      'choice',
      `${APP}, {name: x, image: acme/x, lifecycle: {preStop: {sleep: {seconds: 1}}}}`,
    ],
    [
      'its startup probe asks the application',
      'choice',
      '{name: app, image: acme/app, ports: [{containerPort: 80}]}, {name: x, image: acme/x, startupProbe: {tcpSocket: {port: 80}}}',
    ],
    [
      'its hook asks the application',
      'choice',
      '{name: app, image: acme/app, ports: [{containerPort: 80}]}, {name: x, image: acme/x, lifecycle: {postStart: {exec: {command: [curl, "localhost:80"]}}}}',
    ],
    [
      'Services did not find named ports of native sidecars',
      'choice',
      `${APP}, {name: x, image: acme/x, ports: [{name: web, containerPort: 80}]}`,
      32,
    ],
    ['now they do', 'safe', `${APP}, {name: x, image: acme/x, ports: [{name: web, containerPort: 80}]}`, 33],
  ];
  for (const [name, verdict, containers, kubernetes] of cases) {
    test(name, () => assert.equal(change(containers, kubernetes).verdict, verdict));
  }

  test('the port that its health endpoint was moved to is probed', () => {
    const proxy =
      '{name: x, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2, args: [--http-port=9191, --http-address=127.0.0.1, p:r:db]}';
    const { text } = change(`${APP}, ${proxy}`);
    assert.match(text ?? '', /args: \[--http-port=9191, --http-address=0\.0\.0\.0, --health-check, p:r:db\]/);
    assert.match(text ?? '', /startupProbe: \{httpGet: \{path: \/startup, port: 9191\}\}/);
  });

  test('it goes before the init container that needs it', () => {
    const { text } = change(`${APP}, {name: x, image: acme/x}`, 35, '{name: a, image: a}, {name: b, image: b}', 'b');
    assert.match(text ?? '', /initContainers: \[\{name: a, image: a\}, \{name: x, .*Always\}, \{name: b, image: b\}\]/);
  });

  test('in a file that a kustomization names, overlays may look for it where it was', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers: [${APP}, {name: x, image: acme/x}]\n`;
    const [team] = analysisOf(text, { ...ALONE, kustomize: 'resource' }).teams;
    const [, x] = team?.members ?? [];
    assert.ok(team && x);
    assert.equal(makeNative(team, x, 35, null)?.safe, false);
  });

  test('behind an alias nothing can be changed', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - &a ${APP}\n  - *a\n`;
    const [team] = analysisOf(text).teams;
    const [, second] = team?.members ?? [];
    assert.ok(team && second);
    assert.equal(makeNative(team, second, 35, null)?.edits(), null);
  });
});
