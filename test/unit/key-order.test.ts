import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addArgument, setResources } from '../../server/src/edits/pod.ts';
import type { Container, Pod } from '../../server/src/kubernetes/pod.ts';
import { fields } from '../../server/src/yaml/read.ts';
import { applyEdits, type Edit } from '../../server/src/yaml/span.ts';
import { analysisOf } from '../support.ts';

/** The keys of the only container of a pod, in their order, after a change of it. */
function keysAfter(container: string, change: (pod: Pod, container: Container) => readonly Edit[] | null): string {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers: [${container}]\n`;
  const pod = analysisOf(text).teams[0]?.pod;
  const edits = pod?.containers[0] && change(pod, pod.containers[0]);
  assert.ok(edits);
  const after = analysisOf(applyEdits(text, edits)).teams[0]?.pod.containers[0];
  return [...fields(after?.source ?? null).keys()].join(' ');
}

suite('a new key of a container stands behind those that usually come before it', () => {
  test('args', () => {
    assert.equal(
      keysAfter('{name: a, image: a, imagePullPolicy: Always, ports: [], env: []}', (pod, container) =>
        addArgument(pod, container, '-x'),
      ),
      'name image imagePullPolicy args ports env',
    );
  });
  test('resources', () => {
    assert.equal(
      keysAfter('{name: a, image: a, livenessProbe: {}, lifecycle: {}, volumeMounts: []}', (pod, container) =>
        setResources(container, pod, { requests: { cpu: '1' }, limits: {} }),
      ),
      'name image livenessProbe lifecycle resources volumeMounts',
    );
  });
});
