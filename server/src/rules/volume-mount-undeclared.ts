import { addVolume, replaceText } from '../edits/pod-edits.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import { usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import type { Fix, Rule } from './rule.ts';

export const volumeMountUndeclared: Rule = {
  id: 'volume-mount-undeclared',
  title: 'A container mounts a volume that the Pod does not declare',
  severity: 'error',
  group: 'volumes',
  fix: 'safe',
  messages: {
    default: '"{c}" mounts volume "{v}", which the Pod does not declare.',
    near: '"{c}" mounts volume "{v}", which the Pod does not declare; did you mean "{near}"?',
    stateful: '"{c}" mounts volume "{v}", which is neither declared nor claimed: the Pods cannot be created.',
  },
  why: 'A mount names a volume of the same Pod: one of `volumes`, or in a StatefulSet one of `volumeClaimTemplates`. The API server refuses a Pod whose mount names none of them. Containers that are meant to share files, such as an application and its log shipper, must name the same volume.',
  silent:
    'Silent in patches and templates. In a file that a kustomization names it is only information, since an overlay may add the volume.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
  ],
  speaksInPartial: false,
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
      volumeMounts:
        - name: app-logs
          mountPath: /var/log/app
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /var/log/app/app.log]
      volumeMounts:
        - name: «app-log»
          mountPath: /var/log/app
  volumes:
    - name: app-logs
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: app-logs
          mountPath: /var/log/app
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /var/log/app/app.log]
      volumeMounts:
        - name: app-logs
          mountPath: /var/log/app
  volumes:
    - name: app-logs
      emptyDir: {}
`,
    },
  ],
  *check({ pod, members }) {
    const declared = [...pod.volumes.map((volume) => volume.name.value), ...pod.claims];
    if (pod.volumes.some((volume) => isUnresolved(volume.name.value))) return;
    for (const member of members) {
      const { container } = member;
      for (const mount of container.mounts) {
        const name = mount.volume.value;
        if (declared.includes(name) || isUnresolved(name)) continue;
        const mounted = container.mounts.map((other) => other.volume.value);
        const near = nearest(
          name,
          declared.filter((volume) => !mounted.includes(volume)),
        );
        const stateful = pod.manifest.kind === 'StatefulSet';
        yield {
          at: usedAt(mount.volume),
          message: near ? 'near' : stateful ? 'stateful' : 'default',
          args: { c: container.label, v: name, near: near?.name ?? '' },
          severity: pod.kustomized ? 'information' : 'error',
          container: member,
          fixes: fixes(pod, mount, near),
        };
      }
    }
  },
};

function fixes(pod: Pod, mount: Mount, near: ReturnType<typeof nearest>): Fix[] {
  const declare: Fix = {
    title: `Declare volume "${mount.volume.value}" as emptyDir`,
    safe: false,
    edits: () => addVolume(pod, mount.volume.value),
  };
  if (!near) return [declare];
  const rename: Fix = {
    title: `Mount "${near.name}" instead`,
    safe: near.certain,
    edits: () => replaceText(pod, mount.volume, near.name),
  };
  return [rename, declare];
}
