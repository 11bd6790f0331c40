import { makeNative } from '../edits/native.ts';
import { removeKey } from '../edits/pod.ts';
import { whyEnds } from '../helpers/lasting.ts';
import { refusalOf } from '../kubernetes/refusal.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Rule } from './rule.ts';

const FORBIDDEN = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export const initContainerForbiddenField: Rule = {
  id: 'init-container-forbidden-field',
  title: 'A probe or hook on an init container that runs to completion',
  severity: 'error',
  group: 'correctness',
  fix: 'choice',
  messages: {
    default:
      '"{field}" may not be set for init container "{c}" without restartPolicy: Always; the API server refuses it.',
    pods: '"{field}" may not be set for init container "{c}" without restartPolicy: Always; its Pods cannot be created.',
  },
  why: 'An init container that runs to completion is never ready or alive for long: the kubelet only waits for its end. The API server refuses probes and hooks on it. They are allowed on a native sidecar, an entry of `initContainers` with `restartPolicy: Always`.',
  silent: 'Silent in patches that do not show the whole container, and in templates.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  ],
  speaksInPartial: true,
  needs: ['init'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: fetch
      image: curlimages/curl:8.9.1
      command: [sh, -c, "curl -fsS -o /cfg/app.yaml http://config/app.yaml"]
      «readinessProbe»:
        exec:
          command: [test, -f, /cfg/app.yaml]
      volumeMounts:
        - name: cfg
          mountPath: /cfg
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: cfg
          mountPath: /etc/shop
          readOnly: true
  volumes:
    - name: cfg
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: fetch
      image: curlimages/curl:8.9.1
      command: [sh, -c, "curl -fsS -o /cfg/app.yaml http://config/app.yaml"]
      volumeMounts:
        - name: cfg
          mountPath: /cfg
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: cfg
          mountPath: /etc/shop
          readOnly: true
  volumes:
    - name: cfg
      emptyDir: {}
`,
    },
  ],
  *check(team, { kubernetes }) {
    const { pod } = team;
    // A patch may leave restartPolicy to the document it is laid over.
    if (pod.partial === 'template' || pod.partial === 'broken' || pod.partial === 'fragment') return;
    for (const member of team.members) {
      const { container } = member;
      if (container.lifecycle !== 'init' || (pod.partial === 'patch' && container.image === null)) continue;
      if (isUnresolved(container.restartPolicy?.value ?? '')) continue;
      for (const field of FORBIDDEN) {
        const at = container.keys.get(field);
        if (!at) continue;
        yield {
          at,
          message: refusalOf(pod).of === 'pods' ? 'pods' : 'default',
          args: { field, c: container.label },
          container: member,
          fixes: fixes(team, member, field, kubernetes),
        };
      }
    }
  },
};

function fixes(team: Team, member: Teammate, field: string, kubernetes: number): Fix[] {
  const remove: Fix = {
    title: `Remove ${field}`,
    safe: false,
    edits: () => removeKey(team.pod, member.container, field),
  };
  // What ends would be started again and again.
  const native = whyEnds(member) === null ? makeNative(team, member, kubernetes, null) : null;
  const sidecar: Fix[] = native
    ? [{ title: `Make "${member.container.label}" a native sidecar`, ...native, safe: false }]
    : [];
  return member.endless !== null ? [...sidecar, remove] : [remove, ...sidecar];
}
