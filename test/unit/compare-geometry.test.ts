import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { comparisonBetween, comparisonsOf, JOB_BEFORE } from './compared.ts';
import { faultsIn } from './diagram-faults.ts';
import { DEPLOYMENT, INJECTED, JOB, NATIVES, randomManifest } from './diagram-pods.ts';

interface Spec {
  initContainers: Record<string, unknown>[];
  containers: Record<string, unknown>[];
  volumes: unknown[];
}

/** A manifest made of a number, changed by another one: containers come, go, move, get other names, images and ports. */
function edited(manifest: string, seed: number): string {
  let state = (seed * 40503 + 7) >>> 0;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const documents = manifest.split('---\n').map((text) => JSON.parse(text));
  const [service, workload] = ['Service', 'Deployment'].map((kind) => documents.find((one) => one.kind === kind));
  const spec: Spec = workload.spec.template.spec;
  const edit = (containers: Spec['containers']) =>
    containers.flatMap((container): Spec['containers'] => {
      const one = { ...container };
      switch (random(9)) {
        case 0:
          return [];
        case 1:
          return [{ ...one, name: `renamed-${random(9)}` }];
        case 2:
          return [
            { ...one, image: 'acme/other:2.0.0-rc.1' },
            { name: `come-${random(99)}`, image: 'redis:7' },
          ];
        case 3:
          return [{ ...one, ports: [{ containerPort: 8000 + random(12) }] }];
        case 4:
          return [{ ...one, env: [{ name: 'U', value: `http://localhost:${8000 + random(9)}` }] }];
        case 5:
          return [{ ...one, resources: { requests: { cpu: '250m', memory: '1Gi' } }, volumeMounts: [] }];
        default:
          return [one];
      }
    });
  spec.initContainers = edit(spec.initContainers);
  spec.containers = edit(spec.containers);
  const moved = random(3) === 0 ? spec.containers.pop() : undefined;
  if (moved) spec.initContainers.push({ ...moved, restartPolicy: 'Always' });
  if (random(3) === 0) spec.volumes = spec.volumes.slice(1);
  if (random(3) === 0) service.spec.ports.pop();
  return documents.map((one) => `${JSON.stringify(one, null, 1)}\n`).join('---\n');
}

suite('the geometry of comparisons', () => {
  test('of pods that are made and changed at random', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 120; seed++) {
      const before = randomManifest(seed);
      const after = edited(before, seed);
      for (const [from, to] of [
        [before, after],
        [after, before],
      ] as const) {
        for (const picture of comparisonsOf(from, to)) {
          assert.deepEqual(faultsIn(picture), [], `seed ${seed}`);
          assert.deepEqual(picture, comparisonsOf(from, to)[0], 'a comparison depends on nothing but the texts');
          for (const { kind, change } of [...picture.nodes, ...picture.edges]) seen.add(`${kind} ${change}`);
          mermaidOf(picture);
        }
      }
    }
    for (const kind of ['container', 'volume', 'port', 'dials', 'inbound', 'outbound'])
      for (const change of ['added', 'removed']) assert.ok(seen.has(`${kind} ${change}`), `${kind} ${change}`);
    assert.ok(seen.has('container changed'));
  });

  test('where there is little room', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const width = 300 + ((seed * 37) % 400);
      const before = randomManifest(seed);
      for (const picture of comparisonsOf(before, edited(before, seed), { width }))
        assert.deepEqual(faultsIn(picture), [], `seed ${seed}, ${width} pixels`);
    }
  });

  test('of pods that have nothing in common', () => {
    const pods = [JOB, DEPLOYMENT, NATIVES, INJECTED];
    for (const before of pods)
      for (const after of pods)
        for (const picture of comparisonsOf(before, after)) assert.deepEqual(faultsIn(picture), []);
  });

  test('finds faults where there are some', () => {
    const picture = comparisonBetween(JOB_BEFORE, JOB);
    const nodes = picture.nodes.map((node) => (node.mark ? { ...node, mark: { ...node.mark, x: -400 } } : node));
    assert.match(faultsIn({ ...picture, nodes }).join('\n'), /the mark of .* leaves the picture/);
  });
});
