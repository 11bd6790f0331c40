import { removeMount } from '../edits/volumes.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import { refusalOf } from '../kubernetes/refusal.ts';
import { repeated } from '../kubernetes/repeated.ts';
import type { Teammate } from '../traffic/team.ts';
import { isSame } from '../yaml/same.ts';
import type { Fix, Rule } from './rule.ts';

export const mountPathDuplicate: Rule = {
  id: 'mount-path-duplicate',
  title: 'A container mounts two volumes at the same path',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    object: '"{c}" mounts twice at {path}; the API server refuses it.',
    pods: '"{c}" mounts twice at {path}; its Pods cannot be created.',
    spelling: '"{c}" mounts at {path} and at {other}, which is the same folder; one hides the other.',
  },
  why: 'In one container each `mountPath` may come only once: the API server refuses a Pod with two mounts at the same path, even of the same volume. It compares the paths as they are written, so `/data` and `/data/` are both accepted, but they are one folder, and one of the volumes hides the other.',
  silent:
    'Silent for paths that are filled in later, for mounts of which a template prints one or the other, and in patches that a kustomization names. Several files of a volume can be mounted into one folder, each with a path and a `subPath` of its own.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
  ],
  speaksInPartial: true,
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
        - name: config
          mountPath: /etc/shop
        - name: config
          mountPath: «/etc/shop»
  volumes:
    - name: config
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
        - name: config
          mountPath: /etc/shop
  volumes:
    - name: config
      configMap:
        name: shop
`,
    },
  ],
  *check({ pod, members }) {
    for (const member of members) {
      const { container } = member;
      if (container.mounts.length < 2 || (pod.partial === 'patch' && container.image === null)) continue;
      const same = repeated(pod, container.mounts, ({ path }) => path ?? '');
      const told = new Set(same.map(({ again }) => again));
      const spelled = repeated(pod, container.mounts, ({ path }) => folder(path ?? ''));
      for (const { first, again } of [...same, ...spelled.filter((one) => !told.has(one.again))]) {
        if (!again.pathAt || !first.pathAt) continue;
        const refused = told.has(again);
        const { of, certain } = refusalOf(pod);
        yield {
          at: again.pathAt,
          message: refused ? of : 'spelling',
          args: { c: container.label, path: again.path ?? '', other: first.path ?? '' },
          severity: refused && certain ? 'error' : 'warning',
          container: member,
          related: [{ at: first.pathAt, message: `"${first.volume.value}" is mounted here` }],
          fixes: fixes(pod, member, first, again),
        };
      }
    }
  },
};

/** A path as one would write it. */
function folder(path: string): string {
  if (!path.startsWith('/') || !/\/(?:\.?\/|\.?$)/.test(path)) return path;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}

function fixes(pod: Pod, { container }: Teammate, first: Mount, again: Mount): Fix[] {
  if (pod.partial === 'template' || !isSame(first.source, again.source)) return [];
  return [{ title: 'Remove the second mount', safe: true, edits: () => removeMount(pod, container, again) }];
}
