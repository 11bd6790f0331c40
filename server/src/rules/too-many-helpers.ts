import { isHelper } from '../helpers/role.ts';
import { concurrent } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

/** More than so many helpers beside an application are worth a thought. */
const MANY = 3;

export const tooManyHelpers: Rule = {
  id: 'too-many-helpers',
  title: 'A Pod has many helpers',
  severity: 'hint',
  group: 'design',
  fix: null,
  messages: {
    default: '{n} helpers run in each replica of this Pod: {names}; each takes memory and is one more thing to fail.',
  },
  why: 'Every helper is there once for each replica: its memory and CPU are multiplied, the Pod is ready only when all of them are, and each is one more image to update. Some of it can usually be done once for a node (a DaemonSet for logs and metrics), once for the cluster, or in the application.',
  silent: 'Helpers of CSI drivers do not count, which are meant to stand together.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://kubernetes.io/docs/concepts/cluster-administration/logging/#using-a-node-logging-agent',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'helper'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
«spec»:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: [acme:eu:shop]
    - name: traces
      image: otel/opentelemetry-collector:0.100.0
    - name: metrics
      image: prom/statsd-exporter:v0.26.0
    - name: login
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
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: [acme:eu:shop]
    - name: login
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
      args: [--upstream=http://localhost:8080, --http-address=0.0.0.0:4180]
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec' || team.pod.runs === 'engine') return;
    const helpers = concurrent(team).filter((member) => {
      const { role } = member;
      return isHelper(member) && role.confidence === 'strong' && role.function !== 'storage-driver';
    });
    if (helpers.length <= MANY) return;
    const names = helpers.map(({ container }) => container.label);
    const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    yield {
      at: team.pod.at,
      message: 'default',
      args: { n: helpers.length, names: shown.join(', ') },
      container: null,
      related: helpers.slice(0, 10).map(({ container, role }) => {
        return { at: container.anchor, message: `"${container.label}" is ${role.helper?.title ?? 'a helper'}` };
      }),
    };
  },
};
