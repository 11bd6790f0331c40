import { setField } from '../edits/fields.ts';
import { replaceFolder } from '../edits/paths.ts';
import { addMount } from '../edits/volumes.ts';
import { isHelper } from '../helpers/role.ts';
import { liesIn, normalPath } from '../kubernetes/mounts.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { fileOperationsOf } from '../traffic/volumes/file-operations.ts';
import { type NamedPath, namedPathsOf } from '../traffic/volumes/named-paths.ts';
import { foldersOfOthers, isOfImages, pathOfOwn, type Unmounted, unmountedAt } from '../traffic/volumes/unmounted.ts';
import { lineOfPart, partOf } from '../yaml/part.ts';
import type { Located } from '../yaml/span.ts';
import { unmountedVolume } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

export const readerPathNotMounted: Rule = {
  id: 'reader-path-not-mounted',
  title: 'A container names a path on a volume that it does not mount there',
  severity: 'warning',
  group: 'volumes',
  fix: 'safe',
  messages: {
    elsewhere: '"{r}" uses "{path}", which lies in volume "{v}" of "{w}" ({folder}), but mounts it at {own}.',
    nowhere: '"{r}" uses "{path}", which lies in volume "{v}" of "{w}" ({folder}), but does not mount it.',
  },
  why: 'A path means something else in every container: where nothing is mounted, a container sees the files of its own image. A log shipper that follows a path of the application without mounting the volume there finds no file, or an empty folder, for ever; a container that writes there fills its own layer, and nobody sees the files. Mount the same volume, and name the path below the own mount.',
  silent:
    'Silent for folders that every image has, for URLs, for paths with variables, if the container mounts the volume below the path that it names, and if it makes the folder itself or also names its own mount of the volume, as an init container does that copies files out of its image. Only information in a file that a kustomization names, if both containers have the same image, and for an application that does not mount the volume where only a variable names the path, or for a usual folder such as `/data`.',
  references: [
    'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
    'https://kubernetes.io/docs/concepts/storage/volumes/',
    'https://github.com/synapsecns/sanguine/pull/220',
    'https://github.com/prometheus-community/helm-charts/issues/4367',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'mounts'],
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
          mountPath: /var/log/app
    - name: tail
      image: busybox:1.36
      command: [tail, -F, «/var/log/app/app.log»]
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  volumes:
    - name: logs
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
          mountPath: /var/log/app
    - name: tail
      image: busybox:1.36
      command: [tail, -F, /logs/app.log]
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec') return;
    for (const member of team.members) {
      const { container } = member;
      if (container.lifecycle === 'ephemeral' || !mayName(container, foldersOfOthers(team, member))) continue;
      const seen = new Set<string>();
      for (const named of namedPathsOf(member)) {
        const { path, word } = named;
        const found = unmountedAt(team, member, path);
        if (!found || seen.has(found.share.name)) continue;
        // `/var/log` is in every image; only what reads there is told of the volume.
        if (isOfImages(found.folder) && !reads(member, found.folder)) continue;
        seen.add(found.share.name);
        if (isOwn(member, found) || liesIn(normalPath(found.own?.path ?? ''), normalPath(path))) continue;
        const { share, by, folder, own } = found;
        const line = lineOfPart(team.pod.document.text, word, path);
        yield {
          at: partOf(team.pod.document.text, word, path),
          message: own ? 'elsewhere' : 'nowhere',
          args: { r: container.label, path, v: share.name, w: by.member.container.label, folder, own: own?.path ?? '' },
          severity: team.pod.kustomized && !own ? 'information' : severityOf(member, found, named),
          container: member,
          about: unmountedVolume(share.name, member),
          related: [
            ...(line ? [{ at: line, message: 'it is named here' }] : []),
            { at: by.mount.at, message: `"${by.member.container.label}" mounts it here` },
          ],
          fixes: fixes(team, member, found),
        };
      }
    }
  },
};

/** Whether a container speaks of one of some folders, by a cheap look: every path in one holds its last name. */
function mayName({ command, args, env }: Container, folders: readonly string[]): boolean {
  const ends = folders.map((folder) => folder.slice(folder.lastIndexOf('/')));
  const speaks = (word: Located<string> | null) => ends.some((end) => word?.value.includes(end));
  return ends.length > 0 && (command?.some(speaks) || args?.some(speaks) || env.some(({ value }) => speaks(value)));
}

/** Whether the container has files of its own there: it makes the folder, or copies from it to its mount of the volume. */
function isOwn(member: Teammate, { folder, own }: Unmounted): boolean {
  const { operations } = fileOperationsOf(member);
  const makes = member.container.lifecycle !== 'init' || own !== null;
  if (makes && operations.some(({ access, path }) => access !== 'reads' && liesIn(path, folder))) return true;
  if (!own?.path) return false;
  const mounted = normalPath(own.path);
  // What is copied into a folder may land in a mount below it.
  const copies = operations.some(({ access, path }) => access !== 'reads' && liesIn(mounted, path));
  return copies || namedPathsOf(member).some(({ path }) => liesIn(path, mounted));
}

function severityOf(member: Teammate, { by, folder, own }: Unmounted, { kind, path }: NamedPath): Severity {
  const image = member.container.image?.value;
  if (image !== undefined && image === by.member.container.image?.value) return 'information';
  if (isHelper(member) || reads(member, folder)) return 'warning';
  const isUsual = path === folder && USUAL.test(folder);
  // Variables are copied from container to container, but what mounts the volume wants it.
  return (kind === 'word' || own !== null) && !isUsual ? 'warning' : 'information';
}

/** Folders that many images have of their own. */
const USUAL =
  /^\/(?:data|conf|config|apps?|work|workspace|cache|logs?|src|code|db|backups?|scripts|plugins|certs|secrets|content|html|media|static|uploads|files|storage|models|input|output)$/;

/** Whether its command reads files in a folder. */
function reads(member: Teammate, folder: string): boolean {
  return fileOperationsOf(member).operations.some(({ access, path }) => access === 'reads' && liesIn(path, folder));
}

function fixes({ pod }: Team, member: Teammate, found: Unmounted): Fix[] {
  const { container, role } = member;
  const { share, by, folder, own } = found;
  const readOnly = role.function === 'log-shipper' || reads(member, folder);
  if (!own) {
    const title = `Mount "${share.name}" at ${folder} in "${container.label}"`;
    const mount = { container, path: folder, readOnly };
    return [{ title, safe: readOnly, edits: () => addMount(pod, mount, share.name, by.mount.subPath ?? '') }];
  }
  const to = pathOfOwn(found, folder);
  const move: Fix = {
    title: `Mount "${share.name}" at ${folder} in "${container.label}" instead of ${own.path}`,
    safe: false,
    edits: () => setField(pod.document, own.source, ['mountPath'], folder),
  };
  if (to === null) return [move];
  const title = `Use ${to}, where "${container.label}" mounts "${share.name}"`;
  return [{ title, safe: true, edits: () => replaceFolder(pod, container, folder, to) }, move];
}
