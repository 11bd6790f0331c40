import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { ALONE, settings } from '../support.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const FILES = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));

/** Hovers at places spread over a text, all of its last words among them. */
function hoverAround(text: string, kubernetes: number): number {
  const file = analyseFile(text, ALONE);
  let found = 0;
  for (const part of file) {
    const { length } = part.analysis.text;
    const offsets = [
      ...Array.from({ length: 12 }, (_, i) => Math.round((length * i) / 11)),
      length - 1,
      length - 3,
      length - 9,
    ];
    for (const offset of offsets) {
      const hover = hoverAt(file, part, offset, settings(kubernetes));
      if (!hover) continue;
      found++;
      assert.ok(hover.at.start <= offset && offset <= hover.at.end && hover.at.end <= length);
      assert.ok(!/undefined|NaN|\[object/.test(hover.markdown), hover.markdown);
    }
  }
  return found;
}

suite('hovers in text that is being written', () => {
  for (const name of FILES) {
    test(name, () => {
      const text = readFileSync(join(EXAMPLES, name), 'utf8');
      for (let end = 0; end < text.length; end += 17) hoverAround(text.slice(0, end), 27 + (end % 11));
      for (let start = 0; start < text.length; start += 61) {
        hoverAround(text.slice(0, start) + text.slice(start + 23), 35);
      }
    });
  }

  const VALUES = [
    'x',
    '1',
    '-1',
    '99999',
    '[]',
    '{}',
    '[[]]',
    '[x]',
    '[null]',
    '{a: b}',
    '[{name: 1}]',
    '',
    '*x',
    '"',
    '{{ .x }}',
  ];

  /** Hovers at every place of a text. */
  function hoverEverywhere(text: string): number {
    const file = analyseFile(text, ALONE);
    const [part] = file;
    assert.ok(part);
    let found = 0;
    for (let offset = 0; offset <= text.length; offset++) {
      const hover = hoverAt(file, part, offset, settings());
      if (!hover) continue;
      found++;
      assert.doesNotMatch(hover.markdown, /undefined|NaN|\[object/, text);
    }
    return found;
  }

  test('wrong types everywhere', () => {
    const keys = ['name', 'image', 'restartPolicy', 'ports', 'volumeMounts', 'resources', 'lifecycle', 'startupProbe'];
    const more = ['env', 'envFrom', 'command', 'args', 'restartPolicyRules', 'securityContext', 'volumeDevices'];
    const spec = ['volumes', 'terminationGracePeriodSeconds', 'shareProcessNamespace', 'restartPolicy', 'resources'];
    const others = ['hostNetwork', 'activeDeadlineSeconds', 'securityContext'];
    let found = 0;
    for (const value of VALUES) {
      for (const key of [...keys, ...more]) {
        const own = `\n      ${key}: ${value}`;
        found += hoverEverywhere(
          `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - command: [a]${own}\n  initContainers:\n    - image: b${own}\n`,
        );
      }
      for (const key of [...spec, ...others]) {
        found += hoverEverywhere(
          `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - command: [a]\n  ${key}: ${value}\n`,
        );
      }
    }
    assert.ok(found > 1000, String(found));
  });

  const PLACES: readonly (readonly [name: string, made: (value: string) => string])[] = [
    ['port', (value) => `ports: [{name: ${value}, containerPort: 80, hostPort: ${value}, protocol: ${value}}]`],
    ['number', (value) => `ports: [{containerPort: ${value}}]`],
    ['mount', (value) => `volumeMounts: [{name: v, mountPath: ${value}, subPath: ${value}, readOnly: ${value}}]`],
    ['expression', (value) => `volumeMounts: [{name: v, subPathExpr: ${value}, mountPropagation: ${value}}]`],
    ['variable', (value) => `env: [{name: ${value}, value: ${value}}, {name: X, valueFrom: ${value}}]`],
    ['source', (value) => `envFrom: [{configMapRef: ${value}, prefix: ${value}}, {secretRef: {name: ${value}}}]`],
    ['probe', (value) => `livenessProbe: {httpGet: {port: ${value}, host: ${value}}, periodSeconds: ${value}}`],
    ['handler', (value) => `startupProbe: {httpGet: ${value}, exec: {command: ${value}}, failureThreshold: ${value}}`],
    ['hook', (value) => `lifecycle: {preStop: {exec: {command: ${value}}, sleep: ${value}}, postStart: ${value}}`],
    ['rule', (value) => `restartPolicyRules: [{action: ${value}, exitCodes: {operator: ${value}, values: ${value}}}]`],
    ['user', (value) => `securityContext: {runAsUser: ${value}, capabilities: {add: ${value}}}`],
    ['words', (value) => `command: [${value}, "localhost:5432"], args: ["--port=80", ${value}]`],
  ];
  for (const [name, made] of PLACES) {
    test(`wrong types below a key: ${name}`, () => {
      let found = 0;
      for (const value of VALUES) {
        const own = made(value);
        found += hoverEverywhere(
          `apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: a, image: nginx, ${own}}, {name: b, image: "edoburu/pgbouncer:1", ${own}}]\n  volumes: [{name: v, emptyDir: {medium: ${value}, sizeLimit: ${value}}}]\n`,
        );
      }
      assert.ok(found > 0);
    });
  }

  test('names that would be markup stay names, in tables too', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: "a|b\\\\|[x](http://e)", image: acme/x, ports: [{containerPort: 80, name: "p|\`q"}, {containerPort: 81}, {containerPort: 82}]}]\n`;
    const file = analyseFile(text, ALONE);
    const [part] = file;
    assert.ok(part);
    const { markdown } = hoverAt(file, part, text.indexOf('ports'), settings()) ?? { markdown: '' };
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(rows.length, 5);
    const bars = (row: string) => row.replace(/\\\|/g, '').split('|').length;
    assert.deepEqual(new Set(rows.map(bars)), new Set([bars(rows[0] ?? '')]));
  });
});
