import { addVolume, replaceText } from '../edits/pod.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import { usedAt } from '../yaml/span.ts';
import { volumeNamed } from './matters.ts';
import type { Fix, Rule } from './rule.ts';
import { type UndeclaredMount, undeclaredMounts } from './undeclared-mounts.ts';

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
  why: 'A mount names a volume of the same Pod: one of `volumes`, or in a StatefulSet one of `volumeClaimTemplates`. The API server refuses a Pod, and a template of a Deployment, Job or DaemonSet, with a mount that names none of them; a StatefulSet is accepted, and then none of its Pods can be created. Containers that are meant to share files, such as an application and its log shipper, must name the same volume.',
  silent:
    'Silent in patches and templates, and for volumes that an injector adds. In a file that a kustomization names it is only information, since an overlay may add the volume.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
    'https://github.com/synapsecns/sanguine/pull/220',
    'https://github.com/prometheus-community/helm-charts/issues/4367',
    'https://github.com/openkruise/kruise/issues/1330',
  ],
  speaksInPartial: false,
  needs: ['mounts'],
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
  *check(team, target) {
    const { pod } = team;
    for (const { member, mount, near } of undeclaredMounts(team, target)) {
      const name = mount.volume.value;
      const stateful = pod.manifest.kind === 'StatefulSet';
      yield {
        at: usedAt(mount.volume),
        message: near ? 'near' : stateful ? 'stateful' : 'default',
        args: { c: member.container.label, v: name, near: near?.name ?? '' },
        severity: pod.kustomized ? 'information' : 'error',
        container: member,
        about: volumeNamed(name),
        hides: OF_MOUNTS,
        fixes: fixes(pod, mount, near),
      };
    }
  },
};

/** Rules about mounts: of one that shows nothing there is nothing more to say. */
const OF_MOUNTS = [
  'init-output-lost',
  'reader-path-not-mounted',
  'shared-volume-owner-mismatch',
  'subpath-blocks-updates',
  'write-to-read-only-mount',
];

function fixes(pod: Pod, mount: Mount, near: UndeclaredMount['near']): Fix[] {
  const declare: Fix = {
    title: `Declare volume "${mount.volume.value}" as emptyDir`,
    safe: false,
    edits: () => addVolume(pod, mount.volume.value),
  };
  if (!near) return [declare];
  const rename: Fix = {
    title: `Mount "${near.name}" instead`,
    // An overlay may add the volume that is named.
    safe: near.certain && !pod.kustomized,
    edits: () => replaceText(pod, mount.volume, near.name),
  };
  return [rename, declare];
}
