import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describedPods } from '../../server/src/cli/formats/description.ts';
import { describePod } from '../../server/src/features/describe.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { ingressesNear } from '../../server/src/features/neighbours.ts';
import { ingressesOf, mayHoldIngress } from '../../server/src/kubernetes/ingresses.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { ALONE, settings } from '../support.ts';

const INGRESS = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\n';
const OLD = 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\n';
const ROUTE = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\n';
const OPENSHIFT = 'apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: web}\n';
const TRAEFIK = 'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: web}\n';

suite('Ingresses', () => {
  const rows: readonly (readonly [says: string, text: string, backends: readonly string[]])[] = [
    [
      'a host and a path',
      `${INGRESS}spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, backend: {service: {name: shop, port: {number: 80}}}}]}}]}`,
      ['shop.example.com/ shop 80'],
    ],
    [
      'a port by name, any host',
      `${INGRESS}spec: {rules: [{http: {paths: [{path: /a, backend: {service: {name: shop, port: {name: http}}}}]}}]}`,
      ['*/a shop http'],
    ],
    ['the default', `${INGRESS}spec: {defaultBackend: {service: {name: shop, port: {number: 80}}}}`, ['* shop 80']],
    [
      'the old form',
      `${OLD}spec: {backend: {serviceName: rest, servicePort: 81}, rules: [{http: {paths: [{path: /a, backend: {serviceName: shop, servicePort: http}}]}}]}`,
      ['*/a shop http', '* rest 81'],
    ],
    ['a bucket is no Service', `${INGRESS}spec: {defaultBackend: {resource: {kind: Bucket, name: b}}}`, []],
    ['nothing', INGRESS, []],
    ['wrong types', `${INGRESS}spec: {rules: {host: [a]}, defaultBackend: [x]}`, []],
    ['another group', INGRESS.replace('networking.k8s.io', 'networking.acme.io'), ['no Ingress']],
    ['a template', INGRESS.replace('name: web', 'name: "{{ .x }}"'), []],
    [
      'a route of the Gateway API',
      `${ROUTE}spec: {hostnames: [a.example.com, b.example.com], rules: [{matches: [{path: {value: /x}}], backendRefs: [{name: shop, port: 80}, {name: other, namespace: far, port: 81}]}]}`,
      [
        'a.example.com/x shop 80',
        'b.example.com/x shop 80',
        'a.example.com/x far/other 81',
        'b.example.com/x far/other 81',
      ],
    ],
    [
      'a route to something else',
      `${ROUTE}spec: {rules: [{backendRefs: [{group: acme.io, kind: Thing, name: shop}]}]}`,
      [],
    ],
    [
      'an IngressRoute of Traefik',
      `${TRAEFIK}spec: {routes: [{match: "Host(\`shop.example.com\`) && PathPrefix(\`/x\`)", services: [{name: shop, port: 80}, {kind: TraefikService, name: t}]}]}`,
      ['shop.example.com/x shop 80'],
    ],
    [
      'a Route of OpenShift',
      `${OPENSHIFT}spec: {host: shop.example.com, path: /x, to: {kind: Service, name: shop}, alternateBackends: [{name: shop-2}, {kind: Thing, name: t}], port: {targetPort: http}}`,
      ['shop.example.com/x shop http', 'shop.example.com/x shop-2 http'],
    ],
    ['a route of something else', OPENSHIFT.replace('route.openshift.io', 'serving.knative.dev'), ['no Ingress']],
  ];
  for (const [says, text, backends] of rows) {
    test(says, () => {
      assert.equal(mayHoldIngress(text), true);
      const found = ingressesOf(parseDocument(text));
      const told = found.flatMap((ingress) =>
        ingress.backends.map(({ host, path, namespace, service, port }) => {
          return `${host ?? '*'}${path ?? ''} ${namespace === null ? '' : `${namespace}/`}${service} ${port}`;
        }),
      );
      assert.deepEqual(found.length === 0 ? ['no Ingress'] : told, backends);
    });
  }

  test('what only looks like one is not read', () => {
    for (const text of ['kind: IngressClass\n', 'policyTypes: [Ingress]\n', 'a: b\n'])
      assert.equal(mayHoldIngress(text), false);
  });

  test('so many paths are not told that nobody would read them', () => {
    const hosts = Array.from({ length: 300 }, (_, i) => `h${i}.example.com`).join(', ');
    const text = `${ROUTE}spec: {hostnames: [${hosts}], rules: [{backendRefs: [{name: shop}]}]}`;
    assert.equal(ingressesOf(parseDocument(text))[0]?.backends.length, 200);
  });
});

