import { firstToNeed, makeNative } from '../edits/native.ts';
import { isHelper } from '../helpers/role.ts';
import { isKnative } from '../kubernetes/workloads.ts';
import { appList, type Teammate } from '../traffic/team.ts';
import { nativeForm } from './matters.ts';
import type { Rule } from './rule.ts';

/** What serves the application while it starts and while it stops. */
const SERVES: ReadonlySet<string> = new Set([
  'db-ambassador',
  'http-ambassador',
  'log-shipper',
  'telemetry-collector',
  'secret-agent',
  'content-sync',
  'dind',
]);

export const classicHelperCouldBeNative: Rule = {
  id: 'classic-helper-could-be-native',
  title: 'A helper could be a native sidecar',
  severity: 'hint',
  group: 'design',
  fix: 'choice',
  since: '1.29',
  messages: {
    default: '"{c}" ({role}) could be a native sidecar: started before the application, stopped after it.',
  },
  why: 'Containers of `containers` start together and are told to stop together, so that a helper may come late and go early. As an entry of `initContainers` with `restartPolicy: Always` it is started before the application, runs as long as it does, is stopped after it, and does not keep a Job from completing.',
  silent:
    'Silent before Kubernetes 1.29, for proxies in front of the application, mesh proxies and exporters, and where another rule asks for the same.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/actions/actions-runner-controller/issues/3842',
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
    - name: «traces»
      image: otel/opentelemetry-collector:0.100.0
      args: [--config=/etc/otel/config.yaml]
      volumeMounts:
        - name: config
          mountPath: /etc/otel
  volumes:
    - name: config
      configMap:
        name: collector
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: traces
      image: otel/opentelemetry-collector:0.100.0
      restartPolicy: Always
      args: [--config=/etc/otel/config.yaml]
      volumeMounts:
        - name: config
          mountPath: /etc/otel
  containers:
    - name: shop
      image: acme/shop:1.0
  volumes:
    - name: config
      configMap:
        name: collector
`,
    },
  ],
  *check(team, { kubernetes }) {
    const { pod } = team;
    // Knative takes no restartPolicy for containers.
    if (pod.runs === 'engine' || isKnative(pod.manifest.apiVersion)) return;
    const listed = appList(team);
    if (listed.length > 1 && listed.every(isServing)) return;
    for (const member of listed) {
      if (!isServing(member)) continue;
      const native = makeNative(team, member, kubernetes, firstToNeed(team, member));
      if (!native) continue;
      const { container, role } = member;
      yield {
        at: container.anchor,
        message: 'default',
        args: { c: container.label, role: role.helper?.title ?? role.pattern },
        container: member,
        about: nativeForm(member),
        fixes: [{ title: `Make "${container.label}" a native sidecar`, ...native, safe: false }],
      };
    }
  },
};

function isServing(member: Teammate): boolean {
  const { role, endless } = member;
  return isHelper(member) && role.confidence === 'strong' && endless !== null && SERVES.has(role.function ?? '');
}
