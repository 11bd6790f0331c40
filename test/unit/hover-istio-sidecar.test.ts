import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hoverIn, markdownIn } from './hover-support.ts';

const WEB = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: acme/web, ports: [{containerPort: 8080}]}]}
`;

suite('the Sidecar resource of Istio', () => {
  const sidecar = (spec: string, kind = 'Sidecar') =>
    `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: s}\nspec: {${spec}}\n`;
  const cases: readonly { readonly name: string; readonly text: string; readonly says: readonly string[] }[] = [
    {
      name: 'kind: what it is, and for which pods',
      text: sidecar('workloadSelector: {labels: {app: web}}, egress: [{hosts: ["./*"]}]', '«Sidecar»') + WEB,
      says: [
        'no container',
        'with the labels `app: web`. In this file: Deployment "web".',
        'know `./*` only',
        'In the ambient mode it has no effect: there are no sidecars.',
      ],
    },
    {
      name: 'kind, without a selector',
      text: sidecar('egress: [{hosts: ["./*"]}]', '«Sidecar»') + WEB,
      says: ['for all pods of its namespace', 'only one such Sidecar', 'In this file: Deployment "web".'],
    },
    {
      name: 'a selector that fits nothing',
      text: sidecar('«workloadSelector»: {labels: {app: other}}') + WEB,
      says: ['No pod of this file is one of them.'],
    },
    {
      name: 'another namespace',
      text: `${sidecar('«workloadSelector»: {labels: {app: web}}').replace('name: s', 'name: s, namespace: prod')}${WEB}`,
      says: ['the namespace `prod`', 'No pod of this file is one of them.'],
    },
    {
      name: 'egress',
      text: sidecar('«egress»: [{hosts: ["./*", "istio-system/*"]}]'),
      says: ['They know `./*` and `istio-system/*` only.', 'It is no permission'],
    },
    {
      name: 'hosts',
      text: sidecar('egress: [{«hosts»: ["./*", "istio-system/*", "~/*", "*/api.example", plain]}]'),
      says: [
        '`./*`: every service of the namespace of this Sidecar.',
        '`istio-system/*`: every service of the namespace `istio-system`',
        '`~/*`: no service at all.',
        '`*/api.example`: what is called `api.example` of any namespace.',
        '`plain`: a namespace and a slash are missing.',
      ],
    },
    {
      name: 'ingress, and who listens there',
      text: sidecar('«ingress»: [{port: {number: 8080, protocol: HTTP}, defaultEndpoint: "127.0.0.1:8080"}]') + WEB,
      says: ['With it, on these only.', 'In Deployment "web" `web` listens on 8080.'],
    },
    {
      name: 'defaultEndpoint',
      text: sidecar('ingress: [{port: {number: 9080}, «defaultEndpoint»: "127.0.0.1:8080"}]') + WEB,
      says: ['`127.0.0.1:8080`', '`web` listens on 8080.'],
    },
    {
      name: 'captureMode',
      text: sidecar('egress: [{«captureMode»: NONE, hosts: ["./*"]}]'),
      says: ['as with an ambassador'],
    },
    {
      name: 'outboundTrafficPolicy',
      text: sidecar('outboundTrafficPolicy: {«mode»: REGISTRY_ONLY}'),
      says: ['`REGISTRY_ONLY` refuses them'],
    },
  ];
  for (const { name, text, says } of cases) {
    test(name, () => {
      const markdown = markdownIn(text);
      for (const line of says) assert.ok(markdown.includes(line), `"${line}" is not in\n${markdown}`);
    });
  }

  test('another Sidecar, or one that is half typed, says nothing and never throws', () => {
    for (const text of [
      'apiVersion: acme.example/v1\nkind: «Sidecar»\nspec: {egress: []}\n',
      sidecar('«egress»: 5'),
      sidecar('egress: [{«hosts»: 5}, 7]'),
      sidecar('«workloadSelector»: []'),
      sidecar('ingress: [{port: «x»}]'),
    ]) {
      const found = hoverIn(text)?.markdown ?? '';
      assert.ok(text.includes('acme') ? found === '' : found.length < 2000, text);
    }
  });
});
