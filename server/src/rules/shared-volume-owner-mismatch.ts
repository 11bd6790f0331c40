import { setField } from '../edits/fields.ts';
import { commandText } from '../helpers/commands/command.ts';
import { userOf } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { flows, type Share, sharesOf, type Use } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import { volumeNamed } from './matters.ts';
import type { Finding, Rule } from './rule.ts';

export const sharedVolumeOwnerMismatch: Rule = {
  id: 'shared-volume-owner-mismatch',
  title: 'Containers with different users share a volume without fsGroup',
  severity: 'information',
  group: 'volumes',
  fix: 'choice',
  messages: {
    read: '"{w}" (UID {a}) and "{r}" (UID {b}) share "{v}" without fsGroup; "{r}" may not be able to read its files.',
    change:
      '"{w}" (UID {a}) and "{r}" (UID {b}) share "{v}" without fsGroup; one may not be able to change the other\'s files.',
  },
  why: 'A file belongs to the user and group that made it, and most programs let only that user change it. If two containers run as different users and share neither a group nor `fsGroup`, one of them gets "Permission denied" on the other\'s files. With `fsGroup` the kubelet gives the volume to that group and both containers get the group, so that new files belong to it; whether the group may write is still up to the program\'s umask. It has no effect on `hostPath`.',
  silent:
    'Silent if the Pod sets `fsGroup`, if both containers have the same `runAsGroup`, if a user is set only in the image, if a command sets owners, modes or the umask, and if only one of them writes and the other may read what is readable for all.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod',
    'https://github.com/kubernetes/git-sync/issues/146',
    'https://github.com/kubernetes/git-sync/issues/236',
    'https://github.com/kubernetes/git-sync/issues/927',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'user', 'mounts'],
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
      securityContext:
        runAsUser: 1000
      volumeMounts:
        - name: uploads
          mountPath: /uploads
    - name: thumbnails
      image: acme/thumbnails:1.0
      securityContext:
        runAsUser: 2000
      volumeMounts:
        - name: uploads
          mountPath: /uploads
  volumes:
    - name: «uploads»
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    fsGroup: 2000
  containers:
    - name: shop
      image: acme/shop:1.0
      securityContext:
        runAsUser: 1000
      volumeMounts:
        - name: uploads
          mountPath: /uploads
    - name: thumbnails
      image: acme/thumbnails:1.0
      securityContext:
        runAsUser: 2000
      volumeMounts:
        - name: uploads
          mountPath: /uploads
  volumes:
    - name: uploads
      emptyDir: {}
`,
    },
  ],
  *check(team) {
    const { pod, members } = team;
    if (pod.securityContext.fsGroup) return;
    const users = new Set(members.map((member) => uidOf(team, member)).filter((user) => user !== null));
    if (users.size < 2 || members.some(({ container }) => SETS_MODES.test(commandText(container)))) return;
    for (const share of sharesOf(team)) {
      const found = isOwned(share) && share.uses.length <= MAX_USES ? mismatch(team, share) : null;
      if (found) yield found;
    }
  },
};

/** Every container is compared with every other. */
const MAX_USES = 20;

const SETS_MODES = /\b(?:chown|chmod|chgrp|umask|setfacl|install\s+-\w*[mog])\b|--change-permissions|--group-write/;

/** Whether files in it have the owner that makes them, and `fsGroup` would change that. */
function isOwned({ volume }: Share): boolean {
  return volume === null || ['emptyDir', 'persistentVolumeClaim', 'ephemeral'].includes(volume.source ?? '');
}

function groupOf({ pod }: Team, { container }: Teammate): number | null {
  return (container.securityContext.runAsGroup ?? pod.securityContext.runAsGroup)?.value ?? null;
}

function mismatch(team: Team, { name, volume, uses }: Share): Finding | null {
  // A volume that is not declared is another rule's.
  if (!volume && !team.pod.claims.includes(name)) return null;
  for (const from of uses) {
    const to = uses.find((other) => flows(from, other) && hasTrouble(team, from, other));
    if (!to) continue;
    const [w, r] = [from.member, to.member];
    const [a, b] = [uidOf(team, w) ?? 0, uidOf(team, r) ?? 0];
    const group = groupOf(team, r) ?? (b > 0 ? b : a);
    return {
      at: usedAt(volume?.name ?? to.mount.volume),
      message: to.mount.readOnly ? 'read' : 'change',
      args: { w: w.container.label, a, r: r.container.label, b, v: name },
      container: volume ? null : r,
      about: volumeNamed(name),
      related: [from, to].map(({ member, mount }) => ({
        at: mount.at,
        message: `"${member.container.label}" mounts it, as user ${uidOf(team, member)}`,
      })),
      fixes: [
        {
          title: `Set fsGroup to ${group}`,
          safe: false,
          edits: () => {
            const before = ['initContainers', 'containers'];
            return setField(team.pod.document, team.pod.spec, ['securityContext', 'fsGroup'], group, { before });
          },
          fill: [String(group)],
        },
      ],
    };
  }
  return null;
}

/** Whether one of two users has to do with files of the other that it may not read or change. */
function hasTrouble(team: Team, from: Use, to: Use): boolean {
  const [w, r] = [from.member, to.member];
  const [a, b] = [uidOf(team, w), uidOf(team, r)];
  const group = groupOf(team, w);
  if (a === null || b === null || a === b || (group !== null && group === groupOf(team, r))) return false;
  if ([w, r].some(({ container }) => container.lifecycle === 'ephemeral')) return false;
  if (!to.mount.readOnly) return true;
  // Root reads everything.
  return b !== 0 && a !== 0 && (w.role.function === 'content-sync' || keepsSecretsClosed(w));
}

/** Vault's agent writes files that all may read (0644), unless `perms` of a template says otherwise. */
function keepsSecretsClosed({ role }: Teammate): boolean {
  return role.function === 'secret-agent' && !/^vault-agent/.test(role.helper?.id ?? '');
}

function uidOf({ pod }: Team, { container }: Teammate): number | null {
  return userOf(pod, container)?.value ?? null;
}
