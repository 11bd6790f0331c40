import { isHelper } from '../helpers/role.ts';
import { groupOf } from '../kubernetes/workloads.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

/** Without these the application does not get, or answer, anything. */
const CRITICAL: ReadonlySet<string> = new Set(['db-ambassador', 'http-ambassador', 'inbound-proxy', 'config-reloader']);

export const criticalHelperUnprobed: Rule = {
  id: 'critical-helper-unprobed',
  title: 'A helper that the application depends on has no probe',
  severity: 'hint',
  group: 'design',
  fix: null,
  messages: {
    default: 'Nothing probes "{c}" ({role}): the Pod counts as ready, and stays as it is, when it hangs.',
  },
  why: 'A container without probes counts as ready as soon as its process runs, and is restarted only if the process ends. A proxy that hangs, or has lost its connection, then fails every request of its application while the Pod looks well. A readiness probe of the helper counts for the readiness of the whole Pod; a liveness probe restarts the helper alone.',
  silent: 'Silent in Jobs, for Knative, for helpers that run once, and if a probe of another container asks it.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://github.com/kiwigrid/k8s-sidecar/issues/395',
    'https://github.com/gardener/apiserver-proxy/pull/195',
  ],
  speaksInPartial: false,
  needs: ['helper'],
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
    - name: «login»
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
      args: [--upstream=http://localhost:8080, --http-address=0.0.0.0:4180]
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: login
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
      args: [--upstream=http://localhost:8080, --http-address=0.0.0.0:4180]
      readinessProbe:
        httpGet:
          path: /ready
          port: 4180
`,
    },
  ],
  *check(team) {
    const { shape, runs, manifest } = team.pod;
    // Knative probes one container of a Pod only.
    if (shape !== 'pod-spec' || runs === 'job' || runs === 'engine' || isKnative(manifest.apiVersion)) return;
    for (const member of concurrent(team)) {
      const { container, role, endless } = member;
      if (!CRITICAL.has(role.function ?? '') || !isHelper(member)) continue;
      if (container.probes.length > 0 || endless === null || isAsked(team, member)) continue;
      yield {
        at: container.anchor,
        message: 'default',
        args: { c: container.label, role: role.helper?.title ?? role.pattern },
        container: member,
      };
    }
  },
};

function isKnative(apiVersion: string | null): boolean {
  return groupOf(apiVersion ?? '') === 'serving.knative.dev';
}

/** Whether a probe of another container asks it, or names its program. */
function isAsked(team: Team, member: Teammate): boolean {
  const ports = new Set(member.listens.map(({ port }) => port));
  return team.members.some((other) => {
    if (other === member) return false;
    return other.container.probes.some(({ handler }) => {
      if (typeof handler?.port?.value === 'number') return ports.has(handler.port.value);
      const words = handler?.type === 'exec' ? handler.command.map(({ value }) => value).join(' ') : '';
      return [...words.matchAll(/:(\d{2,5})\b/g)].some(([, port]) => ports.has(Number(port)));
    });
  });
}
