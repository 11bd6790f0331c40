import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { card, picturesOf, podWith } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { DEPLOYMENT, INJECTED, JOB, MESH, NATIVES, randomManifest } from './diagram-pods.ts';

suite('the geometry of pictures', () => {
  test('of pods that are made at random', () => {
    let pictures = 0;
    const around = new Set<string>();
    const injected = new Set<string>();
    let redirected = 0;
    for (let seed = 1; seed <= 150; seed++) {
      for (const picture of picturesOf(randomManifest(seed))) {
        assert.deepEqual(faultsIn(picture), [], `seed ${seed}`);
        assert.deepEqual(picture, picturesOf(randomManifest(seed))[0], 'a picture depends on nothing but the text');
        pictures++;
        for (const { icon } of picture.nodes) if (icon) around.add(icon);
        for (const edge of picture.edges) if (edge.redirected) redirected++;
        for (const { form, ...node } of picture.nodes) if (node.injected) injected.add(`${picture.density} ${form}`);
      }
    }
    assert.ok(pictures > 120);
    for (const density of ['comfortable', 'compact', 'line'])
      for (const form of ['card', 'post']) assert.ok(injected.has(`${density} ${form}`), `${density} ${form}`);
    assert.ok(injected.has('comfortable bar'));
    for (const icon of ['ingress', 'scrape', 'host']) assert.ok(around.has(icon), icon);
    for (const density of ['comfortable', 'compact']) assert.ok(injected.has(`${density} arch`), density);
    assert.ok(redirected > 50, `${redirected} lines are redirected`);
  });

  test('with the ports that the kubelet asks', () => {
    let asked = 0;
    for (let seed = 1; seed <= 150; seed++) {
      for (const picture of picturesOf(randomManifest(seed), { probes: true })) {
        assert.deepEqual(faultsIn(picture), [], `seed ${seed}`);
        asked += picture.edges.filter(({ kind }) => kind === 'probe').length;
      }
    }
    assert.ok(asked > 100, String(asked));
  });

  test('where there is little room', () => {
    const widths = new Set<number>();
    for (let seed = 1; seed <= 80; seed++) {
      const width = 300 + ((seed * 37) % 400);
      for (const picture of picturesOf(randomManifest(seed), { width })) {
        assert.deepEqual(faultsIn(picture), [], `seed ${seed}, ${width} pixels`);
        widths.add(picture.width);
      }
    }
    assert.ok(widths.size > 30, 'pictures take the room there is');
  });

  test('of the pods of the guide', () => {
    for (const text of [JOB, DEPLOYMENT, NATIVES, INJECTED, MESH]) {
      for (const picture of picturesOf(text)) assert.deepEqual(faultsIn(picture), []);
    }
  });

  test('finds faults where there are some', () => {
    const [picture] = picturesOf(JOB);
    assert.ok(picture);
    const moved = picture.nodes.map((node) =>
      node.id === 'container/migrate' ? { ...node, x: node.x + 200, y: node.y + 170 } : node,
    );
    const faults = faultsIn({ ...picture, nodes: moved });
    for (const fault of [/does not begin on the border/, /is not at its parent/, /passes through/]) {
      assert.ok(
        faults.some((one) => fault.test(one)),
        String(fault),
      );
    }
  });

  const odd: readonly (readonly [what: string, containers: string, initContainers?: string])[] = [
    ['no names', '{image: a}, {image: b}', '{image: c}'],
    ['one name for all', '{name: a}, {name: a}', '{name: a, restartPolicy: Always}, {name: a}'],
    ['a long name', `{name: ${'very-long-'.repeat(40)}x, image: ${'seg/'.repeat(90)}img:${'1.'.repeat(90)}}`],
    [
      'names that are markup',
      '{name: "<img src=x onerror=alert(1)>", image: "</svg><script>"}, {name: "end\\n  class"}',
    ],
    ['wrong types', '1, {name: [], ports: x, volumeMounts: {}, env: [1]}, {name: {a: b}}'],
    ['a hundred containers', Array.from({ length: 100 }, (_, i) => `{name: c${i}, image: a/b}`).join(', ')],
    ['only init containers', '', '{name: a}, {name: b, restartPolicy: Always}'],
  ];
  for (const [what, containers, initContainers] of odd) {
    test(what, () => {
      const picture = podWith(containers, initContainers);
      assert.deepEqual(faultsIn(picture), []);
      assert.equal(picture.nodes.filter(({ kind }) => kind === 'lane').at(-1)?.label, 'Run');
      mermaidOf(picture);
    });
  }

  test('a pod without containers has no picture', () => {
    assert.deepEqual(picturesOf('apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: []}\n'), []);
  });

  test('two containers of one name are two cards', () => {
    const picture = podWith('{name: a, image: x}, {name: a, image: y}');
    assert.deepEqual([card(picture, 'a').container, card(picture, 'a~2').container], ['a', 'a']);
  });
});
