import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { card, lineBetween, nodeOf, picturesOf, podWith } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';

const EXAMPLE = readFileSync(
  join(import.meta.dirname, '..', '..', 'examples', 'picture-twelve-containers.yaml'),
  'utf8',
);

/** Log shippers that read what an application writes. */
function readers(count: number, readOnly = true): string {
  const shipper = (i: number) =>
    `{name: ship-${i}, image: 'fluent/fluent-bit:3', volumeMounts: [{name: logs, mountPath: /logs, readOnly: ${readOnly}}]}`;
  return Array.from({ length: count }, (_, i) => shipper(i)).join(', ');
}

const LOGS = '  volumes: [{name: logs, emptyDir: {}}]\n';
const WRITER = "{name: web, image: 'acme/web:1', volumeMounts: [{name: logs, mountPath: /logs}]}";

suite('bundles', () => {
  test('three lines with one end are one, two are not', () => {
    assert.deepEqual(podWith(`${WRITER}, ${readers(2)}`, '', LOGS).junctions, []);
    const picture = podWith(`${WRITER}, ${readers(3)}`, '', LOGS);
    assert.deepEqual(faultsIn(picture), []);
    const trunks = picture.edges.flatMap(({ trunk }) => trunk ?? []);
    assert.equal(trunks.length, 3);
    assert.equal(new Set(trunks.map(({ points }) => points[0]?.join())).size, 1, 'they have one end');
    assert.equal(new Set(trunks.map(({ points }) => points[1]?.[0])).size, 1, 'they run together');
    assert.ok(picture.junctions.length >= 1);
    for (const { kind } of picture.junctions) assert.equal(kind, 'volumes');
  });

  test('a trunk is dashed where all its lines are', () => {
    for (const readOnly of [true, false]) {
      const picture = podWith(`${WRITER}, ${readers(4, readOnly)}`, '', LOGS);
      assert.deepEqual(
        new Set(picture.edges.flatMap(({ trunk }) => (trunk ? [trunk.dashed] : []))),
        new Set([readOnly]),
      );
    }
    const mixed = podWith(`${WRITER}, ${readers(3)}, ${readers(3, false).replaceAll('ship-', 'more-')}`, '', LOGS);
    assert.deepEqual(new Set(mixed.edges.flatMap(({ trunk }) => (trunk ? [trunk.dashed] : []))), new Set([false]));
  });

  test('what is shared is drawn thicker, a branch as its line is', () => {
    const [svg = ''] = printSvg(podWith(`${WRITER}, ${readers(3)}`, '', LOGS)).split('class="below"');
    assert.equal([...svg.matchAll(/class="v ro trunk"/g)].length, 3);
    assert.equal([...svg.matchAll(/class="v ro" d/g)].length, 3);
    assert.match(svg, /<rect class="vf"/);
  });

  test('lines from one Service run together outside the pod', () => {
    const ports = [8081, 8082, 8083];
    const containers = ports.map((port) => `{name: c${port}, image: 'acme/x:1', ports: [{containerPort: ${port}}]}`);
    const [picture] = picturesOf(
      `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {a: b}, ports: [${ports.map((port) => `{name: p${port}, port: ${port}}`).join(', ')}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: b}}\nspec: {containers: [${containers.join(', ')}]}\n`,
    );
    assert.ok(picture);
    assert.deepEqual(faultsIn(picture), []);
    assert.deepEqual(
      picture.junctions.map(({ kind }) => kind),
      picture.junctions.map(() => 'calls'),
    );
    const pod = nodeOf(picture, 'pod');
    for (const { x, edges } of picture.junctions) {
      assert.ok(x < pod.x);
      assert.ok(edges.length >= 2);
    }
  });
});

