import { replaceText } from '../edits/pod.ts';
import { isHelper } from '../helpers/role.ts';
import { readCpu, readMemory } from '../kubernetes/quantity.ts';
import { appOf, concurrent, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import type { Rule } from './rule.ts';

/** Proxies that are Envoy; others need less. */
const ENVOY: ReadonlySet<string> = new Set([
  'istio-proxy',
  'kuma-sidecar',
  'consul-dataplane',
  'appmesh-envoy',
  'envoy',
]);

/** What an Envoy should have at least, in the units of the readers. */
const LEAST = [
  { resource: 'memory', read: readMemory, least: 128 * 2 ** 20, text: '128Mi' },
  { resource: 'cpu', read: readCpu, least: 100, text: '100m' },
] as const;

/** How many times the limit of the application has to be larger. */
const TIMES = 10;

export const proxyLimitTooSmall: Rule = {
  id: 'proxy-limit-too-small',
  title: 'A proxy has a small limit beside a large application',
  severity: 'hint',
  group: 'resources',
  fix: 'choice',
  messages: {
    memory:
      '"{c}" may use {limit} of memory while "{app}" may use {own}; a proxy over its limit is killed, and all connections with it.',
    cpu: '"{c}" may use {limit} of CPU while "{app}" may use {own}; a throttled proxy makes every request slower.',
  },
  why: 'All traffic of the application passes its proxy, so that the proxy needs more the more the application does: memory for connections and for the configuration of the mesh, CPU for encryption. A proxy that hits its memory limit is killed and takes all connections with it; one that hits its CPU limit delays every request, which looks like a slow application.',
  silent: 'Silent if the limit of the application is less than ten times as large.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://github.com/istio/istio/issues/12765',
    'https://github.com/istio/istio/issues/40889',
  ],
  speaksInPartial: true,
  needs: ['siblings', 'helper', 'resources'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        limits:
          memory: 2Gi
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      resources:
        limits:
          memory: «64Mi»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        limits:
          memory: 2Gi
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      resources:
        limits:
          memory: 128Mi
`,
    },
  ],
  *check(team) {
    const proxies = concurrent(team).filter(isEnvoy);
    const app = proxies.length > 0 ? appOf(team) : null;
    if (!app || isEnvoy(app)) return;
    for (const member of proxies) {
      for (const { resource, read, least, text } of LEAST) {
        const limit = member.container.limits.get(resource);
        const own = app.container.limits.get(resource);
        const [small, large] = [limit, own].map((entry) => (entry ? read(entry.value) : null));
        if (!limit || !own || !small || !large || small >= least || large < TIMES * small) continue;
        yield {
          at: usedAt(limit),
          message: resource,
          args: { c: member.container.label, app: app.container.label, limit: limit.value, own: own.value },
          container: member,
          related: [{ at: usedAt(own), message: `the limit of "${app.container.label}"` }],
          fixes: [
            {
              title: `Raise the limit to ${text}`,
              safe: false,
              edits: () => replaceText(team.pod, limit, text),
              fill: [text],
            },
          ],
        };
      }
    }
  },
};

function isEnvoy(member: Teammate): boolean {
  return isHelper(member) && ENVOY.has(member.role.helper?.id ?? '');
}
