import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { selects, servicesOf } from '../../server/src/kubernetes/services.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { analysisOf } from '../support.ts';

const service = (metadata: string, spec: string, kind = 'Service', apiVersion = 'v1') => {
  return servicesOf(
    parseDocument(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web${metadata}}\nspec: ${spec}\n`),
  );
};

suite('Services', () => {
  test('are read with their ports', () => {
    const [read] = service(
      ', namespace: shop',
      '{selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {port: 53, protocol: UDP, targetPort: dns}, {port: 9000}]}',
    );
    assert.equal(read?.namespace, 'shop');
    assert.deepEqual([...(read?.selector ?? [])], [['app', 'web']]);
    assert.deepEqual(
      read?.ports.map(({ name, port, target, protocol }) => [name, port, target.value, protocol]),
      [
        ['http', 80, 8080, 'TCP'],
        [null, 53, 'dns', 'UDP'],
        [null, 9000, 9000, 'TCP'],
      ],
    );
  });

  test('wrong types are absent', () => {
    assert.deepEqual(service('', '[]')[0]?.ports, []);
    assert.deepEqual(service('', '{ports: [{port: "80"}, {port: x}, 7, {}], selector: 5}')[0]?.ports, []);
    assert.deepEqual(service('', '{}', 'Service', 'serving.knative.dev/v1'), []);
    assert.deepEqual(servicesOf(parseDocument('kind: Service\napiVersion: v1\nmetadata: {}\n')), []);
  });

  const pods: readonly (readonly [pod: string, metadata: string, spec: string, selected: boolean])[] = [
    ['labels: {app: web, tier: x}', '', '{selector: {app: web}}', true],
    ['labels: {app: web}', '', '{selector: {app: web, tier: x}}', false],
    ['labels: {app: other}', '', '{selector: {app: web}}', false],
    ['labels: {app: web}', '', '{selector: {}}', false],
    ['labels: {app: web}', '', '{type: ExternalName, selector: {app: web}}', false],
    ['namespace: a, labels: {app: web}', ', namespace: a', '{selector: {app: web}}', true],
    ['namespace: a, labels: {app: web}', ', namespace: b', '{selector: {app: web}}', false],
    ['namespace: a, labels: {app: web}', '', '{selector: {app: web}}', false],
    ['namespace: default, labels: {app: web}', '', '{selector: {app: web}}', true],
    ['labels: {app: web}', ', namespace: default', '{selector: {app: web}}', true],
  ];
  for (const [metadata, own, spec, selected] of pods) {
    test(`${spec}${own} ${selected ? 'selects' : 'does not select'} ${metadata}`, () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p, ${metadata}}\nspec: {containers: [{name: a, image: a}]}\n`;
      const pod = analysisOf(text).teams[0]?.pod;
      const [read] = service(own, spec);
      assert.ok(pod && read);
      assert.equal(selects(read, pod), selected);
    });
  }
});
