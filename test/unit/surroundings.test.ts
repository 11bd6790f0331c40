import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lint } from '../../server/src/rules/lint.ts';
import { nearest } from '../../server/src/rules/nearest.ts';
import { analysisOf, settings } from '../support.ts';

suite('what a kustomization names', () => {
  const text = `apiVersion: v1
kind: Pod
spec:
  containers:
  - {name: app, image: "acme/app:1", volumeMounts: [{name: data, mountPath: /d}]}
  - {name: metrics, image: prom/statsd-exporter}
`;
  const cases = [
    ['none', ['volume-mount-undeclared error', 'helper-image-floating information']],
    // An overlay may add the volume, and set the tag.
    ['resource', ['volume-mount-undeclared information']],
    ['patch', []],
  ] as const;
  for (const [kustomize, said] of cases) {
    test(kustomize, () => {
      const { problems } = lint(analysisOf(text, { podPaths: [], helpers: [], kustomize }), settings());
      assert.deepEqual(
        problems.map(({ rule, severity }) => `${rule.id} ${severity}`),
        said,
      );
    });
  }
});

suite('the name that was meant', () => {
  const cases: readonly (readonly [name: string, names: readonly string[], meant: string | null, certain?: boolean])[] =
    [
      ['app-log', ['app-logs', 'data'], 'app-logs', true],
      ['aap-logs', ['app-logs'], 'app-logs', true],
      ['data-2', ['data-1'], 'data-1', false],
      ['data-3', ['data-1', 'data-2'], null],
      ['cfg', ['log'], null],
      ['a', ['b'], null],
      ['configuration', ['config'], null],
      ['logs', [], null],
    ];
  for (const [name, names, meant, certain] of cases) {
    test(`${name} of ${names.join(', ')}`, () => {
      assert.deepEqual(nearest(name, names), meant === null ? null : { name: meant, certain });
    });
  }
});
