import { mountEmpty } from '../edits/volumes.ts';
import { basename } from '../helpers/commands/command.ts';
import { parseImage } from '../helpers/image.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { GIVEN } from '../traffic/volumes/shares.ts';
import { usedAt } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

/** What a program writes to unless its configuration says otherwise. */
interface Needs {
  /** Repository of the image whose program it is. */
  readonly image: RegExp;
  /** Each is met by a mount on one of its paths or above; the first is what a fix mounts. */
  readonly paths: readonly (readonly string[])[];
  /** Where its configuration is, which may name other paths. */
  readonly config?: RegExp;
  /** Variables that name another path. */
  readonly moved?: readonly string[];
  /** The first version, as `[major, minor]`, that refuses a directory as an emptyDir is: writable for all, not sticky. */
  readonly refusesEmptyDir?: readonly [number, number];
}

/** Variables that name the directory for temporary files in Ruby. */
const TEMPORARY = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * Helpers whose image certainly writes to its root file system. Read in: nginx/docker-nginx (Dockerfile templates),
 * nginx/docker-nginx-unprivileged (README), fluent/fluentd (lib/fluent/supervisor.rb), the threads named in the rule.
 */
const WRITERS: ReadonlyMap<string, Needs> = new Map([
  [
    'nginx',
    {
      image: /(?:^|\/)library\/nginx$/,
      paths: [['/var/cache/nginx'], ['/var/run', '/run']],
      config: /^\/etc\/nginx(?:\/nginx\.conf)?\/?$/,
    },
  ],
  [
    'nginx-unprivileged',
    {
      image: /\/nginx(?:inc)?\/nginx-unprivileged$/,
      paths: [['/tmp']],
      config: /^\/etc\/nginx(?:\/nginx\.conf)?\/?$/,
    },
  ],
  ['fluentd', { image: /\/fluent\/fluentd$/, paths: [['/tmp']], moved: TEMPORARY, refusesEmptyDir: [1, 15] }],
  [
    'fluentd-daemonset',
    {
      image: /\/fluent\/fluentd-kubernetes-daemonset$/,
      paths: [['/tmp']],
      moved: TEMPORARY,
      refusesEmptyDir: [1, 15],
    },
  ],
  ['appmesh-envoy', { image: /\/aws-appmesh-envoy$/, paths: [['/tmp']] }],
]);

export const readonlyRootfsNeedsWritable: Rule = {
  id: 'readonly-rootfs-needs-writable',
  title: 'A container with a read-only root file system has nowhere to write',
  severity: 'warning',
  group: 'security',
  fix: 'safe',
  messages: {
    default:
      '"{c}" has readOnlyRootFilesystem: true, but {image} has to write to {paths}; nothing writable is mounted there.',
    config:
      '"{c}" has readOnlyRootFilesystem: true; unless its configuration says otherwise, {image} has to write to {paths}.',
  },
  why: 'With `readOnlyRootFilesystem: true` a container can write only to volumes. NGINX keeps its process id and temporary files outside of them, fluentd a lock, the Envoy of App Mesh its configuration: without a writable volume there they fail when they start. An `emptyDir` is enough, except for fluentd from 1.15.1 on: it refuses a directory that everybody may write to and that has no sticky bit, as an `emptyDir` is. There an init container has to make one in it (`mkdir`, `chmod 1777`), and `TMPDIR` has to name it.',
  silent:
    'Silent for images other than the official ones, if a command of its own runs, and if something writable is mounted at the path or above it. Only information for NGINX with a configuration of its own.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://github.com/kube-logging/logging-operator/issues/1517',
    'https://github.com/fluent/fluentd-kubernetes-daemonset/issues/1393',
    'https://github.com/aws/aws-app-mesh-controller-for-k8s/issues/351',
  ],
  speaksInPartial: false,
  needs: ['known'],
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
    - name: pages
      image: nginx:1.27
      securityContext:
        readOnlyRootFilesystem: «true»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: pages
      image: nginx:1.27
      securityContext:
        readOnlyRootFilesystem: true
      volumeMounts:
        - name: pages-var-cache-nginx
          mountPath: /var/cache/nginx
        - name: pages-var-run
          mountPath: /var/run
  volumes:
    - name: pages-var-cache-nginx
      emptyDir: {}
    - name: pages-var-run
      emptyDir: {}
