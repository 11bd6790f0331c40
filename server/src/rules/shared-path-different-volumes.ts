import { mountOther, removeVolume } from '../edits/volumes.ts';
import { isHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { isEmptyDir } from '../kubernetes/volumes.ts';
import type { Team } from '../traffic/team.ts';
import { type Share, sharesOf, type Use } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import { volumeNamed } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

export const sharedPathDifferentVolumes: Rule = {
  id: 'shared-path-different-volumes',
  title: 'Two containers mount one path from two different emptyDirs',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    default:
      '"{a}" and "{b}" both mount {path}, but from two emptyDirs ("{first}", "{second}"); they do not see each other\'s files.',
  },
  why: 'Containers share files only through a volume that both of them mount. Two `emptyDir` volumes are two folders, even if they are mounted at the same path: what one container writes there never reaches the other. A log shipper then waits for files that never come, and an application starts without what its init container has prepared.',
  silent:
    'Silent for places of temporary files (`/tmp`, `/run`, `/var/cache`, `/home` and the like), for mounts with different `subPath`, between two init containers, if one of the volumes is mounted by more than one container, and if each bears the name of its own container.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'mounts', 'volumes'],
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
        - name: «shipper-logs»
          mountPath: /var/log/shop
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
    - name: shipper-logs
      emptyDir:
        sizeLimit: 100Mi
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
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
`,
    },
  ],
  *check(team) {
    for (const [path, folders] of foldersOf(team)) {
      const second = folders.find((folder, i) => folders.slice(0, i).some((other) => isSplit(other, folder)));
      const first = second && folders.find((folder) => isSplit(folder, second));
      if (!first || !second) continue;
      const [a, b] = [first.use.member, second.use.member];
      yield {
        at: usedAt(second.use.mount.volume),
        message: 'default',
        args: { a: a.container.label, b: b.container.label, path, first: first.share.name, second: second.share.name },
        severity: [a, b].some((one) => isHelper(one) || one.container.lifecycle === 'init') ? 'warning' : 'information',
        container: b,
        about: volumeNamed(second.share.name),
        related: [
          { at: usedAt(first.use.mount.volume), message: `"${a.container.label}" mounts "${first.share.name}" there` },
        ],
        fixes: [join(team.pod, first, second), join(team.pod, second, first)],
      };
    }
  },
};

/** An emptyDir that one container mounts, once. */
interface Folder {
  readonly share: Share;
  readonly use: Use;
}

/** At so many it is a pattern that we do not know. */
const MAX_FOLDERS = 10;

/** Where every container keeps files of its own. */
const PRIVATE =
  /^\/$|^\/(?:tmp|var\/tmp|var\/cache|var\/lib\/nginx|home|root|\.cache|dev\/shm)(?:\/|$)|^\/(?:var\/)?run$|\/(?:tmp|temp|cache|\.cache|scratch)$/;

/** The folders of a pod by where they are mounted, if that is a place to share files. */
function foldersOf(team: Team): [path: string, folders: readonly Folder[]][] {
  const byPath = new Map<string, Folder[]>();
  for (const share of sharesOf(team)) {
    const [use] = share.uses;
    if (!isEmptyDir(share.volume) || share.uses.length !== 1 || !use?.mount.path) continue;
    const path = use.mount.path.replace(/(?<=.)\/+$/, '');
    if (!path.startsWith('/') || PRIVATE.test(path)) continue;
    const folders = byPath.get(path);
    if (folders) folders.push({ share, use });
    else byPath.set(path, [{ share, use }]);
  }
  return [...byPath].filter(([, folders]) => folders.length > 1 && folders.length <= MAX_FOLDERS);
}

/** Whether two folders stand where one was meant. */
function isSplit(a: Folder, b: Folder): boolean {
  const [one, other] = [a.use.member, b.use.member];
  if (one === other || a.use.mount.subPath !== b.use.mount.subPath) return false;
  if (isNamedAfterOwner(a) && isNamedAfterOwner(b)) return false;
  const lifecycles = [one.container.lifecycle, other.container.lifecycle];
  if (lifecycles.includes('ephemeral') || lifecycles.every((lifecycle) => lifecycle === 'init')) return false;
  return [one, other].some(
    ({ role, container }) => !['app', 'unknown'].includes(role.pattern) || container.lifecycle !== 'container',
  );
}

/** Whether a volume bears the name of the container that mounts it: `redis-data` of `redis`, or of `redis-2`. */
function isNamedAfterOwner({ share, use }: Folder): boolean {
  const label = use.member.container.label.replace(/-\d{1,3}$/, '');
  return share.name === label || share.name.startsWith(`${label}-`);
}

function join(pod: Pod, keep: Folder, drop: Folder): Fix {
  return {
    title: `Mount "${keep.share.name}" in both, without "${drop.share.name}"`,
    safe: false,
    edits: () => {
      const mount = mountOther(pod, drop.use.mount, keep.share.name);
      const volume = drop.share.volume && removeVolume(pod, drop.share.volume);
      return mount && volume && [...mount, ...volume];
    },
  };
}
