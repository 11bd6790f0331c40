import { makeClassic } from '../edits/classic.ts';
import { isBuiltIn } from '../kubernetes/refusal.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const noAppContainer: Rule = {
  id: 'no-app-container',
  title: 'A Pod without a container in containers',
  severity: 'error',
  group: 'correctness',
  fix: 'choice',
  messages: {
    default: 'The Pod has no entry in containers, only in initContainers; the API server refuses it.',
    empty: 'The list of containers is empty; the API server refuses the Pod.',
    stateful: 'The Pod has no entry in containers, only in initContainers; its Pods cannot be created.',
  },
  why: 'A Pod needs at least one entry in `containers`, and the API server refuses one without. Init containers and native sidecars do not count: they prepare the Pod or stand beside its application. It happens when all containers were moved to `initContainers` to make sidecars of them; the application itself stays in `containers`.',
  silent:
    'Silent in templates, patches and custom kinds, and for a Pod without a name, which some tool completes. In a file that a kustomization names it is only information, since an overlay may add the container.',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  «initContainers»:
    - name: collector
      image: otel/opentelemetry-collector:0.110.0
      restartPolicy: Always
    - name: shop
      image: acme/shop:1.0
      restartPolicy: Always
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: collector
      image: otel/opentelemetry-collector:0.110.0
      restartPolicy: Always
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team) {
    const { pod, members } = team;
    if (!pod.lacksContainers || !isBuiltIn(pod)) return;
    // Spark, Airflow and others complete such a Pod before they create it.
    if (pod.manifest.kind === 'Pod' && pod.manifest.name === null) return;
    const at = pod.keys.get('containers') ?? pod.keys.get('initContainers') ?? pod.at;
    const message = members.some(isInit) ? 'default' : 'empty';
    yield {
      at,
      message: pod.manifest.kind === 'StatefulSet' && message === 'default' ? 'stateful' : message,
      args: {},
      severity: pod.kustomized ? 'information' : 'error',
      container: null,
      fixes: fixes(team),
    };
  },
};

function isInit({ container }: Teammate): boolean {
  return container.list === 'initContainers';
}

/** The application first, if one of them looks like it; else the last one, which starts last. */
function fixes({ pod, members }: Team): Fix[] {
  const listed = members.filter(isInit);
  const app = listed.find(({ role }) => role.pattern === 'app') ?? listed.findLast(({ role }) => role.helper === null);
  const { container } = app ?? listed.at(-1) ?? {};
  if (!container) return [];
  return [{ title: `Move "${container.label}" to containers`, safe: false, edits: () => makeClassic(pod, container) }];
}
