import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { outlineOf } from '../../server/src/features/symbols.ts';
import { contains } from '../../server/src/yaml/span.ts';
import { ALONE } from '../support.ts';

/** The outline of a file: for each entry its name and detail and what it leads to; its places fit into each other. */
function outline(text: string): [entry: string, leadsTo: string, ...containers: [string, string][]][] {
  return analyseFile(text, ALONE).flatMap((part) =>
    outlineOf(part).map((pod) => {
      const told = ({ name, detail, at, anchor }: Pick<typeof pod, 'name' | 'detail' | 'at' | 'anchor'>) => {
        // VS Code drops the whole outline otherwise.
        assert.ok(contains(at, anchor), name);
        assert.ok(contains(pod.at, at), name);
        assert.ok(name !== '');
        const leadsTo = part.analysis.text.slice(anchor.start, anchor.end);
        return [detail === '' ? name : `${name}: ${detail}`, leadsTo] as [string, string];
      };
      return [...told(pod), ...pod.containers.map(told)];
    }),
  );
}

const SHIPPER = 'image: fluent/fluent-bit:5.0.0';
const APP = 'image: acme/shop:1.0';

suite('the outline of a file', () => {
  test('has each pod with its containers in the order in which they start, and nothing else', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {}
  template:
    spec:
      containers:
        - name: web
          ${APP}
          ports:
            - name: http
              containerPort: 80
      initContainers:
        - name: prepare
          image: acme/prepare:1
        - ${SHIPPER}
          restartPolicy: Always
          name: logs
      volumes:
        - name: data
          emptyDir: {}
---
kind: ConfigMap
apiVersion: v1
metadata: {name: words}
---
kind: CronJob
apiVersion: batch/v1
metadata: {name: night}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: run, ${APP}}]}}}}}
`;
    assert.deepEqual(outline(text), [
      [
        'Deployment web',
        'spec',
        ['prepare: init', 'prepare'],
        ['logs: native sidecar · Fluent Bit', 'logs'],
        ['web: application', 'web'],
      ],
      ['CronJob night', 'spec', ['run: application', 'run']],
    ]);
  });

  test('is the whole object for its only pod and the whole item for a container', () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - name: shop\n      ${APP}\n`;
    const [part] = analyseFile(text, ALONE);
    assert.ok(part);
    const [pod] = outlineOf(part);
    assert.ok(pod);
    const textOf = ({ at }: { at: { start: number; end: number } }) => text.slice(at.start, at.end).trim();
    assert.equal(textOf(pod), text.trim());
    assert.deepEqual(pod.containers.map(textOf), [`- name: shop\n      ${APP}`]);
  });

  test('tells the pods of one object apart', () => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build}
spec:
  templates:
    - name: one
      container: {name: first, ${APP}}
    - name: two
      container: {name: second, ${APP}}
`;
    const found = outline(text);
    assert.equal(found.length, 2);
    const [part] = analyseFile(text, ALONE);
    assert.ok(part);
    const [one, two] = outlineOf(part);
    assert.ok(one && two && one.at.end <= two.at.start);
  });

  test('has a name for everything, and places that fit, whatever is written', () => {
    const texts: readonly (readonly [text: string, expected: ReturnType<typeof outline>])[] = [
      [`kind: Pod\nspec: {containers: [{${SHIPPER}}]}\n`, [['Pod', 'spec', ['containers[0]: application', 'image']]]],
      [
        `kind: Pod\nmetadata: {name: ""}\nspec: {containers: [{name: " ", ${APP}}, {name: "a\\nb", ${APP}}]}\n`,
        [['Pod', 'spec', ['containers[0]: application', '" "'], ['a b: application', '"a\\nb"']]],
      ],
      [
        `kind: Pod\nmetadata: {name: {{ .Release.Name }}-x}\nspec: {containers: [{name: {{ .Chart.Name }}, ${APP}}]}\n`,
        [['Pod {{ .Release.Name }}-x', 'spec', ['{{ .Chart.Name }}: application', '{{ .Chart.Name }}']]],
      ],
      // The item is an alias: it leads to where the container is used.
      [
        `kind: Pod\nx: &app {name: app, ${APP}}\nspec: {containers: [*app]}\n`,
        [['Pod', 'spec', ['app: application', '*app']]],
      ],
      ['', []],
      ['kind: ConfigMap\ndata: {containers: "[]"}\n', []],
    ];
    for (const [text, expected] of texts) assert.deepEqual(outline(text), expected, text);
  });

  test('never has a place outside of its pod, though aliases lead there', () => {
    const text = `apiVersion: v1
kind: List
items:
  - kind: Pod
    metadata: {name: one}
    spec: &spec
      containers: &list
        - &app {name: app, ${APP}}
  - kind: Pod
    metadata: {name: two}
    spec: *spec
  - kind: Pod
    metadata: {name: three}
    spec: {containers: *list}
  - kind: Pod
    metadata: {name: four}
    spec: {containers: [{<<: *app}]}
`;
    assert.deepEqual(
      outline(text).map(([name, , [container] = ['', '']]) => `${name}, ${container}`),
      ['one', 'two', 'three', 'four'].map((name) => `Pod ${name}, app: application`),
    );
  });
});
