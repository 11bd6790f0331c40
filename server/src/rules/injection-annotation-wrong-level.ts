import { type Misplaced, moveToPod } from '../edits/metadata.ts';
import { INJECTORS } from '../helpers/injectors.ts';
import type { Metadata, Pod } from '../kubernetes/pod.ts';
import { isBuiltIn } from '../kubernetes/refusal.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Rule } from './rule.ts';

export const injectionAnnotationWrongLevel: Rule = {
  id: 'injection-annotation-wrong-level',
  title: 'A label or annotation for the Pod on the object around it',
  severity: 'warning',
  group: 'correctness',
  fix: 'choice',
  messages: {
    default: '"{k}" on the {of} itself is ignored; it belongs on the Pod template ({path}.metadata).',
    nested: '"{k}" on the {of} is ignored; it belongs on the Pod template ({path}.metadata).',
  },
  why: 'Injectors see Pods when they are created, and a Pod gets the labels and annotations of the template only. What stands in the metadata of the Deployment, the Job or the CronJob around it never reaches the Pod: no sidecar is injected, or one that was to be kept out comes nevertheless. Istio and Kuma select Pods by a label, so there it must be a label of the template; the annotation alone does nothing.',
  silent:
    'Silent if the template has the key as well or the container that it asks for, for custom kinds, whose operators may pass it on, in templates and patches.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
    'https://github.com/istio/istio/issues/36681',
    'https://github.com/linkerd/linkerd2/issues/2833',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  annotations:
    «sidecar.istio.io/inject»: "true"
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
        sidecar.istio.io/inject: "true"
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
`,
    },
  ],
  *check({ pod }) {
    const levels = pod.outer.filter(speaksOfPods);
    if (levels.length === 0 || !isBuiltIn(pod)) return;
    const path = PATHS.get(pod.manifest.kind) ?? 'spec.template';
    for (const level of levels) {
      const misplaced = misplacedIn(level, pod);
      const fixes = misplaced.length > 0 ? moves(pod, level, misplaced) : [];
      for (const { from, key } of misplaced) {
        const at = level[from].get(key)?.key;
        if (!at) continue;
        yield {
          at,
          message: level.of === pod.manifest.kind ? 'default' : 'nested',
          args: { k: key, of: level.of, path },
          container: null,
          fixes,
        };
      }
    }
  },
};

/** Where the template stands, for kinds that differ. */
const PATHS: ReadonlyMap<string, string> = new Map([
  ['CronJob', 'spec.jobTemplate.spec.template'],
  ['PodTemplate', 'template'],
]);

/** Keys that count on pods only. */
const OF_PODS =
  /^(?:(?:traffic\.)?sidecar\.istio\.io\/.+|proxy\.istio\.io\/config|linkerd\.io\/inject|config\.(?:\w+\.)?linkerd\.io\/.+|vault\.hashicorp\.com\/.+|dapr\.io\/.+|consul\.hashicorp\.com\/connect-inject|kuma\.io\/sidecar-injection|sidecar\.opentelemetry\.io\/inject|kubectl\.kubernetes\.io\/default-container|cluster-autoscaler\.kubernetes\.io\/safe-to-evict)$/;

/** The containers that switches of injectors ask for: where they are written out, the switch tells others of them. */
const ADDED: ReadonlyMap<string, readonly string[]> = new Map(
  INJECTORS.flatMap(({ switches, containers }) =>
    switches.map(({ key }) => [key, containers.map(({ name }) => name)] as const),
  ),
);

/** Keys that must be labels: webhooks select pods by them. */
const LABELS: ReadonlySet<string> = new Set(['sidecar.istio.io/inject', 'kuma.io/sidecar-injection']);

function speaksOfPods({ labels, annotations }: Metadata): boolean {
  for (const key of labels.keys()) if (OF_PODS.test(key)) return true;
  for (const key of annotations.keys()) if (OF_PODS.test(key)) return true;
  return false;
}

function misplacedIn(level: Metadata, { labels, annotations, containers }: Pod): Misplaced[] {
  const names = new Set(containers.map(({ name }) => name?.value));
  const isWritten = (key: string) => ADDED.get(key)?.some((name) => names.has(name)) ?? false;
  return (['labels', 'annotations'] as const).flatMap((from) =>
    [...level[from]].flatMap(([key, { value }]): Misplaced[] => {
      if (!OF_PODS.test(key) || labels.has(key) || annotations.has(key) || isWritten(key)) return [];
      return [{ from, to: LABELS.has(key) ? 'labels' : 'annotations', key, value }];
    }),
  );
}

/** In a Job a sidecar that was not there so far would keep it from completing. */
function moves(pod: Pod, level: Metadata, misplaced: readonly Misplaced[]): Fix[] {
  if (pod.runs === 'job' || misplaced.some(({ value }) => isUnresolved(value))) return [];
  const title =
    misplaced.length > 1 ? `Move all ${misplaced.length} to the Pod template` : 'Move it to the Pod template';
  return [{ title, safe: false, edits: () => moveToPod(pod, level, misplaced) }];
}
