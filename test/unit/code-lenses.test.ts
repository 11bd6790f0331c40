import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lensesOf } from '../../server/src/features/code-lenses.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE } from '../support.ts';

/** For each lens of a text: the line it stands above, and its title. */
const lenses = (text: string) =>
  analyseFile(text, ALONE).flatMap((part) =>
    lensesOf(part).map(({ at, title }) => [part.analysis.text.slice(at.start, at.end), title]),
  );

const INIT = '{name: i, image: acme/i}';
const NATIVE = '{name: n, image: acme/n, restartPolicy: Always}';
const APP = '{name: a, image: acme/a}';

suite('the line above a pod', () => {
  const titles: readonly (readonly [title: string, init: readonly string[], containers: readonly string[]])[] = [
    ['1 container', [], [APP]],
    ['2 containers', [], [APP, APP]],
    ['1 init → 1 container', [INIT], [APP]],
    ['1 init → 1 native sidecar → 2 containers', [INIT, NATIVE], [APP, APP]],
    ['1 native sidecar → 2 init → 1 container', [NATIVE, INIT, INIT], [APP]],
    ['1 init → 2 native sidecars → 1 init → 1 container', [INIT, NATIVE, NATIVE, INIT], [APP]],
    ['3 init and 2 native sidecars → 1 container', [INIT, NATIVE, INIT, NATIVE, INIT], [APP]],
    ['1 init', [INIT], []],
    ['', [], ['text']],
  ];
  for (const [title, init, containers] of titles) {
    test(title || 'nothing to count', () => {
      const text = `kind: Pod\napiVersion: v1\nspec: {initContainers: [${init}], containers: [${containers}]}\n`;
      assert.deepEqual(lenses(text), [['spec', title]]);
    });
  }

  test('says what other workloads call their containers', () => {
    const task = `kind: Task\napiVersion: tekton.dev/v1\nspec: {steps: [${APP}, ${APP}], sidecars: [${INIT}]}\n`;
    assert.deepEqual(lenses(task), [['spec', '2 steps + 1 sidecar']]);
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
