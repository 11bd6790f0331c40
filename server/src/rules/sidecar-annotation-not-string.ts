import { quoteValue } from '../edits/quotes.ts';
import type { Metadata, Pod } from '../kubernetes/pod.ts';
import { isBuiltIn } from '../kubernetes/refusal.ts';
import type { Severity } from '../severity.ts';
import type { Finding, Rule } from './rule.ts';

export const sidecarAnnotationNotString: Rule = {
  id: 'sidecar-annotation-not-string',
  title: 'An annotation for a sidecar is no string',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    annotation: 'Annotation "{k}" must be a string, not a {type}: quote {v}.',
    label: 'Label "{k}" must be a string, not a {type}: quote {v}.',
  },
  why: 'Values of labels and annotations are strings. Switches and ports of sidecars look like booleans and numbers, and YAML reads them so where they are not quoted: the API server then refuses the whole object ("cannot unmarshal bool into Go struct field ObjectMeta.annotations of type string"). `yes`, `no`, `on` and `off` are booleans too, since kubectl reads YAML 1.1.',
  silent:
    'Silent for values that a template or a variable fills in, for a missing value (`null`), which is accepted, and for keys that have nothing to do with sidecars, scraping or eviction.',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    'https://github.com/kubernetes/autoscaler/issues/2184',
  ],
  speaksInPartial: true,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    dapr.io/enabled: "true"
    «dapr.io/app-port»: 8080
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    dapr.io/enabled: "true"
    dapr.io/app-port: "8080"
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check({ pod }) {
    const odd = [pod, ...pod.outer].filter(holdsOther);
    const builtIn = odd.length > 0 && isBuiltIn(pod);
    for (const holder of odd) {
      // A custom kind may have several pods, and each of them would tell of the metadata around all.
      if (builtIn || holder === pod) yield* findingsIn(holder, pod, builtIn ? 'error' : 'warning');
    }
  },
  readsReferrersAlone: true,
  *checkReferrer(referrer) {
    if (referrer.kind === 'Service') yield* findingsIn(referrer, referrer, 'error');
  },
};

type Holder = Pick<Metadata, 'labels' | 'annotations'>;

/** Whether any value is no text, as hardly ever. */
function holdsOther({ labels, annotations }: Holder): boolean {
  for (const { type } of labels.values()) if (type !== 'string') return true;
  for (const { type } of annotations.values()) if (type !== 'string') return true;
  return false;
}

function* findingsIn(
  { labels, annotations }: Holder,
  of: Pick<Pod, 'document'>,
  severity: Severity,
): Generator<Finding> {
  for (const [message, map] of [['label', labels] as const, ['annotation', annotations] as const]) {
    for (const [k, entry] of map) {
      if (entry.type === 'string' || !isOfSidecars(k)) continue;
      yield {
        at: entry.key,
        message,
        args: { k, type: entry.type, v: entry.value },
        severity,
        container: null,
        fixes: [{ title: 'Put it in quotes', safe: true, edits: () => quoteValue(of, k, entry) }],
      };
    }
  }
}

/** The domains of keys that injectors, scrapers and the autoscaler read. */
const DOMAINS = [
  ...['istio.io', 'linkerd.io', 'kuma.io', 'dapr.io', 'appmesh.k8s.aws', 'consul.hashicorp.com'],
  ...['vault.hashicorp.com', 'vault.security.banzaicloud.io', 'gke-gcsfuse', 'azure.workload.identity'],
  ...['prometheus.io', 'opentelemetry.io', 'datadoghq.com', 'cluster-autoscaler.kubernetes.io', 'pod-patterns'],
];

function isOfSidecars(key: string): boolean {
  const slash = key.indexOf('/');
  const domain = key.slice(0, Math.max(slash, 0));
  return DOMAINS.some((own) => domain === own || domain.endsWith(`.${own}`));
}
