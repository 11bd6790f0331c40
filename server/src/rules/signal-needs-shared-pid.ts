import { setField } from '../edits/fields.ts';
import type { Container } from '../kubernetes/pod.ts';
import { userOf } from '../kubernetes/pod.ts';
import { signalsOf } from '../traffic/order/signals.ts';
import type { Team } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const signalNeedsSharedPid: Rule = {
  id: 'signal-needs-shared-pid',
  title: 'A container looks for a process of another container, which it cannot see',
  severity: 'warning',
  group: 'security',
  fix: 'choice',
  messages: {
    default: '"{c}" looks for process "{p}" of "{o}", but the Pod does not set shareProcessNamespace: true.',
    told: '"{c}" is told to signal "{p}" of another container, but the Pod does not set shareProcessNamespace: true.',
    user: '"{c}" (UID {u}) may not signal "{p}" of "{o}" (UID {v}): only root and the same user may.',
  },
  why: 'Each container has process ids of its own: `pkill`, `pidof` and the like find only what runs in their own container, so that a helper that reloads its neighbour by a signal does nothing. With `shareProcessNamespace: true` the containers of a Pod see the processes of each other; they then also see their environment and files, and none of the applications is PID 1 any more.',
  silent:
    'Silent if the Pod has `hostPID`, if the container starts such a process itself or its image is called so, and if no other container is called so.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
    'https://github.com/open-telemetry/opentelemetry-helm-charts/issues/1219',
    'https://github.com/jimmidyson/configmap-reload/issues/73',
    'https://github.com/kubernetes/ingress-nginx/issues/7108',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.27
      volumeMounts:
        - name: sites
          mountPath: /etc/nginx/conf.d
    - name: «reload»
      image: acme/inotify:1.0
      command: [sh, -c, "while inotifywait -e create /sites; do pkill -HUP nginx; done"]
      volumeMounts:
        - name: sites
          mountPath: /sites
          readOnly: true
  volumes:
    - name: sites
      configMap:
        name: sites
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: nginx
      image: nginx:1.27
      volumeMounts:
        - name: sites
          mountPath: /etc/nginx/conf.d
    - name: reload
      image: acme/inotify:1.0
      command: [sh, -c, "while inotifywait -e create /sites; do pkill -HUP nginx; done"]
      volumeMounts:
        - name: sites
          mountPath: /sites
          readOnly: true
  volumes:
    - name: sites
      configMap:
        name: sites
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec' || pod.hostPID) return;
    for (const { from, to, process } of signalsOf(team)) {
      const found = { at: from.container.anchor, container: from };
      const related = to ? [{ at: to.container.anchor, message: `"${process}" runs in "${to.container.label}"` }] : [];
      if (!pod.shareProcessNamespace) {
        const args = { c: from.container.label, p: process, o: to?.container.label ?? '' };
        yield { ...found, message: to ? 'default' : 'told', args, related, fixes: [share(team)] } satisfies Finding;
        continue;
      }
      const users = to && [from, to].map((one) => userOf(pod, one.container));
      const [u, v] = users?.map((user) => user?.value) ?? [];
      if (!to || u === undefined || v === undefined || u === 0 || u === v || mayKill(from.container)) continue;
      const args = { c: from.container.label, p: process, o: to.container.label, u, v };
      yield { ...found, message: 'user', args, severity: 'information', related } satisfies Finding;
    }
  },
};

function mayKill({ securityContext: { addedCapabilities, privileged } }: Container): boolean {
  return privileged?.value === true || addedCapabilities.some(({ value }) => /^(?:CAP_)?(?:KILL|ALL)$/i.test(value));
}

function share({ pod }: Team): Fix {
  const where = { before: ['initContainers', 'containers'] };
  const edits = () => setField(pod.document, pod.spec, ['shareProcessNamespace'], true, where);
  return { title: 'Share the process ids (containers then see the processes of each other)', safe: false, edits };
}
