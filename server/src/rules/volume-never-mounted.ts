import { removeVolume } from '../edits/volumes.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { isAnnotated, isInjectedVolume } from '../kubernetes/volumes.ts';
import { usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { volumeNamed } from './matters.ts';
import { once } from './once.ts';
import type { Rule } from './rule.ts';
import { undeclaredMounts } from './undeclared-mounts.ts';

export const volumeNeverMounted: Rule = {
  id: 'volume-never-mounted',
  title: 'A volume is declared but no container mounts it',
  severity: 'information',
  group: 'volumes',
  fix: 'choice',
  unnecessary: true,
  messages: { default: 'No container mounts volume "{v}".' },
  why: 'A volume does nothing until a container mounts it: the kubelet does not even set it up. It is either left over, or the mount was forgotten in the container that needs the files. Some sources still have a cost or an effect: a claim that is named here is protected from deletion while the Pod exists, and binds the Pod to the zone of its disk.',
  silent:
    'Silent in partial documents, for volumes of injectors, if an annotation of the Pod names the volume, for CSI volumes of the Secrets Store, and for volumes that variables read files from (`fileKeyRef`).',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://github.com/bitnami/charts/issues/31151',
  ],
  speaksInPartial: false,
  needs: ['volumes'],
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
        - name: data
          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}
    - name: «settings»
      configMap:
        name: shop
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
        - name: data
          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    const used = usedVolumes(pod);
    if ([...used].some(isUnresolved)) return;
    const meant = once(() => new Set(undeclaredMounts(team, target).map(({ near }) => near?.name)));
    for (const volume of pod.volumes) {
      const name = volume.name.value;
      if (used.has(name) || isUnresolved(name) || isInjectedVolume(name) || isAnnotated(pod, name)) continue;
      // A mount with another name was meant for it: that is told there.
      if (volume.refersTo === 'secrets-store.csi.k8s.io' || meant().has(name)) continue;
      yield {
        at: usedAt(volume.name),
        message: 'default',
        args: { v: name },
        container: null,
        about: volumeNamed(name),
        fixes: [{ title: `Remove volume "${name}"`, safe: false, edits: () => removeVolume(pod, volume) }],
      };
    }
  },
};

/** The volumes that containers mount, or read variables from. */
function usedVolumes({ containers }: Pod): ReadonlySet<string> {
  return new Set(
    containers.flatMap(({ mounts, env }) => [
      ...mounts.map(({ volume }) => volume.value),
      ...env.flatMap(({ from }) => (from?.kind === 'fileKeyRef' && from.name ? [from.name.value] : [])),
    ]),
  );
}