`,
    },
  ],
  *check(team) {
    for (const member of team.members) {
      const flag = member.container.securityContext.readOnlyRootFilesystem;
      const needs = flag?.value ? needsOf(member) : null;
      if (!flag || !needs || needs.moved?.some((name) => hasVariable(member, name))) continue;
      const missing = needs.paths.filter((paths) => !paths.some((path) => isWritable(team.pod, member, path)));
      if (missing.length === 0) continue;
      const configured = needs.config !== undefined && isConfigured(member, needs.config);
      const paths = missing.map(([path = '']) => path);
      yield {
        at: usedAt(flag),
        message: configured ? 'config' : 'default',
        args: { c: member.container.label, image: imageName(member), paths: paths.join(' and ') },
        severity: configured ? 'information' : 'warning',
        container: member,
        fixes: configured || refuses(member, needs) || isTaken(member, paths) ? [] : [mount(team, member, paths)],
      };
    }
  },
};

function needsOf(member: Teammate): Needs | null {
  const { container, command } = member;
  const needs = WRITERS.get(provenHelper(member)?.id ?? '');
  if (!needs || !container.image || container.lifecycle === 'init') return null;
  if (command.program !== null && !/^(?:nginx|fluentd|envoy)$/.test(command.program)) return null;
  return needs.image.test(parseImage(container.image.value).repository) ? needs : null;
}

function imageName({ container }: Teammate): string {
  return basename(parseImage(container.image?.value ?? '').repository);
}

function hasVariable({ container }: Teammate, name: string): boolean {
  return container.env.some((own) => own.name.value === name);
}

/** Whether something that can be written to is mounted at a path, or above or below it. */
function isWritable(pod: Pod, { container }: Teammate, path: string): boolean {
  const covers = ({ path: at }: Mount) => {
    const own = at?.replace(/\/+$/, '') ?? '';
    return `${path}/`.startsWith(`${own}/`) || own.startsWith(`${path}/`);
  };
  return container.mounts.some((mount) => {
    if (mount.path === null || mount.readOnly || !covers(mount)) return false;
    const volume = pod.volumes.find(({ name }) => name.value === mount.volume.value);
    return !GIVEN.has(volume?.source ?? '');
  });
}

/** Whether something that cannot be written to is mounted at one of the paths. */
function isTaken({ container }: Teammate, paths: readonly string[]): boolean {
  return container.mounts.some(({ path }) => path !== null && paths.includes(path.replace(/\/+$/, '')));
}

/** Whether a configuration of its own is mounted, or named in its arguments. */
function isConfigured({ container, command }: Teammate, config: RegExp): boolean {
  return (
    container.mounts.some(({ path }) => path !== null && config.test(path)) ||
    command.words.some((word) => word === '-c' || /\bpid\s/.test(word))
  );
}

/** Whether an emptyDir would not do; of an unknown version that is assumed. */
function refuses({ container }: Teammate, { refusesEmptyDir }: Needs): boolean {
  if (!refusesEmptyDir) return false;
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})/.exec(parseImage(container.image?.value ?? '').tag ?? '') ?? [];
  if (major === undefined) return true;
  const [since, sinceMinor] = refusesEmptyDir;
  return Number(major) > since || (Number(major) === since && Number(minor) >= sinceMinor);
}

function mount({ pod }: Team, { container }: Teammate, paths: readonly string[]): Fix {
  const what = paths.length === 1 ? 'an empty volume' : 'empty volumes';
  return {
    title: `Mount ${what} at ${paths.join(' and ')}`,
    safe: true,
    edits: () => mountEmpty(pod, container, paths),
  };
}
