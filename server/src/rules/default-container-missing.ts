import { annotate } from '../edits/metadata.ts';
import { isHelper } from '../helpers/role.ts';
import { callsOf } from '../traffic/calls/calls.ts';
import { appList, type Teammate } from '../traffic/team.ts';
import type { Rule } from './rule.ts';

const ANNOTATION = 'kubectl.kubernetes.io/default-container';
/** Its name before 1.21. */
const OLD = 'kubectl.kubernetes.io/default-logs-container';

export const defaultContainerMissing: Rule = {
  id: 'default-container-missing',
  title: 'kubectl takes a helper for the application',
  severity: 'information',
  group: 'operations',
  fix: 'safe',
  messages: {
    default: 'kubectl logs and exec take "{c}" ({role}) unless told otherwise; the application is "{app}".',
  },
  why: '`kubectl logs` and `kubectl exec` without `-c` take the container that the annotation `kubectl.kubernetes.io/default-container` names, else the first one of `containers`. Where that is a helper, people read its logs first and land in an image without a shell. The annotation belongs on the Pod, in a workload on its template.',
  silent:
    'Silent unless exactly one container is the application, and if the first one may be it: a cache, a store, a web server, or what is named like the workload, or an exporter that the other one asks.',
  references: [
    'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container',
    'https://github.com/kubernetes/kubernetes/issues/96986',
    'https://github.com/kubernetes/kubernetes/issues/61333',
    'https://github.com/istio/istio/issues/26764',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'helper'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: «sql-proxy»
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: [acme:eu:shop]
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    kubectl.kubernetes.io/default-container: shop
spec:
  containers:
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: [acme:eu:shop]
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (
      pod.shape !== 'pod-spec' ||
      pod.runs === 'engine' ||
      pod.annotations.has(ANNOTATION) ||
      pod.annotations.has(OLD)
    ) {
      return;
    }
    const listed = appList(team);
    const [first] = listed;
    const [app, another] = listed.filter((member) => !isHelper(member));
    const name = app?.container.name?.value;
    if (!first || !app || another || first === app || name === undefined) return;
    // What asks an exporter for its figures is none of its application.
    const isAsked = callsOf(team).some(({ from, to }) => from === app && to === first);
    if (first.role.function === 'exporter' && isAsked) return;
    if (!isCertain(first) || app.role.pattern !== 'app' || first.container.name?.value === pod.manifest.name) return;
    yield {
      at: first.container.anchor,
      message: 'default',
      args: { c: first.container.label, role: first.role.helper?.title ?? first.role.pattern, app: name },
      container: first,
      related: [{ at: app.container.anchor, message: `"${name}" is the application` }],
      fixes: [
        { title: `Make "${name}" the default container`, safe: true, edits: () => annotate(pod, ANNOTATION, name) },
      ],
    };
  },
};

/** Whether a helper is known by its job, and that is not one which applications have, too. */
function isCertain({ role }: Teammate): boolean {
  return role.confidence === 'strong' && role.function !== null && role.function !== 'cache';
}
