import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lookAt } from '../../server/src/kubernetes/look.ts';
import { mayHoldObject } from '../../server/src/kubernetes/objects.ts';

const SCHEMA = 'kind: CustomResourceDefinition\nspec: {names: {kind: Service}, containers: {}}\n';

/** A text, the kinds it names, and whether it may hold a pod and another object. */
const LOOKS: readonly (readonly [what: string, text: string, kinds: string, pod: boolean, object: boolean])[] = [
  ['a pod', 'kind: Pod\nspec:\n  containers: []\n', 'Pod', true, false],
  ['a pod in JSON', '{"kind": "Pod", "spec": {"containers": []}}', 'Pod', true, false],
  ['a pod of unusual form', "'kind'  :\t'Pod'\nspec: {initContainers : []}", 'Pod', true, false],
  ['a Service', 'kind: Service\nspec: {}\n', 'Service', false, true],
  ['a kind that begins like another', 'kind: Services\n', 'Services', false, false],
  [
    'a List',
    'kind: List\nitems:\n- kind: Service\n- kind: Pod\n  spec: {containers: []}\n',
    'List Service Pod',
    true,
    true,
  ],
  ['a reference', 'kind: Acme\nspec: {to: {kind: ConfigMap}}\n', 'Acme ConfigMap', false, true],
  ['a kind that is filled in', 'kind: {{ .Values.kind }}\ncontainers: []\n', '', true, false],
  ['containers of no kind', 'containers: []\n', '', false, false],
  ['values', 'service: {port: 80}\nsidecars: []\n', '', false, false],
  ['a schema', `apiVersion: apiextensions.k8s.io/v1\n${SCHEMA}`, '', false, false],
  ['a schema in the first line', SCHEMA, '', false, false],
  ['a schema in quotes', `"kind": "CustomResourceDefinition"\r\n"containers": {}\r\n`, '', false, false],
  [
    'a schema that is named',
    `kind: Pod\nx:\n  kind: CustomResourceDefinition\ncontainers: []\n`,
    'Pod CustomResourceDefinition',
    true,
    false,
  ],
];

suite('a look at a text', () => {
  for (const [what, text, kinds, pod, object] of LOOKS) {
    test(what, () => {
      const { kinds: found, containers } = lookAt(text);
      assert.equal([...found].join(' '), kinds);
      assert.deepEqual([containers, mayHoldObject(text)], [pod, object]);
      assert.equal(lookAt(text), lookAt(text));
    });
  }
});