suite('twelve containers', () => {
  const [picture] = picturesOf(EXAMPLE) as [Diagram];
  const column = (name: string) => card(picture, name).x;
  const middle = (name: string) => card(picture, name).y + card(picture, name).height / 2;

  test('a chain of three has a side of the application for itself', () => {
    assert.deepEqual(faultsIn(picture), []);
    assert.ok(column('provisioner-kube-rbac-proxy') < column('csi-provisioner'));
    assert.ok(column('csi-provisioner') < column('csi-driver'));
    for (const name of ['liveness-probe', 'token-minter']) assert.equal(column(name), column('csi-provisioner'));
    assert.equal(column('driver-kube-rbac-proxy'), column('provisioner-kube-rbac-proxy'));
  });

  test('who calls whom across columns stands at one height', () => {
    for (const name of ['provisioner', 'attacher', 'resizer', 'snapshotter']) {
      assert.ok(Math.abs(middle(`${name}-kube-rbac-proxy`) - middle(`csi-${name}`)) <= 1, name);
      const line = lineBetween(picture, `container/${name}-kube-rbac-proxy`, `container/csi-${name}`);
      assert.equal(line.points.length, 2, name);
    }
    assert.equal(lineBetween(picture, 'container/driver-kube-rbac-proxy', 'container/csi-driver').points.length, 2);
  });

  test('what many share stands above the application, what one more feeds it below', () => {
    const app = card(picture, 'csi-driver');
    assert.ok(nodeOf(picture, 'volume/socket-dir').y < app.y);
    assert.ok(nodeOf(picture, 'volume/sa-token').y > app.y + app.height);
    assert.equal(picture.junctions.filter(({ kind }) => kind === 'volumes').length, 4);
  });

  test('a small card has its requests, and an icon for its volumes', () => {
    const texts = card(picture, 'provisioner-kube-rbac-proxy').texts.map(({ text }) => text);
    assert.deepEqual(texts, ['provisioner-', 'kube-rbac-proxy', 'Proxy', '10m · 20Mi']);
    assert.equal(nodeOf(picture, 'tag/container/provisioner-kube-rbac-proxy/metrics-certificate').icon, 'secret');
    assert.ok(
      card(picture, 'csi-driver').texts.some(({ kind }) => kind === 'app-name'),
      'the application shows more',
    );
  });
});

suite('where there is little room', () => {
  const text = readFileSync(
    join(import.meta.dirname, '..', '..', 'examples', 'picture-deployment-helpers.yaml'),
    'utf8',
  );
  const at = (width: number) => picturesOf(text, { width })[0] as Diagram;

  test('who stands outside the pod is a chip with its icon and port, and keeps its name', () => {
    const outside = at(600).nodes.filter(({ kind }) => kind === 'service' || kind === 'external');
    assert.ok(outside.length > 1);
    for (const { form, height, icon, name, texts } of outside) {
      assert.deepEqual([form, height, icon === null, texts.length < 2], ['chip', 24, false, true]);
      assert.match(name, /\w+/);
    }
    assert.ok(at(640).nodes.every(({ form }) => form !== 'chip'));
    assert.match(printSvg(at(600)), /aria-label="Service web/);
  });

  test('a line comes straight into the middle of a chip', () => {
    const path = join(import.meta.dirname, '..', '..', 'examples', 'pattern-ambassador.yaml');
    const picture = picturesOf(readFileSync(path, 'utf8'), { width: 580 })[0] as Diagram;
    const chip = picture.nodes.find(({ kind }) => kind === 'external') as Diagram['nodes'][number];
    const lines = picture.edges.filter(({ to }) => to === chip.id);
    assert.deepEqual(
      lines.map(({ points }) => [points.length, points.at(-1)?.[1]]),
      [[2, chip.y + chip.height / 2]],
    );
  });

  test('the right column moves under the application', () => {
    const [narrow, wide] = [at(500), at(560)];
    for (const name of ['vault-agent', 'fluent-bit']) {
      assert.ok(card(wide, name).x > card(wide, 'web').x);
      assert.equal(card(narrow, name).x, card(narrow, 'web').x);
      assert.ok(card(narrow, name).y > card(narrow, 'web').y);
    }
    assert.ok(narrow.width <= 500);
  });

  test('a picture of 360 pixels is no wider', () => {
    assert.ok(at(360).width <= 400, String(at(360).width));
    assert.deepEqual(faultsIn(at(360)), []);
  });
});
