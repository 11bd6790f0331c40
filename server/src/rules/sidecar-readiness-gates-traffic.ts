import { removeField } from '../edits/fields.ts';
import { renameProbe } from '../edits/probes.ts';
import type { HelperFunction } from '../helpers/helper.ts';
import { isHelper } from '../helpers/role.ts';
import type { Probe } from '../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

const BESIDE: ReadonlySet<HelperFunction | null> = new Set<HelperFunction>([
  'log-shipper',
  'exporter',
  'telemetry-collector',
]);
/** What brings files may be meant to hold back the traffic until they are there. */
const BRINGS_FILES: ReadonlySet<HelperFunction | null> = new Set<HelperFunction>(['config-reloader', 'content-sync']);

export const sidecarReadinessGatesTraffic: Rule = {
  id: 'sidecar-readiness-gates-traffic',
  title: 'A helper that no request needs decides whether the Pod gets requests',
  severity: 'information',
  group: 'lifecycle',
  fix: 'choice',
  messages: {
    default: 'readinessProbe of "{c}" ({role}) takes the whole Pod out of its Services when only "{c}" has a problem.',
  },
  why: 'A Pod is ready only if all its containers are, native sidecars included, and only a ready Pod is an endpoint of its Services. A readinessProbe of a log shipper, an exporter or a collector therefore takes the application away from its users while it works well. A livenessProbe restarts the helper alone; a startupProbe counts only until the helper is up.',
  silent:
    'Silent if the probe is the only readinessProbe of the Pod, if no other container has a port, and for helpers that bring files, unless a startupProbe shows that this one is not meant to hold back traffic.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-status',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle',
    'https://github.com/kubernetes/kubernetes/issues/95193',
    'https://github.com/kubernetes/kubernetes/issues/14848',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'probes', 'helper'],
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
      ports:
        - containerPort: 8080
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.3.0
      args: [--nginx.scrape-uri=http://localhost:8080/stub_status]
      ports:
        - containerPort: 9113
      «readinessProbe»:
        httpGet:
          path: /metrics
          port: 9113
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      ports:
        - containerPort: 8080
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.3.0
      args: [--nginx.scrape-uri=http://localhost:8080/stub_status]
      ports:
        - containerPort: 9113
      livenessProbe:
        httpGet:
          path: /metrics
          port: 9113
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec' || team.pod.runs === 'job') return;
    const members = concurrent(team);
    const isReady = ({ kind }: Probe) => kind === 'readinessProbe';
    if (members.filter(({ container }) => container.probes.some(isReady)).length < 2) return;
    for (const member of members) {
      const { container, role } = member;
      const probe = container.probes.find(isReady);
      if (!probe || !isBeside(member) || role.confidence !== 'strong' || !isHelper(member)) continue;
      if (!members.some((other) => other !== member && other.container.ports.length > 0)) continue;
      yield {
        at: probe.key,
        message: 'default',
        args: { c: container.label, role: role.helper?.title ?? role.function ?? 'helper' },
        container: member,
        fixes: fixes(team, member, probe),
      };
    }
  },
};

function isBeside({ role, container }: Teammate): boolean {
  if (BESIDE.has(role.function)) return true;
  return BRINGS_FILES.has(role.function) && container.probes.some(({ kind }) => kind === 'startupProbe');
}

function fixes({ pod }: Team, { container }: Teammate, probe: Probe): Fix[] {
  const remove: Fix = {
    title: `Remove the readinessProbe of "${container.label}"`,
    safe: false,
    edits: () => removeField(pod.document, container.source, ['readinessProbe']),
  };
  const has = (kind: string) => container.probes.some((other) => other.kind === kind);
  const kind = has('livenessProbe') ? 'startupProbe' : 'livenessProbe';
  if (has(kind)) return [remove];
  return [{ title: `Make it a ${kind}`, safe: false, edits: () => renameProbe(pod, container, probe, kind) }, remove];
}
