import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { expectedFor } from '../../server/src/features/expected.ts';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { meshesOf } from '../../server/src/traffic/mesh-facts.ts';
import { REDIRECTS } from '../../server/src/traffic/redirect-rules.ts';
import { isRedirected, type Redirect, redirectOf, type Way } from '../../server/src/traffic/redirects.ts';
import { analysisOf, settings } from '../support.ts';

interface Made {
  readonly labels?: string;
  readonly annotations?: string;
  readonly init?: string;
  readonly containers?: string;
  readonly more?: string;
}

function podWith({ labels = '', annotations = '', init = '', containers = '', more = '' }: Made) {
  const spec = `{${more}initContainers: [${init}], containers: [{name: web, image: acme/web}${containers}]}`;
  const [team] = analysisOf(
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {${labels}}, annotations: {${annotations}}}\n    spec: ${spec}\n`,
  ).teams;
  assert.ok(team);
  return { team, expected: expectedFor(team, settings()) };
}

function redirect(made: Made): Redirect | null {
  const { team, expected } = podWith(made);
  return redirectOf(team, expected);
}

/** `15006 not 22`, `15001 only 80`, `-`. */
function short(way: Way | null): string {
  if (!way) return '-';
  const only = way.only ? ` only ${way.only}` : '';
  return `${way.port}${only}${way.spared.length > 0 ? ` not ${way.spared}` : ''}${way.isPartial ? ' partly' : ''}`;
}

const ISTIO = 'sidecar.istio.io/inject: "true"';
const PROXY = ', {name: istio-proxy, image: "istio/proxyv2:1.24.1", args: [proxy, sidecar]}';

/** Istio's init container with its arguments. */
function init(...args: readonly string[]): string {
  const all = ['istio-iptables', ...args].map((arg) => JSON.stringify(arg));
  return `{name: istio-init, image: "istio/proxyv2:1.24.1", args: [${all.join(', ')}]}`;
}

suite('how the traffic of a pod is led to a proxy', () => {
  const cases: readonly (readonly [what: string, made: Made, inbound: string, outbound: string])[] = [
    ['no mesh', {}, '-', '-'],
    ['Istio, injected', { labels: ISTIO }, '15006 not 15020,15021,15090', '15001'],
    [
      'Istio, injected, with ports left out',
      {
        labels: ISTIO,
        annotations:
          'traffic.sidecar.istio.io/excludeInboundPorts: "22, 9100", traffic.sidecar.istio.io/excludeOutboundPorts: "5432"',
      },
      '15006 not 15020,15021,15090,22,9100',
      '15001 not 5432',
    ],
    [
      'Istio, injected, for some ports and addresses',
      {
        labels: ISTIO,
        annotations:
          'traffic.sidecar.istio.io/includeInboundPorts: "80,81", traffic.sidecar.istio.io/includeOutboundIPRanges: "10.0.0.0/8"',
      },
      '15006 only 80,81 not 15020,15021,15090',
      '15001 partly',
    ],
    [
      'Istio, injected, for nothing that comes in',
      { labels: ISTIO, annotations: 'traffic.sidecar.istio.io/includeInboundPorts: ""' },
      '-',
      '15001',
    ],
    ['Istio without interception', { labels: ISTIO, annotations: 'sidecar.istio.io/interceptionMode: NONE' }, '-', '-'],
    ['Istio in the network of the node', { labels: ISTIO, more: 'hostNetwork: true, ' }, '-', '-'],
    [
      'Istio, written',
      {
        init: init('-p', '15001', '-z', '15006', '-i', '*', '-x', '', '-b', '*', '-d', '15090,15020'),
        containers: PROXY,
      },
      '15006 not 15090,15020',
      '15001',
    ],
    [
      'Istio, written with ports of its own',
      { init: init('-p', '16001', '-z', '16006', '-i', '*', '-b', '8080,', '-o', '22,8000-8080'), containers: PROXY },
      '16006 only 8080',
      '16001 not 22,8000-8080',
    ],
    ['Istio, written without anything to redirect', { init: init('-i', '', '-b', ''), containers: PROXY }, '-', '-'],
    ['Istio, written without an init container', { containers: PROXY }, '-', '-'],
    [
      'Istio, with a plugin of the node',
      {
        init: '{name: istio-validation, image: "istio/proxyv2:1.24.1", args: [istio-iptables, --run-validation, --skip-rule-apply]}',
        containers: PROXY,
      },
      '15006 not 15020,15021,15090',
      '15001',
    ],
    [
      'Istio, of an old release that told no port',
      {
        init: '{name: istio-init, image: "istio/proxy_init:1.1.7", args: [-p, "15001", -i, "*", -b, "80"]}',
        containers: PROXY,
      },
      'null only 80',
      '15001',
    ],
    ['Linkerd, injected', { annotations: 'linkerd.io/inject: enabled' }, '4143 not 4190,4191', '4140'],
    [
      'Linkerd, injected, with ports of its own',
      {
        annotations:
          'linkerd.io/inject: enabled, config.linkerd.io/inbound-port: "5143", config.linkerd.io/skip-outbound-ports: "25,3306-3310"',
      },
      '5143 not 4190,4191',
      '4140 not 25,3306-3310',
    ],
    [
      'Linkerd, written',
      {
        init: '{name: linkerd-init, image: "cr.l5d.io/linkerd/proxy-init:v2.4", args: [--incoming-proxy-port, "4143", --outgoing-proxy-port, "4140", --inbound-ports-to-ignore, "4190,4191", --outbound-ports-to-ignore, "4567"]}',
        containers: ', {name: linkerd-proxy, image: "cr.l5d.io/linkerd/proxy:stable-2.14.1"}',
      },
      '4143 not 4190,4191',
      '4140 not 4567',
    ],
    [
      'Kuma',
      { labels: 'kuma.io/sidecar-injection: enabled', annotations: 'traffic.kuma.io/exclude-inbound-ports: "1234"' },
      '15006 not 1234',
      '15001',
    ],
    ['Consul', { annotations: 'consul.hashicorp.com/connect-inject: "true"' }, '20000', '15001'],
    [
      'Consul without its transparent proxy',
      {
        annotations: 'consul.hashicorp.com/connect-inject: "true", consul.hashicorp.com/transparent-proxy: "false"',
      },
      '-',
      '-',
    ],
    ['Dapr, which is dialled', { annotations: 'dapr.io/enabled: "true"' }, '-', '-'],
    ['two meshes', { labels: ISTIO, annotations: 'linkerd.io/inject: enabled' }, '-', '-'],
  ];
  for (const [what, made, inbound, outbound] of cases) {
    test(what, () => {
      const found = redirect(made);
      assert.deepEqual([short(found?.inbound ?? null), short(found?.outbound ?? null)], [inbound, outbound]);
    });
  }

  test('of each port', () => {
    const way = { port: 1, spared: ['22', '8000-8080'], only: null, isPartial: false };
    assert.deepEqual(
      [21, 22, 8000, 8040, 8080, 8081, null].map((port) => isRedirected(way, port)),
      [true, false, false, false, false, true, true],
    );
    const some = { ...way, only: [22, 80] };
    assert.deepEqual(
      [22, 80, 81, null].map((port) => isRedirected(some, port)),
      [false, true, false, false],
    );
    assert.equal(isRedirected({ ...way, isPartial: true }, 80), false);
    assert.equal(isRedirected(null, 80), false);
  });

  test('the table names helpers of the catalogue', () => {
    for (const { proxy, setters, checkers } of REDIRECTS) {
      assert.equal(CATALOG.byId(proxy)?.function, 'mesh-proxy');
      for (const id of [...setters, ...checkers]) assert.equal(CATALOG.byId(id)?.function, 'mesh-init', id);
    }
  });
});

suite('the meshes of a pod', () => {
  const cases: readonly (readonly [what: string, made: Made, meshes: readonly string[]])[] = [
    ['none', {}, []],
    ['by the image of the proxy', { containers: PROXY }, ['Istio 1.24']],
    [
      'by an annotation',
      { labels: ISTIO, annotations: 'sidecar.istio.io/proxyImage: "docker.io/istio/proxyv2:1.22.3-distroless"' },
      ['Istio 1.22'],
    ],
    ['by a revision', { labels: 'istio.io/rev: 1-23-0' }, ['Istio 1.23']],
    ['without a release', { labels: 'istio.io/rev: default' }, ['Istio null']],
    [
      'of a channel',
      { annotations: 'linkerd.io/inject: enabled, config.linkerd.io/proxy-version: edge-24.11.3' },
      ['Linkerd edge-24.11'],
    ],
    [
      'whose proxy has releases of its own',
      { containers: ', {name: c, image: "hashicorp/consul-dataplane:1.5.0"}' },
      ['Consul null'],
    ],
    ['in ambient mode', { labels: 'istio.io/dataplane-mode: ambient' }, ['Istio ambient null']],
    ['that is none', { annotations: 'dapr.io/enabled: "true"' }, []],
  ];
  for (const [what, made, meshes] of cases) {
    test(what, () => {
      const { team, expected } = podWith(made);
      assert.deepEqual(
        meshesOf(team, expected).map(({ title, version }) => `${title} ${version}`),
        meshes,
      );
    });
  }
});
