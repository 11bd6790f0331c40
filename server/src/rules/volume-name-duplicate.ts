import { removeVolume } from '../edits/volumes.ts';
import { refusalOf } from '../kubernetes/refusal.ts';
import { repeated } from '../kubernetes/repeated.ts';
import { isSame } from '../yaml/same.ts';
import { usedAt } from '../yaml/span.ts';
import type { Rule } from './rule.ts';

export const volumeNameDuplicate: Rule = {
  id: 'volume-name-duplicate',
  title: 'Two volumes of a Pod have the same name',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    object: 'Two volumes are called "{v}"; the API server refuses it.',
    pods: 'Two volumes are called "{v}"; its Pods cannot be created.',
  },
  why: 'Containers mount a volume by its name, so each name may come only once in `volumes`. The API server refuses a Pod in which two volumes share a name, even if both are the same. It happens when a sidecar is pasted together with volumes that the Pod has already.',
  silent:
    'Silent for names that are filled in later, for volumes of which a template prints one or the other, and in patches that a kustomization names. A volume may have the name of a `volumeClaimTemplate`: the claim then wins.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/',
  ],
  speaksInPartial: true,
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
        - name: logs
          mountPath: /var/log/shop
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /logs/shop.log]
      volumeMounts:
        - name: logs
          mountPath: /logs
  volumes:
    - name: logs
      emptyDir: {}
    - name: «logs»
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
        - name: logs
          mountPath: /var/log/shop
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /logs/shop.log]
      volumeMounts:
        - name: logs
          mountPath: /logs
  volumes:
    - name: logs
      emptyDir: {}
`,
    },
  ],
  *check({ pod }) {
    const whole = pod.volumes.filter(({ source }) => pod.partial !== 'patch' || source !== null);
    const same = repeated(pod, whole, ({ name }) => name.value);
    if (same.length === 0) return;
    const { of, certain } = refusalOf(pod);
    for (const { first, again } of same) {
      const removes = isSame(first.from, again.from) && pod.partial !== 'template';
      const remove = { title: `Remove the second "${again.name.value}"`, safe: true };
      yield {
        at: usedAt(again.name),
        message: of,
        args: { v: again.name.value },
        severity: certain ? 'error' : 'warning',
        container: null,
        related: [{ at: usedAt(first.name), message: 'the first one stands here' }],
        fixes: removes ? [{ ...remove, edits: () => removeVolume(pod, again) }] : [],
      };
    }
  },
};
