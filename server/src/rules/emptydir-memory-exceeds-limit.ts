import { replaceText } from '../edits/pod.ts';
import { setEmptyDir } from '../edits/volumes.ts';
import { haveDefault } from '../kubernetes/limit-ranges.ts';
import type { Pod, Volume } from '../kubernetes/pod.ts';
import { memoryText, readMemory } from '../kubernetes/quantity.ts';
import { isInjectedVolume } from '../kubernetes/volumes.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { type Share, sharesOf } from '../traffic/volumes/shares.ts';
import { volumeNamed } from './matters.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const emptydirMemoryExceedsLimit: Rule = {
  id: 'emptydir-memory-exceeds-limit',
  title: 'An emptyDir in memory may grow beyond the memory limit of the container that fills it',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    default:
      'emptyDir "{v}" in memory may grow to {size}, but counts against the memory limit of "{c}" ({limit}): OOMKilled before it is full.',
    unbounded:
      'emptyDir "{v}" in memory has no sizeLimit, and no container that mounts it a memory limit; it can take the memory of the node.',
  },
  why: 'An `emptyDir` with `medium: Memory` is a tmpfs: what a container writes there is charged to the memory of that container, beside what its process uses. If the volume may grow to the memory limit or beyond, the container is killed for lack of memory before the volume is full, and what was written stays, so that it may be killed again after the restart. Without `sizeLimit` the volume may grow to the sum of the memory limits of all containers or, if one of them has none, to all memory that the node has for Pods.',
  silent:
    'Silent for containers that mount it read-only or only read it. A volume without `sizeLimit` is mentioned only if no container that mounts it has a memory limit, no LimitRange may give one, and its name does not tell of secrets, settings or sockets, which are small.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#memory-backed-emptydir',
    'https://github.com/kubernetes/website/issues/36494',
    'https://github.com/kubernetes/kubernetes/issues/63126',
    'https://github.com/kubernetes/kubernetes/pull/63641',
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
  initContainers:
    - name: fetch
      image: acme/fetch:1.0
      resources:
        limits:
          memory: 64Mi
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        limits:
          memory: 1Gi
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      emptyDir:
        medium: Memory
        «sizeLimit»: 256Mi
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: fetch
      image: acme/fetch:1.0
      resources:
        limits:
          memory: 320Mi
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      resources:
        limits:
          memory: 1Gi
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      emptyDir:
        medium: Memory
        sizeLimit: 256Mi
`,
    },
  ],
  *check(team) {
    for (const share of sharesOf(team)) {
      const { volume } = share;
      if (volume?.source !== 'emptyDir' || volume.medium !== 'Memory') continue;
      const found = volume.sizeLimit === null ? unbounded(team, share, volume) : exceeding(team.pod, share, volume);
      if (found) yield found;
    }
  },
};

/** The container with the least memory that may write more than that. */
function exceeding(pod: Pod, { name, uses }: Share, volume: Volume): Finding | null {
  const size = readMemory(volume.sizeLimit ?? '');
  const at = volume.keys.get('sizeLimit');
  if (!size || !at) return null;
  const bounded = uses.flatMap(({ member, access }) => {
    const set = member.container.limits.get('memory');
    const limit = set && access !== 'reads' ? readMemory(set.value) : null;
    return set && limit && limit <= size ? [{ member, set, limit }] : [];
  });
  const [least] = bounded.sort((a, b) => a.limit - b.limit);
  if (!least) return null;
  const { member, set, limit } = least;
  const more = memoryText(limit + size);
  const less = memoryText(Math.floor(limit / 2));
  const raise: Fix = {
    title: `Raise the memory limit of "${member.container.label}" to ${more}`,
    safe: false,
    edits: () => replaceText(pod, set, more),
    fill: [more],
  };
  const lower: Fix = {
    title: `Limit "${name}" to ${less}`,
    safe: false,
    edits: () => setEmptyDir(pod, volume, 'sizeLimit', less),
    fill: [less],
  };
  return {
    at,
    message: 'default',
    args: { v: name, size: volume.sizeLimit ?? '', c: member.container.label, limit: set.value },
    container: member,
    about: volumeNamed(name),
    related: [{ at: set.key, message: `The memory limit of "${member.container.label}"` }],
    fixes: [raise, lower],
  };
}

function unbounded({ pod, around }: Team, { name, uses }: Share, volume: Volume): Finding | null {
  const at = volume.keys.get('medium');
  const writers = uses.filter(({ mount }) => !mount.readOnly);
  const isBounded = pod.limits.has('memory') || haveDefault(around.limitRanges, 'memory');
  if (!at || isBounded || writers.length === 0 || isInjectedVolume(name)) return null;
  if (uses.some(({ member }) => member.container.limits.has('memory'))) return null;
  if (uses.some(({ member, mount }) => isSmall(member, `${name} ${mount.path}`))) return null;
  return {
    at,
    message: 'unbounded',
    args: { v: name },
    severity: 'information',
    container: null,
    about: volumeNamed(name),
    fixes: [
      {
        title: `Limit "${name}" to ${SIZE}`,
        safe: false,
        edits: () => setEmptyDir(pod, volume, 'sizeLimit', SIZE),
        fill: [SIZE],
      },
    ],
  };
}

const SIZE = '64Mi';

/** Whether what it holds is small: secrets, settings, sockets. */
function isSmall({ role }: Teammate, about: string): boolean {
  return role.function === 'secret-agent' || /secret|token|cert|cred|tls|key|vault|sock|conf/i.test(about);
}
