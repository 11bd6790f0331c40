import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kustomizeRoles, readKustomization } from '../../server/src/kubernetes/kustomization.ts';

describe('what a kustomization names', () => {
  const cases: [name: string, text: string, resources: string[], patches: string[]][] = [
    ['nothing', '', [], []],
    ['no mapping', '- a', [], []],
    [
      'resources of every kind',
      'resources: [a.yaml, ../base]\nbases: [b]\ncomponents: [c]\ncrds: [d.yaml]',
      ['a.yaml', '../base', 'b', 'c', 'd.yaml'],
      [],
    ],
    [
      'patches by path, inline ones left out',
      'patches:\n- path: p.yaml\n  target: { kind: Deployment }\n- patch: |-\n    - op: remove\n',
      [],
      ['p.yaml'],
    ],
    [
      'strategic merge patches, inline ones left out',
      'patchesStrategicMerge:\n- p.yaml\n- |-\n  kind: A\n- "kind: A"\n- \'{"kind": "A"}\'\n- ""',
      [],
      ['p.yaml'],
    ],
    ['JSON patches', 'patchesJson6902:\n- target: { kind: A, name: a }\n  path: j.json\n', [], ['j.json']],
    [
      'those of a component',
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: p.yaml }]',
      [],
      ['p.yaml'],
    ],
    [
      'wrong types',
      'resources: a.yaml\npatches: [p.yaml, { path: [x] }]\nbases: { a: b }\ncrds: [[x], null, d.yaml]',
      ['d.yaml'],
      [],
    ],
    ['no replacements', 'replacements: [{ path: r.yaml }]', [], []],
  ];
  for (const [name, text, resources, patches] of cases) {
    test(name, () => {
      const read = readKustomization(text);
      assert.deepEqual({ resources: read.resources, patches: read.patches }, { resources, patches });
    });
  }
});

describe('what a kustomization makes of objects', () => {
  const read = (text: string) => {
    const { namespace, namePrefix, nameSuffix, podLabels, selectorLabels } = readKustomization(text);
    return [namespace, namePrefix, nameSuffix, Object.fromEntries(podLabels), Object.fromEntries(selectorLabels)];
  };
  const cases: [name: string, text: string, made: ReturnType<typeof read>][] = [
    ['nothing', '', [null, '', '', {}, {}]],
    ['namespace and names', 'namespace: shop\nnamePrefix: a-\nnameSuffix: -b\n', ['shop', 'a-', '-b', {}, {}]],
    ['common labels', 'commonLabels: {env: prod}', [null, '', '', { env: 'prod' }, { env: 'prod' }]],
    [
      'labels, as far as they go',
      'labels: [{pairs: {a: "1"}}, {pairs: {b: "2"}, includeTemplates: true}, {pairs: {c: "3"}, includeSelectors: true}]',
      [null, '', '', { b: '2', c: '3' }, { c: '3' }],
    ],
    [
      'wrong types',
      'namespace: [a]\nnamePrefix: {}\ncommonLabels: [a]\nlabels: {pairs: {a: b}}',
      [null, '', '', {}, {}],
    ],
  ];
  for (const [name, text, made] of cases) test(name, () => assert.deepEqual(read(text), made));
});

describe('what kustomizations make of a file', () => {
  const roleOf = kustomizeRoles([
    { folder: '', resources: ['deploy/a.yaml', './b.yaml'], patches: ['deploy/./p.yaml', 'both.yaml'] },
    {
      folder: 'overlays/dev',
      resources: ['../../both.yaml', '../shared/c.yaml'],
      patches: ['../shared/q.yaml', 'own.yaml'],
    },
  ]);
  const cases: [file: string, role: string][] = [
    ['deploy/a.yaml', 'resource'],
    ['b.yaml', 'resource'],
    ['deploy/p.yaml', 'patch'],
    ['both.yaml', 'patch'],
    ['overlays/shared/c.yaml', 'resource'],
    ['overlays/shared/q.yaml', 'patch'],
    ['overlays/dev/own.yaml', 'patch'],
    ['own.yaml', 'none'],
    ['a.yaml', 'none'],
  ];
  for (const [file, role] of cases) test(`${file} is ${role}`, () => assert.equal(roleOf(file), role));

  test('paths may lead out of the base, and be absolute', () => {
    const outside = kustomizeRoles([{ folder: '', resources: [], patches: ['../p.yaml'] }]);
    assert.deepEqual([outside('../p.yaml'), outside('p.yaml')], ['patch', 'none']);
    const absolute = kustomizeRoles([{ folder: '/srv/app', resources: [], patches: ['../p.yaml'] }]);
    assert.equal(absolute('/srv/p.yaml'), 'patch');
  });
});
