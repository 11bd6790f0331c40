import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { inlayHintsOf } from '../../server/src/features/inlay-hints.ts';
import type { Span } from '../../server/src/yaml/span.ts';
import { ALONE, settings } from '../support.ts';

const ALL: Span = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** The text with what is shown behind names in it, as `‹sidecar · Fluent Bit›`. */
function shown(text: string, within = ALL): string {
  return analyseFile(text, ALONE)
    .map((part) => {
      let { text: own } = part.analysis;
      for (const { at, label } of inlayHintsOf(part, within, settings()).toSorted((a, b) => b.at - a.at)) {
        own = `${own.slice(0, at)}‹${label}›${own.slice(at)}`;
      }
      return own;
    })
    .join('');
}

/** The same text without what is shown. */
const hidden = (text: string) => text.replace(/‹[^›]*›/g, '');

const SHIPPER = 'image: fluent/fluent-bit:5.0.0';
const PROXY = 'image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1';
const APP = 'image: acme/shop:1.0';
const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n${spec}`;

suite('behind the name of a container', () => {
  const texts: readonly (readonly [why: string, text: string])[] = [
    [
      'its role',
      pod(`  initContainers:
    - name: sql‹ambassador · Cloud SQL Auth Proxy›
      ${PROXY}
      restartPolicy: Always
    - name: prepare‹init›
      image: acme/prepare:1.0
  containers:
    - name: shop‹application›
      ${APP}
    - ${SHIPPER}
      name: logs‹sidecar · Fluent Bit› # ships
`),
    ],
    ['nothing where it is the only one', pod(`  containers:\n    - name: shop\n      ${APP}\n`)],
    [
      'in flow style and in quotes',
      pod(
        `  containers: [{name: "shop"‹application›, ${APP}}, {${SHIPPER}, name: 'logs'‹sidecar · Fluent Bit›}]\n`,
      ).replaceAll('\n', '\r\n'),
    ],
    [
      'nothing where there is no name',
      pod(
        `  containers:\n    - name: shop‹application›\n      ${APP}\n    - ${SHIPPER}\n    - name:\n      ${SHIPPER}\n`,
      ),
    ],
    [
      'in templates',
      pod(
        `  containers:\n    - name: {{ .Chart.Name }}‹application›\n      ${APP}\n    - name: "{{ .Chart.Name }}-logs"‹sidecar · Fluent Bit›\n      ${SHIPPER}\n`,
      ),
    ],
    [
      'at an anchor once, for the first pod',
      `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: one}
    spec:
      initContainers:
        - &prepare {name: prepare‹init›, image: acme/prepare:1.0}
      containers:
        - {name: one‹application›, ${APP}}
        - &logs
          name: &name logs‹sidecar · Fluent Bit›
          ${SHIPPER}
  - apiVersion: v1
    kind: Pod
    metadata: {name: two}
    spec:
      containers:
        - {name: two‹application›, ${APP}}
        - *logs
        - *prepare
`,
    ],
    [
      'in every pod of every document, and in half-typed text',
      `${pod(`  containers:\n    - {name: shop‹application›, ${APP}}\n    - {name: logs‹sidecar · Fluent Bit›, ${SHIPPER}}\n`)}---\nkind: ConfigMap\n---\n${pod(`  containers:\n    - {name: shop‹application›, ${APP}}\n    - name: logs‹sidecar · Fluent Bit›\n      ${SHIPPER}\n      por\n`)}`,
    ],
    [
      'what an injector adds, behind what asks for it',
      pod(`  containers:
    - name: shop
      ${APP}
`).replace(
        '  name: shop',
        '  name: shop\n  labels:\n    sidecar.istio.io/inject: "true"‹adds istio-init, istio-proxy›',
      ),
    ],
  ];
  for (const [why, text] of texts) test(why, () => assert.equal(shown(hidden(text)), text));

  test('only within the span that is asked for', () => {
    const text = hidden(texts[0]?.[1] ?? '');
    const end = text.indexOf('prepare') + 'prepare'.length;
    for (const [within, expected] of [
      [{ start: 0, end }, ['sql', 'prepare']],
      [{ start: end, end: text.length }, ['prepare', 'shop', 'logs']],
      [{ start: end + 1, end: end + 2 }, []],
    ] as const) {
      const names = [...shown(text, within).matchAll(/(\w+)‹/g)].map(([, name]) => name);
      assert.deepEqual(names, expected);
    }
  });

  test('never where there is no pod', () => {
    for (const text of ['', 'a: 1\n', 'kind: ConfigMap\ndata: {name: x}\n', 'kind: Pod\nspec: {containers: 7}\n']) {
      assert.equal(shown(text), text);
    }
  });
});
