import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram, DiagramEdge } from '../../server/src/diagram/diagram.ts';
import { textWidth } from '../../server/src/diagram/measure.ts';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { badgeOn } from '../../server/src/diagram/svg/edge-badge.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { card, lineBetween, nodeOf, picturesOf, podWith, textsOn } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { DEPLOYMENT } from './diagram-pods.ts';

/** A Pod behind a Service; its lists in flow style. */
function served(containers: string, { ports = '{port: 80, targetPort: 8080}', annotations = '', before = '' } = {}) {
  return `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [${ports}]}
---
${before}apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}, annotations: {${annotations}}}
spec:
  containers: [${containers}]
`;
}

const WEB = '{name: web, image: acme/web, ports: [{containerPort: 8080, name: http}]}';

function only(text: string, options?: Parameters<typeof picturesOf>[1]): Diagram {
  const [picture] = picturesOf(text, options);
  assert.ok(picture);
  assert.deepEqual(faultsIn(picture), []);
  return picture;
}

suite('what hosts are called', () => {
  const rows: readonly (readonly [url: string, what: string, image?: string])[] = [
    ['https://vault.infra:8200', 'Vault'],
    ['http://loki-gateway.logging:3100', 'Loki'],
    ['http://tempo.infra:4317', 'Tempo'],
    ['postgres://db.shop:5432/x', 'PostgreSQL'],
    ['https://my-bucket.s3.eu-west-1.amazonaws.com', 'S3'],
    ['https://sqs.eu-west-1.amazonaws.com', 'AWS'],
    ['http://cart.shop.svc.cluster.local:80', 'Service'],
    ['https://api.example.com', 'Host'],
    ['http://redis-exporter.shop:9121', 'Host'],
    ['https://secrets.example.com:8200', 'Vault', 'hashicorp/vault:1.17, args: [agent, -config=/etc/vault/a.hcl]'],
    ['https://secrets.example.com:8200', 'Host'],
    ['http://constructor.example.com', 'Host'],
  ];
  for (const [url, what, image = 'acme/web'] of rows) {
    test(`${url} of ${image.split(',')[0]}: ${what}`, () => {
      const { nodes } = podWith(
        `{name: a, image: "${image.split(',')[0]}"${image.slice(image.indexOf(',')).replace(/^[^,].*/, '')}, env: [{name: UPSTREAM_URL, value: "${url}"}]}`,
      );
      const hosts = nodes.filter(({ id }) => id.startsWith('external/'));
      assert.deepEqual(
        hosts.map((host) => host.texts[0]?.text),
        [what],
      );
    });
  }

  const proxies: readonly (readonly [image: string, instance: string, texts: readonly string[]])[] = [
    [
      'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4',
      'shop-prod:europe-west1:orders',
      ['Cloud SQL', 'orders', ':3307'],
    ],
    [
      'gcr.io/alloydb-connectors/alloydb-auth-proxy:1.10',
      'projects/p/locations/l/clusters/c/instances/orders',
      ['AlloyDB', 'orders', ':5433'],
    ],
  ];
  for (const [image, instance, texts] of proxies) {
    test(`an instance of ${texts[0]}, named in full`, () => {
      const picture = podWith(`{name: p, image: "${image}", args: ["${instance}"]}, {name: a, image: acme/web}`);
      const host = nodeOf(picture, `external/${instance}`);
      assert.deepEqual(textsOn(host), texts);
      assert.match(host.name, new RegExp(`^${texts[0]} ${instance} ${texts[2]}$`));
    });
  }
});

