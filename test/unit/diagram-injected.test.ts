import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { card, nodeOf, pictureOf, picturesOf, textsOn } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { INJECTED, JOB, randomManifest } from './diagram-pods.ts';

/** The pod of a workload with labels and annotations in flow style. */
function asking(labels: string, annotations: string, spec: string, kind = 'Deployment'): Diagram {
  return pictureOf(
    `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: w}
spec: {selector: {}, template: {metadata: {labels: {${labels}}, annotations: {${annotations}}}, spec: {${spec}}}}
`,
  );
}

const ISTIO = 'sidecar.istio.io/inject: "true"';
const CLASSIC = 'sidecar.istio.io/nativeSidecar: "false"';
const VAULT = 'vault.hashicorp.com/agent-inject: "true"';
const APP = 'containers: [{name: web, image: a/web}]';

function injectedIn({ nodes }: Diagram): DiagramNode[] {
  return nodes.filter(({ injected }) => injected);
}

function factOf({ facts }: Diagram, label: string): string | undefined {
  return facts.find((fact) => fact.label === label)?.value;
}

suite('containers that injectors add', () => {
  const picture = pictureOf(INJECTED);
  const laneOf = ({ y }: DiagramNode) =>
    picture.nodes.findLast((node) => node.kind === 'lane' && node.y <= y)?.id ?? 'none';

  test('stand where they will start, and say what they are', () => {
    const containers = picture.nodes.filter(({ kind }) => kind === 'container');
    assert.deepEqual(
      containers.map((node) => [node.label, node.container, node.injected ?? false, node.role, laneOf(node)]),
      [
        ['istio-init', null, true, 'init', 'lane/1'],
        ['istio-proxy', null, true, 'proxy', 'lane/2'],
        ['migrate', 'migrate', false, 'init', 'lane/3'],
        ['vault-agent-init', null, true, 'init', 'lane/4'],
        ['otc-container', null, true, 'sidecar', 'lane/5'],
        ['web', 'web', false, 'app', 'lane/run'],
        ['vault-agent', null, true, 'config-helper', 'lane/run'],
      ],
    );
    assert.deepEqual(textsOn(card(picture, 'istio-proxy')).slice(0, 5), [
      'Proxy',
      'injected',
      'istio-proxy',
      'Istio proxy',
      '100m CPU · 128Mi',
    ]);
    for (const node of injectedIn(picture)) assert.ok(textsOn(node).includes('injected'), node.id);
  });

  test('because another document asks are told with it', () => {
    const asking =
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio-injection: enabled}}\n---\n' +
      'apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: shop}\nspec: {containers: [{name: web, image: a/web}]}\n';
    const added = injectedIn(pictureOf(asking));
    assert.deepEqual(
      added.map(({ label }) => label),
      ['istio-init', 'istio-proxy'],
    );
    for (const { name } of added)
      assert.match(name, /because the label istio-injection of the Namespace shop is "enabled"/);
  });

  test('that are native sidecars stand until the end, the others in their lanes', () => {
    const [proxy, agent] = [card(picture, 'istio-proxy'), card(picture, 'vault-agent')];
    assert.deepEqual([proxy.form, proxy.parent, agent.form, agent.parent], ['arch', 'pod', 'card', 'lane/run']);
    const end = nodeOf(picture, 'lane/run');
    const collector = card(picture, 'otc-container');
    assert.deepEqual([collector.form, collector.pole?.bottom], ['post', end.y + end.height - 10]);
  });

  test('make the next ones wait, for no more than is known of them', () => {
    const told = picture.nodes.filter(({ kind }) => kind === 'lane').map((lane) => textsOn(lane).at(-1));
    assert.ok(textsOn(card(picture, 'istio-proxy')).includes('until istio-proxy has started'));
    assert.deepEqual(told, [
      'until istio-init has exited 0',
      undefined,
      'until migrate has exited 0',
      'until vault-agent-init has exited 0',
      'until otc-container has started',
      'Run',
    ]);
  });

  test('lead to what asks for them', () => {
    const lines = INJECTED.split('\n');
    for (const [name, key] of [
      ['istio-init', 'sidecar.istio.io/inject'],
      ['istio-proxy', 'sidecar.istio.io/inject'],
      ['vault-agent', 'vault.hashicorp.com/agent-inject'],
      ['otc-container', 'sidecar.opentelemetry.io/inject'],
    ] as const) {
      const { line, place, extent } = card(picture, name);
      assert.ok(line && place);
      assert.equal(lines[line - 1]?.slice(place.column - 1, place.endColumn - 1), key);
      assert.deepEqual(extent, [line, line]);
    }
  });

  test('have full names, and sentences', () => {
    assert.equal(
      card(picture, 'istio-proxy').name,
      'istio-proxy, proxy, native sidecar, injected by Istio because the label sidecar.istio.io/inject is "true", Istio proxy',
    );
    assert.match(card(picture, 'istio-init').name, /, in some installations istio-validation$/);
    assert.match(
      picture.description,
      /Start order: istio-init, then istio-proxy, then migrate, then vault-agent-init,/,
    );
    assert.match(picture.description, / istio-init and istio-proxy are injected by Istio\. /);
    assert.match(picture.description, / otc-container is injected by OpenTelemetry Operator\./);
  });

  test('are dashed in SVG and Mermaid, and in the legend', () => {
    assert.ok(picture.legend.includes('injected'));
    assert.ok(!pictureOf(JOB).legend.includes('injected'));
    const svg = printSvg(picture);
    // The cards, and the sample of the legend.
    assert.equal(svg.match(/class="card inj"/g)?.length, injectedIn(picture).length + 1);
    assert.match(svg, /aria-label="istio-init, init, injected by Istio because /);
    const text = mermaidOf(picture);
    const id = (label: string) => new RegExp(`(n\\d+)\\["${label}<br/>[^"]*, injected[",]`).exec(text)?.[1];
    const dashed = injectedIn(picture).map(({ label }) => id(label) ?? label);
    assert.ok(text.includes(`  classDef is_injected stroke-dasharray:5 4\n  class ${dashed.join(',')} is_injected\n`));
    assert.match(text, /\["istio-proxy<br\/>Proxy, injected, until pod end"\]/);
    assert.doesNotMatch(mermaidOf(pictureOf(JOB)), /dasharray|injected/);
  });

  test('are classic where no native ones come: init containers last, the others behind the written ones', () => {
    const classic = asking(ISTIO, CLASSIC, `initContainers: [{name: i}], ${APP}`);
    const containers = classic.nodes.filter(({ kind }) => kind === 'container');
    assert.deepEqual(
      containers.map(({ label, parent }) => [label, parent]),
      [
        ['i', 'lane/1'],
        ['istio-init', 'lane/2'],
        ['web', 'lane/run'],
        ['istio-proxy', 'lane/run'],
      ],
    );
  });

  test('are in no picture of a pod that does not ask for them, or has them', () => {
    assert.deepEqual(injectedIn(asking('', '', APP)), []);
    const written = 'initContainers: [{name: istio-init}, {name: istio-proxy, restartPolicy: Always}]';
    assert.deepEqual(injectedIn(asking(ISTIO, '', `${written}, ${APP}`)), []);
  });

  test('say that they are injected however little room there is', () => {
    for (let seed = 2; seed <= 120; seed += 2) {
      for (const width of [undefined, 320]) {
        for (const { nodes } of picturesOf(randomManifest(seed), width === undefined ? {} : { width })) {
          for (const node of nodes.filter(({ injected }) => injected)) {
            assert.equal(node.container, null);
            assert.ok(
              textsOn(node).some((text) => /^injected\b/.test(text)),
              `seed ${seed}, ${node.id}`,
            );
          }
        }
      }
    }
  });
});

