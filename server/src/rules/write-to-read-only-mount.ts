import { makeWritable } from '../edits/volumes.ts';
import { copyToWritable } from '../edits/writable-copy.ts';
import { mountOf, normalPath } from '../kubernetes/mounts.ts';
import type { Mount } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { type FileOperation, fileOperationsOf, fileOperationsOfHook } from '../traffic/volumes/file-operations.ts';
import { GIVEN } from '../traffic/volumes/shares.ts';
import { lineOfPart, partOf } from '../yaml/part.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { volumeNamed } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

export const writeToReadOnlyMount: Rule = {
  id: 'write-to-read-only-mount',
  title: 'A command writes to a mount that is read-only',
  severity: 'error',
  group: 'volumes',
  fix: 'choice',
  messages: {
    mount: '"{c}" writes to "{path}", but the mount of "{v}" is readOnly: true.',
    given: '"{c}" writes to "{path}", but volume "{v}" ({kind}) is always read-only.',
    mountHook: '{hook} of "{c}" writes to "{path}", but the mount of "{v}" is readOnly: true.',
    givenHook: '{hook} of "{c}" writes to "{path}", but volume "{v}" ({kind}) is always read-only.',
  },
  why: 'Files of a configMap, secret, projected or downwardAPI volume cannot be changed by a container, whatever the mount says, and neither can anything under a mount with `readOnly: true`. A write, a `chown`, even a `chmod` to the same mode fails with "Read-only file system". In an init container with `set -e` the Pod then never gets past `Init`. Files that must be changed belong in an emptyDir into which an init container copies them.',
  silent:
    'A warning, not an error, where the script goes on after the failure, in a hook, and where the program may have nothing to do (`rm -f`, `cp -n`, `mkdir -p`). Silent for paths with variables, for `mkdir -p` of the mount itself, where a deeper mount can be written to, and for `chown … || true`.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#configmap',
    'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
    'https://github.com/kubernetes/kubernetes/issues/62099',
    'https://github.com/SonarSource/helm-chart-sonarqube/issues/25',
    'https://github.com/Yolean/kubernetes-kafka/issues/162',
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
  initContainers:
    - name: seed
      image: busybox:1.36
      command: [sh, -c, "cp -r /seed/. «/data»"]
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: seed
      image: busybox:1.36
      command: [sh, -c, "cp -r /seed/. /data"]
      volumeMounts:
        - name: data
          mountPath: /data
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      emptyDir: {}
`,
    },
  ],
  *check(team) {
    const given = new Set<string>();
    for (const { name, source } of team.pod.volumes) if (source !== null && GIVEN.has(source)) given.add(name.value);
    for (const member of team.members) {
      const { container } = member;
      if (!container.mounts.some(({ volume, readOnly }) => readOnly || given.has(volume.value))) continue;
      const own = fileOperationsOf(member).operations.map((operation) => ({ operation, hook: '' }));
      const hooks = container.hooks.flatMap((hook) =>
        fileOperationsOfHook(member, hook).operations.map((operation) => ({ operation, hook: hook.kind })),
      );
      const seen = new Set<Mount>();
      const all = [...own, ...hooks];
      // The failure that counts is told, if there is one.
      for (const { operation, hook } of [...all.filter(counts), ...all.filter((one) => !counts(one))]) {
        const found = readOnlyMountOf(team, member, operation);
        if (!found || seen.has(found.mount)) continue;
        seen.add(found.mount);
        const { mount, kind } = found;
        const { path, word } = operation;
        const line = word && lineOfPart(team.pod.document.text, word, operation.written);
        yield {
          at: word ? partOf(team.pod.document.text, word, operation.written) : container.anchor,
          message: `${kind ? 'given' : 'mount'}${hook ? 'Hook' : ''}`,
          args: { c: container.label, path, v: mount.volume.value, kind: kind ?? '', hook },
          severity: hook === '' && operation.counts ? 'error' : 'warning',
          container: member,
          about: volumeNamed(mount.volume.value),
          hides: ['shared-volume-no-writer'],
          related: [
            ...(line ? [{ at: line, message: 'it is written to here' }] : []),
            { at: mount.at, message: `"${container.label}" mounts it here` },
          ],
          fixes: fixes(team, member, mount, kind),
        };
      }
    }
  },
};

function counts({ operation, hook }: { readonly operation: FileOperation; readonly hook: string }): boolean {
  return hook === '' && operation.counts;
}

/** The mount that an operation changes and cannot, and the source that makes it read-only if the mount does not say so. */
function readOnlyMountOf(
  { pod }: Team,
  { container }: Teammate,
  { access, path, program, forgiven }: FileOperation,
): { readonly mount: Mount; readonly kind: string | null } | null {
  if (access === 'reads' || (forgiven && /^ch(?:own|mod|grp)$/.test(program))) return null;
  const mount = mountOf(container, path);
  if (!mount || isUnresolved(mount.volume.value) || isUnresolved(mount.path ?? '')) return null;
  // It is there already.
  if (program === 'mkdir' && normalPath(mount.path ?? '') === path) return null;
  const volume = pod.volumes.find(({ name }) => name.value === mount.volume.value);
  // One that is not declared is another matter.
  if (!volume && !pod.claims.includes(mount.volume.value)) return null;
  if (volume?.source && GIVEN.has(volume.source)) return { mount, kind: volume.source };
  return mount.readOnly ? { mount, kind: null } : null;
}

function fixes({ pod }: Team, member: Teammate, mount: Mount, kind: string | null): Fix[] {
  const volume = mount.volume.value;
  if (kind === null) {
    const edits = () => makeWritable(pod, mount);
    return [{ title: `Let "${member.container.label}" write to "${volume}"`, safe: false, edits }];
  }
  if (mount.subPath !== null) return [];
  const title = `Copy "${volume}" into an emptyDir first`;
  return [{ title, safe: false, edits: () => copyToWritable(pod, mount), fill: ['busybox:1.37'] }];
}
