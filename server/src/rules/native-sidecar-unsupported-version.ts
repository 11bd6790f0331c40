import { makeClassic } from '../edits/classic.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import type { Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

/** The feature gate SidecarContainers is there, but off. */
const GATED_IN = 28;

export const nativeSidecarUnsupportedVersion: Rule = {
  id: 'native-sidecar-unsupported-version',
  title: 'A native sidecar for a Kubernetes that knows none',
  severity: 'error',
  group: 'correctness',
  fix: 'choice',
  since: '1.28',
  messages: {
    default:
      'Native sidecar "{c}" needs Kubernetes 1.29 (target is 1.{v}); older servers refuse or drop restartPolicy, and the Pod hangs in Init.',
    gated:
      'Native sidecar "{c}": Kubernetes 1.28 drops its restartPolicy unless the feature gate SidecarContainers is on; the Pod then hangs in Init.',
  },
  why: 'An entry of `initContainers` with `restartPolicy: Always` is a native sidecar since Kubernetes 1.29 (in 1.28 behind the feature gate `SidecarContainers`). Older servers do not know the field: depending on how strictly they are asked they refuse the object or drop the field. What is left is an init container that never ends, and nothing behind it ever starts.',
  silent: 'Silent unless a target version below 1.29 is set; the default is newer.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/kubernetes/website/issues/45738',
    'https://github.com/keel-hq/keel/issues/772',
  ],
  speaksInPartial: true,
  needs: ['native'],
  examples: [
    {
      kubernetes: 27,
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: exporter
      image: prom/statsd-exporter:v0.27.1
      «restartPolicy»: Always
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: exporter
      image: prom/statsd-exporter:v0.27.1
`,
    },
  ],
  *check({ pod, members }, { kubernetes }) {
    if (kubernetes >= NATIVE_SIDECARS_SINCE || pod.shape !== 'pod-spec') return;
    const gated = kubernetes === GATED_IN;
    for (const member of members) {
      const { lifecycle, label, restartPolicy } = member.container;
      if (lifecycle !== 'native-sidecar' || !restartPolicy) continue;
      yield {
        at: restartPolicy.key,
        message: gated ? 'gated' : 'default',
        args: { c: label, v: kubernetes },
        severity: gated ? 'warning' : 'error',
        container: member,
        fixes: fixes(pod, member),
      };
    }
  },
};

/** In `containers` of a Job a sidecar would keep it from completing. */
function fixes(pod: Pod, { container }: Teammate): Fix[] {
  if (pod.runs === 'job') return [];
  const title = `Move "${container.label}" to containers`;
  return [{ title, safe: false, edits: () => makeClassic(pod, container) }];
}
