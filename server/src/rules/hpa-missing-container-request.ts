import { setField } from '../edits/fields.ts';
import { keysBefore } from '../edits/key-order.ts';
import { provenHelper } from '../helpers/role.ts';
import type { HorizontalPodAutoscaler, Metric } from '../kubernetes/autoscalers.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { printedTogether } from '../yaml/template.ts';
import type { Fix, Related, Rule, Target } from './rule.ts';

export const hpaMissingContainerRequest: Rule = {
  id: 'hpa-missing-container-request',
  title: 'An autoscaler measures against requests that a container does not have',
  severity: 'warning',
  group: 'resources',
  fix: 'choice',
  messages: {
    default: 'HPA "{h}" scales on {r} utilization, but "{c}" of {w} has no {r} request; it does not scale on {r}.',
    injected:
      'HPA "{h}" scales on {r} utilization, but "{c}", which {by} adds, may have no {r} request; it then does not scale on {r}.',
  },
  why: 'Utilization is use divided by request. For a `Resource` metric the HorizontalPodAutoscaler adds up the requests of all containers of a Pod, native sidecars included, and gives up with "missing request for cpu" if one of them has none: it does not scale on that metric, and never scales down. One sidecar without requests is enough. A container with a limit has a request of the same size.',
  silent:
    'Silent where a LimitRange of the namespace gives defaults, for pod-level resources (1.34 and newer; not for `ContainerResource` metrics), for targets that are an average value, and for init containers that end. Information in a file that a kustomization names, since an overlay may set requests, and for containers that an injector adds.',
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    'https://github.com/kubernetes/kubernetes/issues/79365',
    'https://github.com/kubernetes/kubernetes/pull/132430',
    'https://github.com/linkerd/linkerd2/issues/1480',
    'https://github.com/istio/istio/issues/35905',
    'https://github.com/dapr/dapr/issues/2147',
  ],
  speaksInPartial: false,
  needs: ['autoscalers'],
  examples: [
    {
      bad: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  maxReplicas: 5
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
---
apiVersion: apps/v1
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
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          resources:
            requests:
              cpu: 200m
              memory: 128Mi
        - name: «statsd»
          image: prom/statsd-exporter:v0.26.1
          resources:
            requests:
              memory: 32Mi
`,
      good: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  maxReplicas: 5
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
---
apiVersion: apps/v1
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
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          resources:
            requests:
              cpu: 200m
              memory: 128Mi
        - name: statsd
          image: prom/statsd-exporter:v0.26.1
          resources:
            requests:
              memory: 32Mi
              cpu: 50m
`,
    },
  ],
  *check(team, target) {
    const told = new Set<string>();
    const members = concurrent(team);
    for (const asked of askedOf(team, target).slice(0, MAX_METRICS)) {
      const { hpa, metric, resource } = asked;
      const args = { h: hpa.name, r: resource, w: workloadName(team.pod) };
      for (const member of members) {
        const { container } = member;
        const key = `${resource} ${container.list} ${container.index}`;
        if (metric.container && metric.container.value !== container.name?.value) continue;
        if (container.requests.has(resource) || container.limits.has(resource) || told.has(key)) continue;
        told.add(key);
        yield {
          at: container.anchor,
          message: 'default',
          args: { ...args, c: container.label },
          // An overlay often sets the figures.
          severity: team.pod.kustomized ? 'information' : 'warning',
          container: member,
          hides: ['helper-resources-missing'],
          related: [relatedTo(asked, team.pod)],
          fixes: fixes(team.pod, member, resource),
        };
      }
      for (const added of target.expected()) {
        const key = `${resource} ${added.name}`;
        const own = added.injector.containers.find(({ name }) => name === added.name);
        // Of many injectors nobody told us what they request.
        if (added.lifecycle === 'init' || !own?.resources || added.requests.has(resource) || told.has(key)) continue;
        if (added.limits.has(resource) || (metric.container && metric.container.value !== added.name)) continue;
        told.add(key);
        yield {
          at: added.at,
          message: 'injected',
          args: { ...args, c: added.name, by: added.injector.title },
          severity: 'information',
          container: null,
          related: [relatedTo(asked, team.pod)],
        };
      }
    }
  },
};

/** More are nothing that a person has written. */
const MAX_METRICS = 20;

/** A metric that is measured against requests. */
interface Asked {
  readonly hpa: HorizontalPodAutoscaler;
  readonly metric: Metric;
  readonly resource: string;
}

function askedOf({ pod, autoscalers, around }: Team, { kubernetes }: Target): Asked[] {
  const asked = new Set<string>();
  return autoscalers.flatMap((hpa) => {
    if (hpa.kind !== 'HorizontalPodAutoscaler') return [];
    return hpa.metrics.flatMap((metric): Asked[] => {
      const { type, resource, targetType, container } = metric;
      const key = `${type} ${resource} ${container?.value}`;
      if (
        asked.has(key) ||
        !resource ||
        targetType !== 'Utilization' ||
        !(type === 'Resource' || type === 'ContainerResource')
      )
        return [];
      if (haveDefault(around.limitRanges, resource)) return [];
      const whole = pod.requests.has(resource) || pod.limits.has(resource);
      if (type === 'Resource' && whole && kubernetes >= POD_RESOURCES_SINCE) return [];
      const together = hpa.document !== pod.document || printedTogether(pod.document.template, metric.at, pod.at);
      if (!together) return [];
      asked.add(key);
      return [{ hpa, metric, resource }];
    });
  });
}

/** Minor version from which pod-level resources are on by default (KEP-2837), and autoscalers read them (kubernetes#132430). */
const POD_RESOURCES_SINCE = 34;

function relatedTo({ hpa, metric, resource }: Asked, pod: Pod): Related {
  const place = { at: metric.at, message: `"${hpa.name}" looks at ${resource} here` };
  return hpa.document === pod.document ? place : { ...place, document: hpa.document };
}

/** Where nobody knows better; the person who applies the fix looks at the figure. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['cpu', '50m'],
  ['memory', '64Mi'],
]);

function fixes(pod: Pod, member: Teammate, resource: string): Fix[] {
  const { container } = member;
  const documented = provenHelper(member)?.resources?.requests ?? {};
  const amount = Object.hasOwn(documented, resource) ? documented[resource] : USUAL.get(resource);
  if (amount === undefined) return [];
  const edits = () =>
    setField(pod.document, container.source, ['resources', 'requests', resource], amount, {
      after: keysBefore('resources'),
    });
  return [{ title: `Request ${amount} of ${resource} for "${container.label}"`, safe: false, edits, fill: [amount] }];
}
