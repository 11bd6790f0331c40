import { setField } from '../edits/fields.ts';
import { allowRoot, removeUser } from '../edits/users.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const runasnonrootConflict: Rule = {
  id: 'runasnonroot-conflict',
  title: 'A container is to run as root where only other users may',
  severity: 'error',
  group: 'security',
  fix: 'choice',
  messages: {
    own: '"{c}" runs as UID 0, but its own runAsNonRoot is true: the kubelet refuses to start it.',
    pod: '"{c}" runs as UID 0, but runAsNonRoot of the Pod is true: the kubelet refuses to start it.',
    user: '"{c}" has runAsNonRoot: true, but the Pod says UID 0: the kubelet refuses to start it.',
    both: 'The Pod says both UID 0 and runAsNonRoot: true: the kubelet refuses to start "{c}".',
  },
  why: 'Each field of the security context of a container wins over the same field of the Pod, one by one: a container that sets only `runAsUser: 0` keeps `runAsNonRoot: true` of its Pod. The kubelet checks the two when it creates the container and does not start it (`CreateContainerConfigError`), for ever. Init containers that change owners, or set up a mesh, are where it happens most.',
  silent:
    'Silent if the image decides the user, and in patches and templates unless both fields stand in the same container.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#securitycontext-v1-core',
    'https://github.com/istio/istio/issues/7486',
    'https://github.com/banzaicloud/istio-operator/pull/250',
  ],
  speaksInPartial: true,
  needs: ['user'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
  initContainers:
    - name: owner
      image: busybox:1.36
      command: [chown, -R, "1000:1000", /data]
      securityContext:
        runAsUser: «0»
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: shop
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
  initContainers:
    - name: owner
      image: busybox:1.36
      command: [chown, -R, "1000:1000", /data]
      securityContext:
        runAsUser: 0
        runAsNonRoot: false
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: shop
`,
    },
  ],
  *check(team) {
    for (const member of team.members) {
      const found = conflict(team, member);
      if (found) yield found;
    }
  },
};

function conflict({ pod }: Team, member: Teammate): Finding | null {
  const own = member.container.securityContext;
  const all = pod.securityContext;
  const user = own.runAsUser ?? all.runAsUser;
  const nonRoot = own.runAsNonRoot ?? all.runAsNonRoot;
  if (user?.value !== 0 || nonRoot?.value !== true || member.container.lifecycle === 'ephemeral') return null;
  const [ownUser, ownRule] = [own.runAsUser !== null, own.runAsNonRoot !== null];
  const together = printedTogether(pod.document.template, usedAt(user), usedAt(nonRoot));
  if (!together || (pod.partial !== null && !(ownUser && ownRule))) return null;
  const message = ownUser ? (ownRule ? 'own' : 'pod') : ownRule ? 'user' : 'both';
  return {
    at: usedAt(user),
    message,
    args: { c: member.container.label },
    container: message === 'both' ? null : member,
    related: [{ at: usedAt(nonRoot), message: 'runAsNonRoot is set here' }],
    fixes: message === 'both' ? [ofPod(pod)] : fixes(pod, member),
  };
}

function ofPod(pod: Pod): Fix {
  const edits = () => setField(pod.document, pod.spec, ['securityContext', 'runAsNonRoot'], false);
  return { title: 'Let the Pod run as root', safe: false, edits };
}

function fixes(pod: Pod, { container }: Teammate): Fix[] {
  const allow: Fix = {
    title: `Let "${container.label}" run as root`,
    safe: false,
    edits: () => allowRoot(pod, container),
  };
  const inherited = pod.securityContext.runAsUser?.value ?? 0;
  if (container.securityContext.runAsUser === null || inherited === 0) return [allow];
  const edits = () => removeUser(pod, container);
  return [allow, { title: `Let "${container.label}" run as UID ${inherited} of the Pod`, safe: false, edits }];
}
