import { makeWritable } from '../edits/volumes.ts';
import { commandText } from '../helpers/commands/command.ts';
import { isAnnotated, isEmptyDir, isInjectedVolume } from '../kubernetes/volumes.ts';
import { sharesOf, type Use } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import { volumeNamed } from './matters.ts';
import type { Rule } from './rule.ts';

export const sharedVolumeNoWriter: Rule = {
  id: 'shared-volume-no-writer',
  title: 'Every container mounts an emptyDir read-only',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    default: 'Every container mounts emptyDir "{v}" readOnly ({who}); nobody can write to it, so it stays empty.',
  },
  why: 'An `emptyDir` is empty when the Pod starts, and only containers of the Pod can put something into it. If all of them mount it with `readOnly: true`, the API server does not object, but the folder stays empty: the container that should write fails with "Read-only file system", and the others wait for files that never come.',
  silent:
    'Silent if a single container mounts it, which is a way to hide a folder of the image, unless its command names a file in it; for volumes that injectors fill; and in partial documents. In a file that a kustomization names it is only information, since an overlay may add who writes.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://github.com/kubernetes/kubernetes/issues/62099',
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
          readOnly: true
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /var/log/shop/shop.log]
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
          readOnly: true
  volumes:
    - name: «logs»
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
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /var/log/shop/shop.log]
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
`,
    },
  ],
  *check(team) {
    for (const { name, volume, uses } of sharesOf(team)) {
      if (!isEmptyDir(volume) || uses.some(({ mount }) => !mount.readOnly)) continue;
      if (isInjectedVolume(name) || isAnnotated(team.pod, name) || MASK.test(name)) continue;
      const members = new Set(uses.map(({ member }) => member));
      if (members.size < 2 && !uses.some(namesFile)) continue;
      const labels = [...members].map(({ container }) => `"${container.label}"`);
      yield {
        at: usedAt(volume.name),
        message: 'default',
        args: { v: name, who: labels.length > 3 ? `${labels.length} containers` : labels.join(', ') },
        severity: team.pod.kustomized ? 'information' : 'warning',
        container: null,
        about: volumeNamed(name),
        related: uses.slice(0, MAX_RELATED).map(({ member, mount }) => ({
          at: mount.keys.get('readOnly') ?? mount.at,
          message: `"${member.container.label}" mounts it readOnly`,
        })),
        fixes: likelyWriters(uses).map(({ member, mount }) => ({
          title: `Let "${member.container.label}" write to "${name}"`,
          safe: false,
          edits: () => makeWritable(team.pod, mount),
        })),
      };
    }
  },
};

const MAX_RELATED = 10;

/** Names of volumes that are meant to stay empty. */
const MASK = /(?:^|-)(?:mask|masked|null|blank|dummy|disabled?|nothing|empty(?!-?dir))(?:-|$)/i;

/** Longer commands carry data. */
const MAX_TEXT = 20_000;

function namesFile({ member, mount }: Use): boolean {
  const folder = mount.path?.replace(/\/+$/, '');
  return Boolean(folder) && commandText(member.container).slice(0, MAX_TEXT).includes(`${folder}/`);
}

/** Who was probably meant to write, the likeliest first: who brings files, who prepares them, the application. */
function likelyWriters(uses: readonly Use[]): Use[] {
  const rank = ({ member: { role, container } }: Use) => {
    if (role.pattern === 'config-helper' || role.function === 'content-sync') return 0;
    if (container.lifecycle === 'init') return 1;
    if (role.function === 'log-shipper' || role.pattern === 'adapter') return 3;
    return 2;
  };
  return [...uses].sort((a, b) => rank(a) - rank(b)).slice(0, 3);
}
