import { setResources } from '../edits/pod.ts';
import { isHelper } from '../helpers/role.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import { appList, concurrent, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const helperResourcesMissing: Rule = {
  id: 'helper-resources-missing',
  title: 'A helper has no memory limit beside an application that has one',
  severity: 'information',
  group: 'resources',
  fix: 'choice',
  messages: {
    default: 'Helper "{c}" has no memory limit while "{app}" has one; it can take memory from the whole node.',
  },
  why: 'Each container has its own memory limit: a helper without one does not get the application killed, but it can use up the memory of the node, and then Pods are evicted. Its needs are also missing in what the scheduler counts, unless it has requests.',
  silent:
    'Silent if the Pod as a whole has resources (`spec.resources`), if a LimitRange may give a limit, if an autoscaler already misses its request, and in partial documents.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers',
    'https://github.com/istio/istio/issues/11280',
    'https://github.com/istio/istio/issues/1417',
  ],
  speaksInPartial: false,
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
          memory: 512Mi
    - name: «envoy»
      image: envoyproxy/envoy:v1.31.0
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
          memory: 512Mi
    - name: envoy
      image: envoyproxy/envoy:v1.31.0
      resources:
        requests:
          memory: 64Mi
        limits:
          memory: 128Mi
`,
    },
  ],
  *check(team) {
    if (team.pod.hasResources || haveDefault(team.around.limitRanges, 'memory')) return;
    const app = appList(team).find((member) => !isHelper(member) && member.container.limits.has('memory'));
    if (!app) return;
    for (const member of concurrent(team)) {
      if (!isHelper(member) || member.container.limits.has('memory')) continue;
      const { request, limit } = figures(member);
      yield {
        at: member.container.anchor,
        message: 'default',
        args: { c: member.container.label, app: app.container.label },
        container: member,
        fixes: [
          {
            title: `Limit its memory to ${limit}`,
            safe: false,
            edits: () =>
              setResources(member.container, team.pod, { requests: { memory: request }, limits: { memory: limit } }),
          },
        ],
      };
    }
  },
};

/** The figures of the helper's documentation, or small ones to start from. */
function figures({ role }: Teammate): { request: string; limit: string } {
  const documented = role.helper?.resources;
  const limit = documented?.limits?.memory;
  return { request: documented?.requests?.memory ?? limit ?? '64Mi', limit: limit ?? '128Mi' };
}
