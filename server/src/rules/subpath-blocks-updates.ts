import { mountFolder } from '../edits/paths.ts';
import { isHelper, provenHelper } from '../helpers/role.ts';
import { normalPath, pathInVolume } from '../kubernetes/mounts.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import { concurrent, type Teammate } from '../traffic/team.ts';
import { fileOperationsOf } from '../traffic/volumes/file-operations.ts';
import { GIVEN } from '../traffic/volumes/shares.ts';
import { printedTogether } from '../yaml/template.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { volumeNamed } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

export const subpathBlocksUpdates: Rule = {
  id: 'subpath-blocks-updates',
  title: 'A mount with subPath never sees the updates that a helper waits for',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    given: '"{c}" mounts "{v}" with subPath: it never sees updates, so "{h}" reloads the old file.',
    own: '"{c}" watches "{v}", but mounts it with subPath: it never sees an update.',
    synced:
      '"{c}" mounts a subPath of "{v}": it keeps the revision of its start, whatever "{h}" fetches; mount the volume itself.',
    replaced:
      '"{c}" mounts one file of "{v}" with subPath: when "{h}" replaces the file, "{c}" keeps the old one; mount its folder.',
    early:
      '"{c}" mounts one file of "{v}" with subPath before "{h}" has written it: the kubelet makes a folder there; mount its folder.',
  },
  why: 'With `subPath` the kubelet binds one file or folder into the container when the container starts. Updates of a ConfigMap or Secret switch a symbolic link beside it, a git-sync switches a link to the next revision, an agent puts a new file in the place of the old one: the bind still shows the old one until the container is restarted. A path that nobody has written yet becomes an empty folder, in which the helper cannot put its file any more. A helper that tells the application to read its configuration again makes it read the same file again.',
  silent: 'Silent without a helper that watches or renews the volume, and if the Stakater reloader restarts the Pods.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
    'https://github.com/kubernetes/kubernetes/issues/50345',
    'https://github.com/kubernetes/git-sync/issues/186',
    'https://github.com/haproxytech/helm-charts/issues/284',
  ],
  speaksInPartial: true,
  needs: ['subPath'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: prometheus
spec:
  containers:
    - name: prometheus
      image: prom/prometheus:v2.53.0
      args: [--config.file=/etc/prometheus/prometheus.yml, --web.enable-lifecycle]
      volumeMounts:
        - name: config
          mountPath: /etc/prometheus/prometheus.yml
          «subPath»: prometheus.yml
    - name: reload
      image: ghcr.io/jimmidyson/configmap-reload:v0.13.1
      args: [--volume-dir=/config, "--webhook-url=http://localhost:9090/-/reload"]
      volumeMounts:
        - name: config
          mountPath: /config
          readOnly: true
  volumes:
    - name: config
      configMap:
        name: prometheus
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: prometheus
spec:
  containers:
    - name: prometheus
      image: prom/prometheus:v2.53.0
      args: [--config.file=/etc/prometheus/prometheus.yml, --web.enable-lifecycle]
      volumeMounts:
        - name: config
          mountPath: /etc/prometheus
    - name: reload
      image: ghcr.io/jimmidyson/configmap-reload:v0.13.1
      args: [--volume-dir=/config, "--webhook-url=http://localhost:9090/-/reload"]
      volumeMounts:
        - name: config
          mountPath: /config
          readOnly: true
  volumes:
    - name: config
      configMap:
        name: prometheus
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (isRestarted(pod)) return;
    const watchers = concurrent(team).filter(watches).slice(0, MAX_HELPERS);
    const renewers = concurrent(team)
      .flatMap((member) => renews(member) ?? [])
      .slice(0, MAX_HELPERS);
    if (watchers.length === 0 && renewers.length === 0) return;
    for (const member of concurrent(team)) {
      for (const mount of member.container.mounts) {
        const key = mount.keys.get('subPath') ?? mount.keys.get('subPathExpr');
        if (!key || !mount.subPath || isUnresolved(mount.subPath)) continue;
        const found = blockedBy(pod, member, mount, watchers, renewers);
        if (!found) continue;
        const { by, message } = found;
        if (!printedTogether(pod.document.template, mount.at, by.container.at)) continue;
        yield {
          at: key,
          message,
          args: { c: member.container.label, v: mount.volume.value, h: by.container.label },
          severity: isHelper(by) || by.command.script ? 'warning' : 'information',
          container: member,
          about: volumeNamed(mount.volume.value),
          related:
            by === member ? [] : [{ at: by.container.anchor, message: `"${by.container.label}" expects updates` }],
          fixes: fixes(pod, member, mount),
        };
      }
    }
  },
};

/** At so many it is a pattern that we do not know. */
const MAX_HELPERS = 20;

/** Whether something outside restarts the Pods when what they mount changes. */
function isRestarted({ annotations, outer, manifest }: Pod): boolean {
  const all = [annotations, manifest.annotations, ...outer.map((one) => one.annotations)];
  return all.some((map) => [...map.keys()].some((key) => key.includes('reloader.stakater.com/')));
}

