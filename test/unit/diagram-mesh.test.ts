import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { connected } from '../../server/src/diagram/svg/states.ts';
import { card, nodeOf, pictureOf, picturesOf, textsOn } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { DEPLOYMENT, JOB, MESH, NATIVES } from './diagram-pods.ts';

const NATIVE = 'sidecar.istio.io/nativeSidecar: "true"';
const CLASSIC = 'sidecar.istio.io/nativeSidecar: "false"';

/** The manifest of a pod of the guide with Istio, and annotations in flow style. */
function meshed(text: string, annotations: string): Diagram {
  const labels = 'sidecar.istio.io/inject: "true"';
  const found = /metadata: \{ labels: \{ (app: \w+) \} \}/.exec(text);
  assert.ok(found);
  const metadata = `metadata: { labels: { ${found[1]}, ${labels} }, annotations: { ${annotations} } }`;
  const picture = pictureOf(text.replace(found[0], metadata));
  assert.deepEqual(faultsIn(picture), []);
  return picture;
}

/** A Deployment with Istio, its lists in flow style. */
function orders(containers: string, initContainers = '', annotations = NATIVE, after = ''): Diagram {
  const picture = pictureOf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    metadata: {labels: {app: orders, sidecar.istio.io/inject: "true"}, annotations: {${annotations}}}
    spec: {initContainers: [${initContainers}], containers: [${containers}], volumes: [{name: v, emptyDir: {}}]}
${after}`);
  assert.deepEqual(faultsIn(picture), []);
  return picture;
}

function legs({ nodes }: Diagram): { in: DiagramNode; out: DiagramNode } {
  const [first, last] = nodes.filter(({ form }) => form === 'leg');
  assert.ok(first && last);
  return { in: first, out: last };
}

function lines({ edges }: Diagram): string[] {
  return edges.map(({ kind, name, redirected }) => `${kind}${redirected ? ' redirected' : ''}: ${name}`);
}

function factOf({ facts }: Diagram, label: string): string | undefined {
  return facts.find((fact) => fact.label === label)?.value;
}

suite('the proxy of a mesh', () => {
  const picture = pictureOf(MESH);
  const [app, proxy] = [card(picture, 'orders'), card(picture, 'istio-proxy')];

  test('is an arch around the application', () => {
    const { in: first, out: last } = legs(picture);
    assert.deepEqual([proxy.form, proxy.parent, first.parent, last.parent], ['arch', 'pod', proxy.id, proxy.id]);
    assert.ok(first.x === proxy.x && last.x + last.width === proxy.x + proxy.width);
    assert.ok(first.x + first.width < app.x && app.x + app.width < last.x);
    const run = nodeOf(picture, 'lane/run');
    assert.deepEqual([first.y, first.y + first.height], [proxy.y + proxy.height, run.y + run.height - 4]);
    assert.equal(proxy.y + proxy.height, run.y);
    assert.deepEqual(textsOn(first), ['until pod end']);
    assert.equal(picture.width, 700);
  });

  test('is met by what comes in, and hands it on', () => {
    const [arrival] = picture.edges.filter(({ kind }) => kind === 'inbound');
    const pin = nodeOf(picture, arrival?.to ?? '');
    assert.deepEqual([pin.parent, textsOn(pin)], [legs(picture).in.id, ['in', ':15006']]);
    assert.deepEqual([arrival?.from, arrival?.redirected, arrival?.points.length], ['service/orders', true, 2]);
    const passed = picture.edges.find(({ from }) => from === legs(picture).in.id);
    assert.equal(nodeOf(picture, passed?.to ?? '').parent, app.id);
    assert.equal(passed?.points[0]?.[1], arrival?.points[1]?.[1]);
  });

  test('says on each line what happens', () => {
    assert.deepEqual(lines(picture), [
      'inbound redirected: Service orders sends traffic to orders on 8080 through istio-proxy',
      'outbound: orders calls Host payments :8443 through istio-proxy',
      'outbound: orders calls PostgreSQL postgres :5432 through istio-proxy',
      'dials: istio-proxy passes traffic on to orders on 8080',
      'dials redirected: orders sends traffic out through istio-proxy',
    ]);
    assert.match(
      picture.description,
      /Service orders sends traffic to orders on 8080 through istio-proxy\. orders calls/,
    );
    assert.doesNotMatch(picture.description, /passes traffic on/);
    assert.match(app.name, /called by Service orders, calls Host payments :8443 and PostgreSQL postgres :5432/);
  });

  test('gets its traffic from whoever sets the rules, who says so', () => {
    const init = card(picture, 'istio-init');
    assert.deepEqual([init.x, init.width], [proxy.x, proxy.width]);
    assert.deepEqual(textsOn(init).slice(-4), [
      'Redirects the pod’s TCP',
      'in → :15006',
      'out → :15001',
      'not :15020 :15021 :15090',
    ]);
  });

  test('is in the head of the picture', () => {
    assert.equal(factOf(picture, 'Mesh'), 'Istio 1.24');
    const [other] = picturesOf(DEPLOYMENT);
    assert.equal(other && factOf(other, 'Mesh'), 'none');
    const [job] = picturesOf(JOB);
    assert.equal(job && factOf(job, 'Mesh'), undefined);
  });

  test('is drawn with double lines, from a dot on the border of the pod', () => {
    const svg = printSvg(picture);
    // Two lines, and the sample of the legend.
    assert.equal(svg.match(/class="rd"/g)?.length, 3);
    assert.equal(svg.match(/<circle class="rdf" cx="104"/g)?.length, 1);
    assert.ok(picture.legend.includes('redirected') && svg.includes('redirected by iptables'));
  });

  test('is between the others in Mermaid', () => {
    const text = mermaidOf(picture);
    const id = (label: string) => new RegExp(`(n\\d+)(?:\\[|>)"(?:Service )?${label}`).exec(text)?.[1];
    assert.match(text, new RegExp(`${id('orders :80')} ==>\\|"#?[^|]*:8080"\\| ${id('istio-proxy')}\n`));
    assert.match(text, new RegExp(`${id('istio-proxy')} -->\\|":8080"\\| ${id('orders<')}\n`));
    assert.match(text, new RegExp(`${id('orders<')} ==>\\|"out"\\| ${id('istio-proxy')}\n`));
    assert.match(text, /istio-proxy<br\/>Proxy, injected, until pod end/);
  });

  test('is connected with whom it stands around', () => {
    const near = connected(picture, app.id);
    assert.ok(near.has(proxy.id) && near.has(legs(picture).in.id) && !near.has('container/istio-init'));
    assert.deepEqual(connected(picture, legs(picture).in.id).has(app.id), true);
  });
});