suite('who leads to a Service', () => {
  const ingress = (hosts: readonly string[], path = '/') => {
    const rules = hosts.map((host) => {
      return `{host: ${host}, http: {paths: [{path: ${path}, backend: {service: {name: shop, port: {number: 80}}}}]}}`;
    });
    return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: shop}\nspec: {rules: [${rules.join(', ')}]}\n---\n`;
  };

  const rows: readonly (readonly [says: string, before: string, texts: readonly string[], name: string])[] = [
    ['one host', ingress(['shop.io']), ['Ingress', 'shop.io'], 'Ingress shop.io'],
    ['one path of it', ingress(['shop.io'], '/api'), ['Ingress', 'shop.io', '/api'], 'Ingress shop.io /api'],
    [
      'several hosts',
      ingress(['shop.io', 'www.shop.io', 'b.io']),
      ['Ingress', 'shop.io', 'and 2 hosts'],
      'Ingress shop.io, www.shop.io, b.io and 2 hosts',
    ],
    [
      'no host',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: way}\nspec: {rules: [{backendRefs: [{name: shop, port: 80}]}]}\n---\n',
      ['HTTPRoute', 'way'],
      'HTTPRoute way',
    ],
  ];
  for (const [says, before, texts, name] of rows) {
    test(says, () => {
      const picture = only(served(WEB, { before }));
      const service = nodeOf(picture, 'service/shop');
      const way = picture.nodes.find(({ icon }) => icon === 'ingress');
      assert.ok(way);
      assert.deepEqual(textsOn(way), texts);
      assert.equal(way.name, name);
      assert.ok(way.y + way.height + 16 <= service.y && way.x === service.x, 'it stands above its Service');
      const arrow = lineBetween(picture, way.id, service.id);
      assert.deepEqual([arrow.kind, arrow.points.length, arrow.points[0]?.[0]], ['inbound', 2, arrow.points[1]?.[0]]);
      assert.ok(picture.description.includes('leads to Service shop.'));
    });
  }

  test('where it is in the file', () => {
    const picture = only(served(WEB, { before: ingress(['shop.io']) }));
    assert.equal(picture.nodes.find(({ icon }) => icon === 'ingress')?.line, 7);
  });

  test('the lines of a Service below it leave downwards', () => {
    const text = `${DEPLOYMENT}---\n${ingress(['shop.io']).replaceAll('name: shop', 'name: web').replace('{name: web}', '{name: web, namespace: shop}').replace('number: 80', 'number: 443').replace('---\n', '')}`;
    const picture = only(text);
    const service = nodeOf(picture, 'service/web');
    const second = lineBetween(picture, service.id, 'container/web');
    assert.equal(second.points[0]?.[1], service.y + service.height);
  });
});

suite('several lines of one Service', () => {
  const picture = only(DEPLOYMENT);
  const service = nodeOf(picture, 'service/web');

  test('the one is straight from its tip, the other one leaves its lower border', () => {
    const [first, second] = ['oauth2-proxy', 'web'].map((name) =>
      lineBetween(picture, service.id, `container/${name}`),
    );
    assert.deepEqual(first?.points[0], [service.x + service.width, service.y + service.height / 2]);
    assert.equal(first?.points.length, 2);
    assert.equal(second?.points[0]?.[1], service.y + service.height);
    assert.equal(second?.points.length, 3);
    assert.ok((second?.points[0]?.[0] ?? 0) < service.x + service.width - 10);
  });

  test('what stands below keeps off', () => {
    const text = DEPLOYMENT.replace(
      'app: web } }\n    spec',
      'app: web }, annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9113"} }\n    spec',
    );
    const other = only(text);
    const [scraper] = other.nodes.filter(({ icon }) => icon === 'scrape');
    const line = lineBetween(other, 'service/web', 'container/web');
    assert.ok(scraper && scraper.y >= (line.points[1]?.[1] ?? 0) + 4);
    assert.ok(lineBetween(other, scraper.id, 'container/nginx-exporter').points.length === 2, 'straight, too');
  });

  test('ports that nobody is known to serve come to the pod once', () => {
    const ports = '{name: a, port: 80, targetPort: x}, {name: b, port: 81, targetPort: y}';
    const lines = only(served(WEB, { ports })).edges.filter(({ kind }) => kind === 'inbound');
    assert.deepEqual(
      lines.map(({ to }) => to),
      ['pod'],
    );
  });

  test('more ports than there is room for are counted', () => {
    const ports = [80, 443, 8443, 9090, 9091].map((port) => `{name: p${port}, port: ${port}, targetPort: 8080}`);
    const service = nodeOf(only(served(WEB, { ports: ports.join(', ') })), 'service/shop');
    assert.match(textsOn(service)[2] ?? '', /^:80 :443 (?::8443 )?\+\d$/);
    assert.ok(service.name.endsWith(':80 :443 :8443 :9090 :9091'));
  });

  test('a long name has two lines', () => {
    const text = served(WEB).replace('metadata: {name: shop}', 'metadata: {name: my-release-shop-frontend}');
    const long = nodeOf(only(text), 'service/my-release-shop-frontend');
    assert.deepEqual([textsOn(long).length, long.height], [4, 74]);
  });
});

suite('who scrapes', () => {
  const ASKED = 'prometheus.io/scrape: "true"';
  const monitor =
    'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: {name: m}\nspec: {selector: {matchLabels: {app: shop}}, podMetricsEndpoints: [{port: http}]}\n---\n';
  const rows: readonly (readonly [says: string, text: string, to: readonly string[]])[] = [
    ['nobody asks', served(WEB), []],
    ['a port that is served', served(WEB, { annotations: `${ASKED}, prometheus.io/port: "8080"` }), ['web:8080']],
    ['the only port', served(WEB, { annotations: ASKED }), ['web:8080']],
    ['a port that nobody serves', served(WEB, { annotations: `${ASKED}, prometheus.io/port: "1"` }), ['pod']],
    ['a port that is no number', served(WEB, { annotations: `${ASKED}, prometheus.io/port: x` }), ['pod']],
    ['not asked', served(WEB, { annotations: 'prometheus.io/scrape: "false", prometheus.io/port: "8080"' }), []],
    ['one of several', served(`${WEB}, {name: b, ports: [{containerPort: 1}]}`, { annotations: ASKED }), ['pod']],
    ['by the Service', served(WEB).replace('{name: shop}', `{name: shop, annotations: {${ASKED}}}`), ['web:8080']],
    ['by a PodMonitor', served(WEB, { before: monitor }), ['web:8080']],
    ['once', served(WEB, { before: monitor, annotations: ASKED }), ['web:8080']],
  ];
  for (const [says, text, to] of rows) {
    test(says, () => {
      const { nodes, edges } = only(text);
      const scraper = nodes.find(({ icon }) => icon === 'scrape');
      const lines = edges.filter(({ from }) => from === scraper?.id);
      const ends = lines.map(({ to: end }) => end.replace(/^port\/container\/(\w+)\/(\d+)$/, '$1:$2'));
      assert.deepEqual(ends, to);
      assert.equal(scraper !== undefined, to.length > 0);
      if (scraper) assert.deepEqual(textsOn(scraper), ['scrapes', 'Prometheus']);
    });
  }
});

suite('the layer of probes', () => {
  const PROBED = `{name: web, image: acme/web, ports: [{containerPort: 8080, name: http}], startupProbe: {httpGet: {port: http}}}`;
  const probes = ({ edges }: Diagram): DiagramEdge[] => edges.filter(({ kind }) => kind === 'probe');

  test('is off unless it is asked for', () => {
    const picture = only(served(PROBED));
    assert.deepEqual(probes(picture), []);
    assert.ok(!picture.nodes.some(({ icon }) => icon === 'kubelet') && !picture.legend.includes('probe'));
  });

  const rows: readonly (readonly [says: string, containers: string, asked: readonly string[]])[] = [
    ['a port by its name', PROBED, ['startup probe :8080']],
    [
      'several of one port are one line',
      '{name: a, livenessProbe: {tcpSocket: {port: 1}}, readinessProbe: {grpc: {port: 1}}}',
      ['liveness and readiness probes :1'],
    ],
    ['a command', '{name: a, livenessProbe: {exec: {command: [x]}}}', []],
    ['another host', '{name: a, livenessProbe: {httpGet: {port: 1, host: example.com}}}', []],
    ['a name that is no port', '{name: a, livenessProbe: {httpGet: {port: x}}}', []],
    [
      'a port of a neighbour',
      `${WEB}, {name: a, livenessProbe: {httpGet: {port: 8080}}}`,
      ['liveness probe :8080 of web'],
    ],
  ];
  for (const [says, containers, asked] of rows) {
    test(says, () => {
      const picture = only(served(containers), { probes: true });
      const lines = probes(picture);
      for (const [i, { label, to, heads }] of lines.entries()) {
        assert.ok(asked[i]?.startsWith(label), label);
        assert.match(to, asked[i]?.endsWith('of web') ? /^port\/container\/web\// : /^port\//);
        assert.equal(heads, 'end');
      }
      assert.equal(lines.length, asked.length);
      assert.equal(
        picture.nodes.some(({ id }) => id === 'kubelet'),
        asked.length > 0,
      );
      assert.equal(picture.legend.includes('probe'), asked.length > 0);
    });
  }

  test('tells which beside the port, in short where there is little room', () => {
    const picture = only(served(PROBED), { probes: true });
    assert.deepEqual(textsOn(nodeOf(picture, 'port/container/web/8080')), [':8080', 'startup probe']);
    assert.match(card(picture, 'web').name, /startup probe on 8080/);
    const both = PROBED.replace('startupProbe', 'livenessProbe: {httpGet: {port: http}}, startupProbe');
    const narrow = only(served(`${both}, ${both.replace(/web/g, 'b').replace('8080', '81')}`), {
      probes: true,
      width: 430,
    });
    const texts = textsOn(nodeOf(narrow, 'port/container/web/8080'));
    assert.equal(
      texts.length === 1 ||
        /^(?:2 probes|startup and liveness probes|liveness and startup probes)$/.test(texts[1] ?? ''),
      true,
    );
  });

  test('ends in an open ring before the pin; dotted in Mermaid, too', () => {
    const picture = only(served(PROBED), { probes: true });
    const [x = 0, y = 0] = probes(picture)[0]?.points.at(-1) ?? [];
    const ring = [...printSvg(picture).matchAll(/<circle class="ring-end" cx="([\d.]+)" cy="([\d.]+)"/g)][0];
    assert.deepEqual([Number(ring?.[1]), Number(ring?.[2])], [Math.round((x - 3.6) * 100) / 100, y]);
    assert.match(mermaidOf(picture), /-\.->\|"startup probe :8080"\|/);
  });

  test('no Service moves for it', () => {
    const text = DEPLOYMENT.replace(
      'image: shop/web:7.3.1',
      'image: shop/web:7.3.1\n          livenessProbe: {httpGet: {port: 8080}}',
    );
    const [off, on] = [only(text), only(text, { probes: true })];
    assert.equal(nodeOf(off, 'service/web').y, nodeOf(on, 'service/web').y);
    assert.equal(nodeOf(off, 'container/web').y, nodeOf(on, 'container/web').y);
  });
});

suite('where problems are shown', () => {
  const around = served(
    `${WEB}, {name: auth, image: "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0", args: ["--http-address=0.0.0.0:4180", "--upstream=http://127.0.0.1:8080"]}`,
  );
  const lost =
    '{name: a, image: acme/web, volumeMounts: [{name: lost, mountPath: /d}]}, {name: b, image: acme/b, volumeMounts: [{name: lost, mountPath: /d}]}';
  const rows: readonly (readonly [
    says: string,
    text: string,
    rule: string,
    about: string | null,
    at: RegExp | null,
  ])[] = [
    [
      'a port of a Service that leads nowhere: at the Service',
      served(WEB, { ports: '{port: 80, targetPort: nothere}' }),
      'service-target-port-unknown',
      'Service shop',
      /^service\/shop$/,
    ],
    [
      'a port of a Service that goes round a proxy: at its line',
      around,
      'service-bypasses-proxy',
      'Service shop',
      /^inbound\/service\/shop to .*8080/,
    ],
    ['a mount: at its line', served(lost), 'volume-mount-undeclared', 'a', /^volume\/.*container\/a/],
    [
      'a volume: at the volume',
      `${served(lost.replaceAll('lost', 'logs'))}  volumes: [{name: logs, emptyDir: {}}, {name: unused, emptyDir: {}}]\n`,
      'volume-never-mounted',
      null,
      null,
    ],
    [
      'a mount without a line: at its container',
      served('{name: a, image: acme/web, volumeMounts: [{name: lost, mountPath: /d}]}'),
      'volume-mount-undeclared',
      'a',
      /^container\/a$/,
    ],
    [
      'an annotation that leads nowhere: at Prometheus',
      served(
        '{name: a, image: acme/web, ports: [{containerPort: 80}]}, {name: e, image: prom/statsd-exporter, ports: [{containerPort: 9102}]}',
        {
          annotations: 'prometheus.io/scrape: "true", prometheus.io/port: "9999"',
        },
      ),
      'scrape-port-unserved',
      null,
      /^scraper\/prometheus$/,
    ],
  ];
  for (const [says, text, rule, about, at] of rows) {
    test(says, () => {
      const { problems, nodes, edges } = only(text);
      const problem = problems.find((one) => one.rule === rule);
      assert.ok(problem, problems.map((one) => one.rule).join(' '));
      assert.equal(problem.about, about);
      if (at === null) assert.equal(problem.shownAt, null);
      else assert.match(problem.shownAt ?? '', at);
      const shown = [...nodes, ...edges].filter((one) => one.id === problem.shownAt);
      for (const one of shown) assert.ok(one.problem !== null);
      assert.equal(shown.length, at === null ? 0 : 1);
    });
  }

  test('what a volume itself lacks is shown at its drum, and at its tag', () => {
    const logs = '{name: logs, emptyDir: {}}';
    const mount = 'volumeMounts: [{name: logs, mountPath: /var/log/app}]';
    const shipper = `{name: s, image: "fluent/fluent-bit:3", ${mount}}`;
    const app = `{name: a, image: acme/web, ${mount}}`;
    const drum = only(`${served(`${app}, ${shipper}`)}  volumes: [${logs}]\n`);
    const found = drum.problems.find(({ rule }) => rule === 'emptydir-unbounded');
    assert.equal(found?.shownAt, 'volume/logs');
    assert.ok(nodeOf(drum, 'volume/logs').problem);
  });

  test('a line with a problem takes it from its container', () => {
    const { nodes, edges } = only(served(lost));
    assert.deepEqual(
      nodes.filter(({ kind }) => kind === 'container').map(({ problem }) => problem === 'error'),
      [false, false],
    );
    assert.deepEqual(edges.filter(({ problem }) => problem === 'error').length, 2);
  });

  test('its badge covers neither labels nor ports nor boxes', () => {
    const pictures = [served(lost), around].map((text) => only(text));
    for (const picture of pictures) {
      const marked = picture.edges.filter(({ problem }) => problem !== null);
      assert.ok(marked.length > 0);
      for (const edge of marked) {
        const [x, y] = badgeOn(picture, edge);
        const boxes = [
          ...picture.nodes.filter(({ kind }) => kind !== 'pod' && kind !== 'lane'),
          ...picture.edges.flatMap(({ labelBox }) => labelBox ?? []),
          ...picture.edges.flatMap(({ texts }) =>
            texts.map((run) => ({ x: run.x, y: run.y - 9, width: textWidth(run.kind, run.text), height: 11 })),
          ),
        ];
        for (const box of boxes) {
          const isOn = x + 9 > box.x && x - 9 < box.x + box.width && y + 9 > box.y && y - 9 < box.y + box.height;
          assert.ok(!isOn, `${edge.id}: ${JSON.stringify(box)}`);
        }
      }
    }
  });
});