suite('what injected containers change of the rest', () => {
  for (const [number, density] of [
    [6, 'comfortable'],
    [7, 'compact'],
    [19, 'line'],
  ] as const) {
    test(`they count: ${number} and 2 injected are ${density}`, () => {
      const helpers = Array.from({ length: number - 1 }, (_, i) => `{name: h${i}, image: fluent/fluent-bit}`);
      const picture = asking(ISTIO, '', `containers: [{name: app}, ${helpers.join(', ')}]`);
      assert.equal(picture.density, density);
      assert.equal(factOf(picture, 'Containers'), number > 6 ? `${number} + 2 injected` : undefined);
      assert.deepEqual(faultsIn(picture), []);
    });
  }

  test('sums are those of the file, and what may be otherwise is left out', () => {
    const asks = (limits: string) =>
      `containers: [{name: a, image: a/a, resources: {requests: {cpu: 1, memory: 1Gi}${limits}}}, {name: log, image: fluent/fluent-bit, resources: {requests: {cpu: 1, memory: 1Gi}${limits}}}]`;
    const told = (labels: string, annotations: string, limits = '') => {
      const picture = asking(labels, annotations, asks(limits));
      return ['CPU request', 'Helpers’ share', 'QoS'].map((label) => factOf(picture, label));
    };
    const all = ', limits: {cpu: 1, memory: 1Gi}';
    assert.deepEqual(told('', ''), ['2', '50 %', 'Burstable']);
    assert.deepEqual(told(ISTIO, ''), ['2 + injected', undefined, 'Burstable']);
    assert.deepEqual(told('', '', all), ['2', '50 %', 'Guaranteed']);
    assert.deepEqual(told(ISTIO, '', all), ['2 + injected', undefined, undefined]);
    const initOnly = `${VAULT}, vault.hashicorp.com/agent-pre-populate-only: "true"`;
    assert.deepEqual(told('', initOnly), ['2 + injected', '50 %', 'Burstable']);
  });

  test('a Job with an ordinary one ends when all containers do', () => {
    const ends = (labels: string, annotations: string) => factOf(asking(labels, annotations, APP, 'Job'), 'Ends');
    assert.equal(ends('', ''), 'when the app ends');
    assert.equal(ends(ISTIO, ''), 'when the app ends');
    assert.equal(ends(ISTIO, CLASSIC), 'when all containers end');
    const [run] = asking(ISTIO, CLASSIC, APP, 'Job').nodes.filter(({ id }) => id === 'lane/run');
    assert.deepEqual(run && textsOn(run), ['Run']);
  });

  test('nothing is said of how all of it ends', () => {
    const both = 'containers: [{name: a, image: x}, {name: b, image: x}]';
    assert.ok(asking('', '', both).foot.sentence);
    assert.equal(asking('', `${VAULT}, vault.hashicorp.com/agent-pre-populate: "false"`, both).foot.sentence, null);
  });

  test('problems of the pod as a whole are not theirs', () => {
    const { problems, nodes } = pictureOf(
      INJECTED.replace('      containers:', '      # pod-patterns-ignore no-such-rule\n$&'),
    );
    assert.ok(
      problems.some(({ container }) => container === null),
      'there is one',
    );
    for (const { container, shownAt } of problems) if (container === null) assert.equal(shownAt, null);
    for (const node of nodes) if (node.injected) assert.equal(node.problem, null);
  });

  test('no caption stands in the way of a pole', () => {
    const helpers = Array.from({ length: 6 }, (_, i) => `{name: h${i}, image: fluent/fluent-bit}`);
    const linkerd = 'linkerd.io/inject: enabled, config.linkerd.io/proxy-enable-native-sidecar: "true"';
    const early = 'initContainers: [{name: log, image: fluent/fluent-bit, restartPolicy: Always}]';
    const picture = asking('', linkerd, `${early}, containers: [{name: app}, ${helpers.join(', ')}]`);
    const pole = card(picture, 'linkerd-proxy').pole;
    assert.ok(pole);
    const [word] = nodeOf(picture, 'lane/run').texts;
    assert.ok(word && word.x > pole.x + 4);
  });
});
