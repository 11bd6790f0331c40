import { addMount, addVolumes } from '../edits/volumes.ts';
import { mountOf } from '../kubernetes/mounts.ts';
import type { Mount } from '../kubernetes/pod.ts';
import { appOf, type Team, type Teammate } from '../traffic/team.ts';
import { fileOperationsOf } from '../traffic/volumes/file-operations.ts';
import { lostOutput } from '../traffic/volumes/lost-output.ts';
import { type Unmounted, unmountedAt } from '../traffic/volumes/unmounted.ts';
import { unmountedVolume } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

export const initOutputLost: Rule = {
  id: 'init-output-lost',
  title: 'An init container writes files that nobody gets to see',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    image: 'Init container "{c}" writes "{path}" to its own file system; it is thrown away when the container ends.',
    volume: 'Init container "{c}" writes "{path}" to emptyDir "{v}", which no other container mounts: nobody reads it.',
  },
  why: 'Every container has a file system of its own, made from its image. What an init container writes there is gone when it ends; the application starts with what its own image holds, as if the init container had never run. Only files on a volume that both mount pass from one to the other, and the paths may differ.',
  silent:
    'Silent if anything that it writes or changes ends up on a shared volume, a claim or the node, if it runs a program that we do not know or sends something elsewhere, for temporary files, and for files that a later command of the same script reads. Only information in a file that a kustomization names, since an overlay may mount the volume, and where it only copies programs of its image to a volume, as others may add containers that use them.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#using-init-containers',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-initialization/',
    'https://github.com/synapsecns/sanguine/pull/221',
    'https://github.com/kubernetes/git-sync/issues/146',
  ],
  speaksInPartial: false,
  needs: ['init'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: «fetch»
      image: curlimages/curl:8.9.1
      command: [sh, -c, "curl -fsS http://config/shop.yaml -o /config/shop.yaml"]
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: config
          mountPath: /config
  volumes:
    - name: config
      emptyDir: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: fetch
      image: curlimages/curl:8.9.1
      command: [sh, -c, "curl -fsS http://config/shop.yaml -o /config/shop.yaml"]
      volumeMounts:
        - name: config
          mountPath: /config
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: config
          mountPath: /config
  volumes:
    - name: config
      emptyDir: {}
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec') return;
    for (const member of team.members) {
      if (member.container.lifecycle !== 'init') continue;
      const lost = lostOutput(team, member);
      if (!lost) continue;
      const { path } = lost;
      const mount = mountOf(member.container, path);
      const elsewhere = unmountedAt(team, member, path);
      yield {
        at: member.container.anchor,
        message: mount ? 'volume' : 'image',
        args: { c: member.container.label, path, v: mount?.volume.value ?? '' },
        severity: pod.kustomized || (mount && lendsPrograms(member)) ? 'information' : 'warning',
        container: member,
        about: elsewhere ? unmountedVolume(elsewhere.share.name, member) : `output of ${member.container.at.start}`,
        hides: ['reader-path-not-mounted'],
        related: elsewhere
          ? [{ at: elsewhere.by.mount.at, message: `"${elsewhere.by.member.container.label}" mounts a volume there` }]
          : [],
        fixes: fixes(team, member, path, mount, elsewhere),
      };
    }
  },
};

/** Whether it only puts programs of its image on a volume, ready for containers that somebody may add. */
function lendsPrograms(member: Teammate): boolean {
  const read = fileOperationsOf(member).operations.filter(({ access }) => access === 'reads');
  return read.length > 0 && read.every(({ path }) => /^\/(?:usr\/(?:local\/)?)?s?bin\//.test(path));
}

function fixes(
  team: Team,
  { container }: Teammate,
  path: string,
  mount: Mount | null,
  elsewhere: Unmounted | null,
): Fix[] {
  const { pod } = team;
  if (elsewhere) {
    const { share, folder, by, own } = elsewhere;
    if (own) return [];
    const title = `Mount "${share.name}" at ${folder} in "${container.label}"`;
    const edits = () => addMount(pod, { container, path: folder, readOnly: false }, share.name, by.mount.subPath ?? '');
    return [{ title, safe: false, edits }];
  }
  const app = appOf(team);
  if (!app) return [];
  if (mount?.path) {
    const at = mount.path;
    if (app.container.mounts.some((other) => other.path === at)) return [];
    const title = `Mount "${mount.volume.value}" at ${at} in "${app.container.label}"`;
    const edits = () =>
      addMount(pod, { container: app.container, path: at, readOnly: true }, mount.volume.value, mount.subPath ?? '');
    return [{ title, safe: false, edits, fill: [at] }];
  }
  const folder = folderOf(path);
  if (!folder || mountOf(app.container, folder)) return [];
  const taken = new Set([...pod.volumes.map(({ name }) => name.value), ...pod.claims]);
  const name = [`${container.label}-output`, 'init-output'].find((one) => one.length <= 63 && !taken.has(one));
  if (!name) return [];
  return [
    {
      title: `Share ${folder} between "${container.label}" and "${app.container.label}"`,
      safe: false,
      edits: () =>
        addVolumes(pod, [
          {
            name,
            source: { emptyDir: {} },
            mounts: [
              { container, path: folder, readOnly: false },
              { container: app.container, path: folder, readOnly: true },
            ],
          },
        ]),
      fill: [folder],
    },
  ];
}

/** The folder to share; null if that would hide what an image needs. */
function folderOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = name.includes('.') ? path.slice(0, -name.length - 1) : path;
  return /^$|^\/(?:etc|usr|bin|sbin|lib\w*|var|opt|root|home|run)(?:\/(?:bin|lib|lib64|local|share|sbin))*$/.test(
    folder,
  )
    ? null
    : folder;
}
