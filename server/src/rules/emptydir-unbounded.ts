import { setEmptyDir } from '../edits/volumes.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import { isOnDisk } from '../kubernetes/volumes.ts';
import { type Share, sharesOf, type Use } from '../traffic/volumes/shares.ts';
import { volumeNamed } from './matters.ts';
import type { Rule } from './rule.ts';

export const emptydirUnbounded: Rule = {
  id: 'emptydir-unbounded',
  title: 'A growing emptyDir has no size limit',
  severity: 'information',
  group: 'volumes',
  fix: 'choice',
  messages: {
    default: 'emptyDir "{v}" for {what} has no sizeLimit; it can fill the node\'s disk and get other Pods evicted.',
  },
  why: 'An `emptyDir` lies on the disk of the node and lasts as long as the Pod, through all restarts of its containers. Without `sizeLimit`, and without a limit for `ephemeral-storage` of a container, nothing bounds it: logs that nobody rotates, a buffer whose receiver is away, or backups that are kept grow until the node runs out of disk and the kubelet evicts Pods, not only this one. With `sizeLimit` the kubelet evicts only the Pod whose volume has outgrown it.',
  silent:
    'Silent for `medium: Memory`, if a container that mounts it limits its ephemeral storage, or a LimitRange may do so, and in partial documents. A volume that only a log shipper mounts at a path of logs may hold no more than its notes of what it has read. Other `emptyDir` volumes, such as those for temporary files, are not looked at.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage',
    'https://github.com/kubernetes/kubernetes/issues/91600',
    'https://github.com/kubernetes/kubernetes/issues/106606',
    'https://github.com/cedbossneo/fluentd-sidecar-es/issues/1',
  ],
  speaksInPartial: false,
  needs: ['mounts', 'volumes'],
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
        - name: logs
          mountPath: /var/log/shop
    - name: shipper
      image: fluent/fluent-bit:3.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
          readOnly: true
  volumes:
    - name: logs
      «emptyDir»: {}
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
        - name: logs
          mountPath: /var/log/shop
    - name: shipper
      image: fluent/fluent-bit:3.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 1Gi
`,
    },
  ],
  *check(team) {
    const isLimited = haveDefault(team.around.limitRanges, STORAGE);
    for (const share of sharesOf(team)) {
      const { name, volume, uses } = share;
      const at = volume?.keys.get('emptyDir');
      if (!volume || !at || isLimited || !isOnDisk(volume) || volume.sizeLimit !== null) continue;
      if (uses.some(({ member }) => member.container.limits.has(STORAGE))) continue;
      const what = contentOf(share);
      if (!what) continue;
      yield {
        at,
        message: 'default',
        args: { v: name, what },
        container: null,
        about: volumeNamed(name),
        fixes: [
          {
            title: `Limit "${name}" to ${SIZE}`,
            safe: false,
            edits: () => setEmptyDir(team.pod, volume, 'sizeLimit', SIZE),
            fill: [SIZE],
          },
        ],
      };
    }
  },
};

const STORAGE = 'ephemeral-storage';
const SIZE = '1Gi';

/** What grows, by words of the paths at which it is mounted. */
const BY_PATH: readonly (readonly [what: string, path: RegExp])[] = [
  ['buffers', /(?:^|[^a-z])buffers?(?:[^a-z]|$)/i],
  ['queues', /(?:^|[^a-z])queues?(?:[^a-z]|$)/i],
  ['backups', /(?:^|[^a-z])backups?(?:[^a-z]|$)/i],
  ['logs', /(?:^|[^a-z])logs?(?:[^a-z]|$)/i],
];

/** Places where helpers have small files only. */
const SMALL =
  /(?:^|[^a-z])(?:etc|conf|configs?|configuration|run|sock(?:et)?|certs?|certificates|tls|ssl|secrets?|tokens?|plugins?|bin|scripts?|rules|templates?|home)(?:[^a-z]|$)/i;

/** What grows in a volume, as far as its mounts and who writes to it tell; null where nothing tells. */
function contentOf({ uses }: Share): string | null {
  const written = uses.filter(({ mount }) => !mount.readOnly);
  const [told = null] = BY_PATH.find(([, path]) => written.some(({ mount }) => path.test(mount.path ?? ''))) ?? [];
  // Log shippers keep small notes of what they have read where logs usually are.
  const isOwn = uses.every(({ member }) => member.role.function === 'log-shipper');
  if (told !== null) return told === 'logs' && isOwn ? null : told;
  // What an init container leaves there does not grow.
  if (written.length === 0 || uses.some(({ member }) => member.container.lifecycle === 'init')) return null;
  return uses.map((use) => contentByRole(use, uses)).find((what) => what !== null) ?? null;
}

function contentByRole({ member: { role }, mount, access }: Use, uses: readonly Use[]): string | null {
  const path = mount.path ?? '';
  if (SMALL.test(`${mount.volume.value} ${path}`)) return null;
  if (role.function === 'content-sync') return access === 'reads' ? null : 'fetched files';
  if (/^\/(?:var\/)?tmp\/?$/.test(path)) return null;
  if (role.function === 'log-shipper') return uses.length > 1 ? 'logs' : 'buffers';
  return role.function === 'telemetry-collector' && !mount.readOnly ? 'buffers' : null;
}