const SHOP = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}, {name: admin, port: 81, targetPort: 8081}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  containers:
    - name: web
      image: acme/web
      ports:
        - containerPort: 8080
        - containerPort: 8081
---
`;

suite('ways into a pod', () => {
  const to = (service: string, port: string, namespace = '') =>
    `${INGRESS.replace('{name: web}', `{name: web${namespace}}`)}spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, backend: {service: {name: ${service}, port: {${port}}}}}]}}]}\n`;
  const rows: readonly (readonly [says: string, ingress: string, ways: readonly string[]])[] = [
    ['by number', to('shop', 'number: 80'), ['web > 80 > web:8080']],
    ['by name', to('shop', 'name: admin'), ['web > 81 > web:8081']],
    ['a port the Service does not have', to('shop', 'number: 8080'), []],
    ['another Service', to('shop-2', 'number: 80'), []],
    ['another namespace', to('shop', 'number: 80', ', namespace: other'), []],
    ['the default namespace', to('shop', 'number: 80', ', namespace: default'), ['web > 80 > web:8080']],
    ['a port of the pod', `${OPENSHIFT}spec: {to: {name: shop}, port: {targetPort: 8081}}\n`, ['web > 81 > web:8081']],
    [
      'by the name of the port',
      `${OPENSHIFT}spec: {to: {name: shop}, port: {targetPort: http}}\n`,
      ['web > 80 > web:8080'],
    ],
    ['no port, of several', `${ROUTE}spec: {rules: [{backendRefs: [{name: shop}]}]}\n`, []],
  ];
  for (const [says, ingress, ways] of rows) {
    test(says, () => {
      const file = analyseFile(SHOP + ingress, ALONE);
      const analysis = file[1]?.analysis;
      const team = analysis?.teams[0];
      assert.ok(team);
      const found = ingressesNear(analysis, team).map((way) => {
        const { port, target, to: end } = way.inbound;
        return `${way.ingress.name} > ${port.port} > ${end?.container.label}:${target}`;
      });
      assert.deepEqual(found, ways);
    });
  }

  test('describe tells of them, above the Services', () => {
    const file = analyseFile(SHOP + to('shop', 'number: 80'), ALONE);
    const [, part] = file;
    const team = part?.analysis.teams[0];
    assert.ok(part && team);
    const text = describedPods([{ file: 'shop.yaml', pod: describePod(file, part, team, settings()) }], false);
    assert.match(
      text,
      /Traffic\n +Ingress shop\.example\.com\/ -> Service shop +80\n +Service shop -> web +80 to 8080\n/,
    );
  });

  test('the hover of a port tells of them', () => {
    const text = SHOP + to('shop', 'number: 80');
    const file = analyseFile(text, ALONE);
    const [, part] = file;
    assert.ok(part);
    const hover = (word: string) =>
      hoverAt(file, part, part.analysis.text.indexOf(word) + 2, settings())?.markdown ?? '';
    assert.match(
      hover('containerPort: 8080'),
      /Ingress `web` \(`shop\.example\.com\/`\) leads here through Service `shop`\./,
    );
    assert.doesNotMatch(hover('containerPort: 8081'), /Ingress/);
  });
});
