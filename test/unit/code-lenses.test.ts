import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lensesOf, takesHelpers } from '../../server/src/features/code-lenses.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE, settings } from '../support.ts';

const lensesIn = (text: string) =>
  analyseFile(text, ALONE).flatMap((part) =>
    lensesOf(part, settings()).map((lens) => ({ ...lens, text: part.analysis.text })),
  );

/** For each lens of a text: the text that it stands above, and its title. */
const lenses = (text: string) => lensesIn(text).map(({ at, title, text }) => [text.slice(at.start, at.end), title]);

const INIT = '{name: i, image: acme/i}';
const NATIVE = '{name: n, image: acme/n, restartPolicy: Always}';
const APP = '{name: a, image: acme/a}';

suite('the line above a pod', () => {
  const cases: readonly (readonly [
    title: string,
    order: string,
    init: readonly string[],
    containers: readonly string[],
  ])[] = [
    ['1 container', '1 container', [], [APP]],
    ['2 containers', '2 containers', [], [APP, APP]],
    ['1 container · 1 init', '1 init → 1 container', [INIT], [APP]],
    [
      '2 containers · 1 init · 1 native sidecar',
      '1 init → 1 native sidecar → 2 containers',
      ...([
        [INIT, NATIVE],
        [APP, APP],
      ] as const),
    ],
    [
      '1 container · 2 init · 1 native sidecar',
      '1 native sidecar → 2 init → 1 container',
      ...([[NATIVE, INIT, INIT], [APP]] as const),
    ],
    [
      '1 container · 2 init · 2 native sidecars',
      '1 init → 2 native sidecars → 1 init → 1 container',
      ...([[INIT, NATIVE, NATIVE, INIT], [APP]] as const),
    ],
    [
      '1 container · 3 init · 2 native sidecars',
      '3 init and 2 native sidecars → 1 container',
      ...([[INIT, NATIVE, INIT, NATIVE, INIT], [APP]] as const),
    ],
    ['1 init', '1 init', [INIT], []],
    ['', '', [], ['text']],
  ];
  for (const [title, order, init, containers] of cases) {
    test(title || 'nothing to count', () => {
      const text = `kind: Pod\napiVersion: v1\nspec: {initContainers: [${init}], containers: [${containers}]}\n`;
      assert.deepEqual(lenses(text), [['spec', title]]);
      assert.deepEqual(
        lensesIn(text).map((lens) => lens.order),
        [order],
      );
    });
  }

  test('says what other workloads call their containers', () => {
    const task = `kind: Task\napiVersion: tekton.dev/v1\nspec: {steps: [${APP}, ${APP}], sidecars: [${INIT}]}\n`;
    assert.deepEqual(lenses(task), [['spec', '2 steps · 1 sidecar']]);
  });

  test('tells the helpers’ share of what is requested', () => {
    const shares: readonly (readonly [app: string, helper: string, pod: string, expected: string])[] = [
      ['{cpu: 410m, memory: 1Gi}', '{cpu: 90m, memory: 3Gi}', '', ' · helpers take 18 % of CPU'],
      ['{memory: 1Gi}', '{cpu: 90m, memory: 3Gi}', '', ' · helpers take 75 % of memory'],
      ['{}', '{cpu: 90m}', '', ''],
      ['{cpu: 1}', '{}', '', ''],
      ['{cpu: 100}', '{cpu: 1m}', '', ''],
      ['{cpu: many}', '{cpu: 1}', '', ''],
      // In a template the application may get more.
      ['{cpu: 1}', '{cpu: 1}', 'nodeName: {{ .Values.node }}, ', ''],
    ];
    for (const [app, helper, pod, expected] of shares) {
      const containers = `[{name: a, image: acme/a, resources: {requests: ${app}}}, {name: l, image: fluent/fluent-bit:5.0.0, resources: {requests: ${helper}}}]`;
      const text = `kind: Pod\napiVersion: v1\nspec: {${pod}containers: ${containers}}\n`;
      assert.deepEqual(lenses(text), [['spec', `2 containers${expected}`]], text);
    }
  });

  test('leads to more containers only where some can be added', () => {
    const places: readonly (readonly [text: string, expected: boolean])[] = [
      [`kind: Pod\napiVersion: v1\nspec:\n  containers:\n    - ${APP}\n`, true],
      [`kind: Pod\napiVersion: v1\nspec: {containers: [${APP}]}\n`, true],
      [`kind: Task\napiVersion: tekton.dev/v1\nspec: {steps: [${APP}]}\n`, false],
      [`kind: Pod\napiVersion: v1\nspec:\n  containers:\n    - ${APP}\n    - "\n`, false],
    ];
    for (const [text, expected] of places) {
      const [lens] = lensesIn(text);
      assert.ok(lens, text);
      assert.equal(takesHelpers(lens.team, 35), expected, text);
    }
  });

  test('stands above each pod of each document, and above nothing else', () => {
    const pod = `kind: Pod\napiVersion: v1\nspec: {containers: [${APP}]}\n`;
    const cron = `kind: CronJob\napiVersion: batch/v1\nspec: {jobTemplate: {spec: {template: {spec: {containers: [${APP}]}}}}}\n`;
    const none = 'kind: ConfigMap\napiVersion: v1\ndata: {containers: "[]"}\n';
    assert.deepEqual(
      lenses([pod, none, cron].join('---\n')).map(([above]) => above),
      ['spec', 'spec'],
    );
    for (const text of ['', none, 'kind: Pod\nspec:\n  containers: text\n', '{{ . }}\n', 'kind: Pod\nspec: {conta']) {
      assert.deepEqual(lenses(text), [], text);
    }
  });

  test('is there in half-typed text and in Helm templates', () => {
    const typing = `kind: Pod\napiVersion: v1\nspec:\n  containers:\n    - ${APP}\n    - na\n`;
    assert.equal(lenses(typing).length, 1);
    const chart = `kind: Pod\napiVersion: v1\nspec:\n  containers:\n    - {name: {{ .Values.x }}, image: a}\n{{- if .Values.y }}\n    - ${APP}\n{{- end }}\n`;
    assert.equal(lenses(chart).length, 1);
  });
});

test('what injectors add is counted apart', () => {
  const text = (labels: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {${labels}}}\nspec:\n  containers: [${APP}]\n`;
  assert.deepEqual(lenses(text('sidecar.istio.io/inject: "true"')), [['spec', '1 container · 2 injected']]);
  assert.deepEqual(lenses(text('sidecar.istio.io/inject: "false"')), [['spec', '1 container']]);
});