suite('an arch', () => {
  test('stands in the lane of the application where the proxy starts with it', () => {
    const picture = orders('{name: web, image: a/web}', '{name: i, image: a/i}', CLASSIC);
    const proxy = card(picture, 'istio-proxy');
    assert.deepEqual([proxy.form, proxy.parent], ['arch', 'lane/run']);
    assert.deepEqual(textsOn(legs(picture).in), []);
    assert.match(mermaidOf(picture), /istio-proxy<br\/>Proxy, injected"/);
    // What has ended before needs no proxy.
    assert.ok(card(picture, 'i').y + card(picture, 'i').height < proxy.y);
  });

  test('has room for two columns in the usual width', () => {
    const picture = meshed(DEPLOYMENT, NATIVE);
    assert.equal(picture.width, 700);
    const columns = new Set(
      ['web', 'oauth2-proxy', 'nginx-exporter', 'vault-agent', 'fluent-bit'].map((n) => card(picture, n).x),
    );
    assert.equal(columns.size, 2);
  });

  for (const number of [8, 14, 30]) {
    test(`stands around ${number} containers`, () => {
      const helpers = Array.from({ length: number - 1 }, (_, i) => `{name: h${i}, image: fluent/fluent-bit}`);
      const picture = orders(`{name: app, image: a/web}, ${helpers.join(', ')}`);
      assert.equal(card(picture, 'istio-proxy').form, 'arch');
    });
  }

  test('stands around native sidecars that start after it, which are called on localhost as ever', () => {
    const picture = meshed(NATIVES, NATIVE);
    assert.deepEqual([card(picture, 'istio-proxy').form, card(picture, 'cloud-sql-proxy').form], ['arch', 'post']);
    const calls = picture.edges.filter(({ label }) => label.startsWith('localhost:'));
    assert.deepEqual(
      calls.map(({ redirected }) => redirected),
      [undefined, undefined, undefined],
    );
  });

  const none: readonly (readonly [what: string, picture: () => Diagram, form: string])[] = [
    [
      'a native sidecar comes down from above it',
      () => orders('{name: web, image: a/web}', '{name: n, image: a/n, restartPolicy: Always}', CLASSIC),
      'card',
    ],
    ['nothing is redirected', () => orders('{name: web}', '', 'sidecar.istio.io/interceptionMode: NONE'), 'bar'],
  ];
  for (const [what, picture, form] of none) {
    test(`cannot stand where ${what}`, () => {
      const drawn = picture();
      assert.equal(card(drawn, 'istio-proxy').form, form);
      assert.ok(drawn.edges.every(({ redirected }) => !redirected));
      assert.equal(factOf(drawn, 'Mesh'), 'Istio');
    });
  }

  test('has a gap where the line of a volume comes down', () => {
    const mount = 'volumeMounts: [{name: v, mountPath: /v}]';
    const [app, init] = [`{name: web, image: a/web, ${mount}}`, `{name: i, image: a/i, ${mount}}`];
    const picture = orders(app, init, CLASSIC);
    const proxy = card(picture, 'istio-proxy');
    assert.equal(proxy.slots?.length, 1);
    const [line] = picture.edges.filter(({ from, to }) => from.includes('/i') && to.startsWith('volume/'));
    const x = proxy.slots?.[0] ?? 0;
    assert.ok(line?.points.some((point) => point[0] === x));
    assert.ok(x > proxy.x && x < proxy.x + proxy.width);
    // Both parts of the head end beside the line, with round corners.
    assert.match(printSvg(picture), new RegExp(`class="card inj" d="M[^"]*H${x - 5 - 8}Q[^"]*ZM${x + 5 + 8} `));
    // One that starts after the proxy needs none.
    assert.deepEqual(card(orders(app, init), 'istio-proxy').slots, []);
  });

  test('lets pass what is left out', () => {
    const service =
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: orders}, ports: [{name: a, port: 80, targetPort: 8080}, {name: b, port: 90, targetPort: 9090}]}\n';
    const picture = orders(
      '{name: web, image: a/web, ports: [{containerPort: 8080}, {containerPort: 9090}], env: [{name: A, value: "https://a.example.com:8443"}, {name: B, value: "postgres://b.example.com:5432/x"}]}',
      '',
      `${NATIVE}, traffic.sidecar.istio.io/excludeInboundPorts: "9090", traffic.sidecar.istio.io/excludeOutboundPorts: "5432"`,
      service,
    );
    assert.deepEqual(lines(picture), [
      'inbound redirected: Service s sends traffic to web on 8080 through istio-proxy',
      'inbound: Service s sends traffic to web on 9090',
      'outbound: web calls Host a.example.com :8443 through istio-proxy',
      'outbound: web calls PostgreSQL b.example.com :5432',
      'dials: istio-proxy passes traffic on to web on 8080',
      'dials redirected: web sends traffic out through istio-proxy',
    ]);
  });

  test('counts the volumes of its proxy, and is called where it stands', () => {
    const volumes = ['a', 'b'].map((name) => `{name: ${name}, mountPath: /${name}}`).join(', ');
    const written = `{name: istio-proxy, image: "istio/proxyv2:1.24.1", restartPolicy: Always, args: [proxy, sidecar], ports: [{containerPort: 15090}], volumeMounts: [${volumes}]}`;
    const picture = orders(
      '{name: web, image: a/web, env: [{name: Q, value: "http://localhost:15090/stats"}], volumeMounts: [{name: v, mountPath: /v}]}',
      `{name: istio-init, image: "istio/proxyv2:1.24.1", args: [istio-iptables, -p, "15001", -z, "15006", -i, "*", -b, "*"]}, ${written}`,
    );
    const proxy = card(picture, 'istio-proxy');
    assert.equal(proxy.form, 'arch');
    assert.ok(textsOn(proxy).includes('2 volumes of its own'));
    assert.ok(picture.nodes.every(({ form, parent }) => form !== 'tag' || parent !== proxy.id));
    const call = picture.edges.find(({ label }) => label === 'localhost:15090');
    const pin = nodeOf(picture, call?.to ?? '');
    assert.deepEqual([pin.parent, pin.label, call?.redirected], [legs(picture).in.id, ':15090', undefined]);
  });
});