const WATCHES = /\b(?:inotifywait|inotifyd|reflex|fswatch|entr|watchexec|nodemon)\b/;

/** Whether a container waits for files to change. */
function watches(member: Teammate): boolean {
  const { role, command } = member;
  if (command.script) return WATCHES.test(command.script.text);
  return role.function === 'config-reloader' && provenHelper(member) !== null && !BRINGS.test(role.helper?.id ?? '');
}

/** Reloaders that bring the files themselves. */
const BRINGS = /^(?:k8s-sidecar.*|consul-template|confd)$/;

/**
 * A container that renews files in a volume, and how: by a link to a new folder, by a new file in place of the old, or by
 * writing into the old one, as k8s-sidecar does (kiwigrid/k8s-sidecar src/helpers.py).
 */
interface Renewer {
  readonly member: Teammate;
  readonly how: 'link' | 'file' | 'inside';
}

function renews(member: Teammate): Renewer | null {
  const helper = provenHelper(member);
  if (!helper || member.endless === null) return null;
  if (helper.id === 'git-sync') return { member, how: 'link' };
  if (/^k8s-sidecar/.test(helper.id)) return { member, how: 'inside' };
  const brings = helper.function === 'secret-agent' || /^(?:consul-template|confd)$/.test(helper.id);
  return brings ? { member, how: 'file' } : null;
}

function blockedBy(
  pod: Pod,
  member: Teammate,
  mount: Mount,
  watchers: readonly Teammate[],
  renewers: readonly Renewer[],
): { readonly by: Teammate; readonly message: string } | null {
  const given = pod.volumes.find(({ name }) => name.value === mount.volume.value);
  if (given?.source && GIVEN.has(given.source)) {
    if (given.source === 'image') return null;
    const [by] = watchers.filter((one) => one.container.mounts.some((other) => isSame(pod, other, mount)));
    return by ? { by, message: by === member ? 'own' : 'given' } : null;
  }
  if (!given && !pod.claims.includes(mount.volume.value)) return null;
  const subPath = normalPath(mount.subPath ?? '');
  for (const { member: by, how } of renewers) {
    const theirs = by.container.mounts.find(({ volume }) => volume.value === mount.volume.value);
    if (by === member || !theirs || theirs.readOnly) continue;
    if (how === 'file' && isFile(mount)) return { by, message: 'replaced' };
    if (how === 'inside' && isFile(mount) && !isPrepared(pod, mount)) return { by, message: 'early' };
    if (how !== 'link') continue;
    const written = fileOperationsOf(by).operations.find(({ access }) => access === 'writes')?.path;
    const root = normalPath(pathInVolume(theirs, written ?? theirs.path ?? ''));
    if (subPath.startsWith(`${root}/`)) return { by, message: 'synced' };
  }
  return null;
}

/** Whether two mounts show the same ConfigMap or Secret. */
function isSame({ volumes }: Pod, a: Mount, b: Mount): boolean {
  if (a.volume.value === b.volume.value) return true;
  const [one, other] = [a, b].map((mount) => volumes.find(({ name }) => name.value === mount.volume.value));
  return Boolean(one?.refersTo && one.source === other?.source && one.refersTo === other?.refersTo);
}

/** Whether an init container may have put files into a volume before the others start. */
function isPrepared({ containers, volumes }: Pod, { volume }: Mount): boolean {
  const source = volumes.find(({ name }) => name.value === volume.value)?.source ?? null;
  const before = containers.filter(({ lifecycle }) => lifecycle === 'init');
  return source !== 'emptyDir' || before.some(({ mounts }) => mounts.some((one) => one.volume.value === volume.value));
}

/** Whether a mount looks like that of a single file. */
function isFile({ path, subPath }: Mount): boolean {
  return [path, subPath].some((of) => FILE.test((of ?? '').split('/').at(-1) ?? ''));
}

/** A name with an extension, or one that only files have. */
const FILE =
  /\w\.\w+$|^\.?(?:pass(?:word|wd)?|token|username|key|licen[cs]e|credentials|creds|htpasswd|env|kubeconfig)$/i;

function fixes(pod: Pod, member: Teammate, mount: Mount): Fix[] {
  const { path, subPath } = mount;
  const file = path?.slice(path.lastIndexOf('/') + 1);
  const folder = path?.slice(0, -(file?.length ?? 0) - 1);
  if (!folder || file !== subPath || SYSTEM.test(folder)) return [];
  if (member.container.mounts.some((other) => other !== mount && normalPath(other.path ?? '') === folder)) return [];
  const title = `Mount "${mount.volume.value}" as the folder ${folder} (hides what the image has there)`;
  return [{ title, safe: false, edits: () => mountFolder(pod, mount, folder), fill: [folder] }];
}

/** Folders that no volume may hide. */
const SYSTEM =
  /^\/(?:etc|usr|bin|sbin|lib|lib64|var|opt|home|root|run|app)?$|^\/usr\/(?:local\/)?(?:bin|sbin|lib|share)$/;
