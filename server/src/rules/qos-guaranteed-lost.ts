import { reserveFully } from '../edits/resources.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import { isBoundAsWhole, isFullyReserved } from '../traffic/cost.ts';
import { appList, concurrent, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const qosGuaranteedLost: Rule = {
  id: 'qos-guaranteed-lost',
  title: 'The application reserves exactly what it may use, but a container beside it does not',
  severity: 'information',
  group: 'resources',
  fix: 'choice',
  messages: {
    default:
      '"{app}" has requests equal to limits, but "{c}" does not, so the whole Pod is Burstable; no exclusive CPUs, evicted earlier.',
  },
  why: 'A Pod is of the class Guaranteed only if every container, init containers and native sidecars included, has limits for CPU and memory and requests equal to them. One container without them makes the Pod Burstable, however carefully the application is set: it gets no exclusive CPUs from the static CPU manager, and it is evicted before Guaranteed Pods when the node runs out of memory.',
  silent:
    'Silent if the Pod as a whole has CPU or memory (`spec.resources`), which then count instead; if a LimitRange may fill in what is missing; in partial documents; and about init containers that end, although they count, too.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/',
    'https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/',
    'https://github.com/istio/istio/issues/33283',
    'https://github.com/scylladb/scylla-operator/issues/135',
    'https://github.com/elastic/cloud-on-k8s/issues/488',
    'https://github.com/envoyproxy/gateway/issues/5720',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'resources'],
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
        requests:
          cpu: "2"
          memory: 2Gi
        limits:
          cpu: "2"
          memory: 2Gi
    - name: «envoy»
      image: envoyproxy/envoy:v1.30.1
      resources:
        requests:
          cpu: 100m
          memory: 64Mi
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
        requests:
          cpu: "2"
          memory: 2Gi
        limits:
          cpu: "2"
          memory: 2Gi
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      resources:
        requests:
          cpu: 100m
          memory: 64Mi
        limits:
          cpu: 100m
          memory: 64Mi
`,
    },
  ],
  *check(team) {
    const { pod, around } = team;
    if (isBoundAsWhole(pod)) return;
    if (haveDefault(around.limitRanges, 'cpu') || haveDefault(around.limitRanges, 'memory')) return;
    const app = appList(team).find(({ role, container }) => role.pattern === 'app' && isFullyReserved(container));
    if (!app) return;
    for (const member of concurrent(team)) {
      if (isFullyReserved(member.container) !== false) continue;
      yield {
        at: member.container.anchor,
        message: 'default',
        args: { app: app.container.label, c: member.container.label },
        container: member,
        related: [
          {
            at: app.container.keys.get('resources') ?? app.container.anchor,
            message: `"${app.container.label}" has requests equal to limits`,
          },
        ],
        fixes: [
          {
            title: `Set the limits of "${member.container.label}" to what it requests`,
            safe: false,
            edits: () => reserveFully(pod, member.container, usual(member)),
          },
        ],
      };
    }
  },
};

/** The figures of the helper's documentation, or small ones to start from. */
function usual({ role }: Teammate): Readonly<Record<string, string>> {
  const { requests, limits } = role.helper?.resources ?? {};
  return {
    cpu: requests?.cpu ?? limits?.cpu ?? '50m',
    memory: limits?.memory ?? requests?.memory ?? '64Mi',
  };
}
