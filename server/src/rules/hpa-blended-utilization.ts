import { isHelper } from '../helpers/role.ts';
import { workloadName } from '../kubernetes/pod.ts';
import { appOf, concurrent } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

export const hpaBlendedUtilization: Rule = {
  id: 'hpa-blended-utilization',
  title: 'An autoscaler measures the helpers together with the application',
  severity: 'hint',
  group: 'resources',
  fix: null,
  since: '1.27',
  messages: {
    default:
      'HPA "{h}" averages {r} over all of {w}, "{c}" included; a ContainerResource metric looks at "{app}" alone.',
  },
  why: 'A `Resource` metric divides what all containers of a Pod use by what all of them request. A sidecar with a generous request hides that the application is at its limit, and a busy sidecar adds replicas that the application does not need. A `ContainerResource` metric (beta since 1.27, stable since 1.30) looks at one container by its name.',
  silent: 'Silent for Pods without a known helper, and for `ContainerResource` and custom metrics.',
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
    'https://github.com/kubernetes/kubernetes/issues/86349',
    'https://github.com/kedacore/keda/issues/1378',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: example(`    - type: «Resource»
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`),
      good: example(`    - type: ContainerResource
      containerResource:
        name: cpu
        container: shop
        target:
          type: Utilization
          averageUtilization: 70
`),
    },
  ],
  *checkReferrer(referrer, teams, { kubernetes }) {
    if (referrer.kind !== 'HorizontalPodAutoscaler' || kubernetes < CONTAINER_METRICS_SINCE) return;
    const [first] = teams;
    const app = first && appOf(first);
    const helpers = teams.map((team) => concurrent(team).find((member) => isHelper(member) && member !== appOf(team)));
    const [helper] = helpers;
    if (!first || !app || !helper || helpers.includes(undefined) || isHelper(app)) return;
    for (const { type, resource, targetType, at } of referrer.metrics) {
      if (type !== 'Resource' || !resource || targetType !== 'Utilization') continue;
      yield {
        at,
        message: 'default',
        args: {
          h: referrer.name,
          r: resource,
          w: workloadName(first.pod),
          c: helper.container.label,
          app: app.container.label,
        },
        container: null,
      };
    }
  },
};

/** Minor version from which the metric is there without a gate (KEP-1610: beta 1.27, stable 1.30). */
const CONTAINER_METRICS_SINCE = 27;

function example(metric: string): string {
  return `apiVersion: autoscaling/v2
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
${metric}---
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
        - name: statsd
          image: prom/statsd-exporter:v0.26.1
          resources:
            requests:
              cpu: 100m
`;
}
