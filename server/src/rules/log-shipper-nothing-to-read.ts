import { addVolumes } from '../edits/volumes.ts';
import { isHelper } from '../helpers/role.ts';
import { inputsOf, readsFilesOnly } from '../helpers/shipper-inputs.ts';
import { appOf, concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { sharesOf } from '../traffic/volumes/shares.ts';
import type { Fix, Rule } from './rule.ts';

export const logShipperNothingToRead: Rule = {
  id: 'log-shipper-nothing-to-read',
  title: 'A log shipper shares no volume with the containers whose logs it should ship',
  severity: 'warning',
  group: 'volumes',
  fix: 'choice',
  messages: {
    default: '"{c}" ships logs but shares no volume with another container; it cannot read their stdout.',
    configured:
      '"{c}" ships logs but shares no volume with another container; unless its configuration opens an input, nothing reaches it.',
  },
  why: 'Containers of a Pod do not see what the others print: stdout and stderr go to files of the node, which only the kubelet and programs of the node can read. A log shipper beside an application reads files on a volume that both mount, or the application sends to a port of it. With neither it runs, costs memory, and ships nothing.',
  silent:
    'Silent for a DaemonSet, for a shipper that mounts a volume of the node or a claim, declares a port, or is told in its arguments, variables or a known ConfigMap to listen; and with a shared process namespace. Only information if its configuration is mounted but not known, and in a file that a kustomization names, since an overlay may add a volume.',
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/logging/#using-a-sidecar-container-with-the-logging-agent',
    'https://github.com/cedbossneo/fluentd-sidecar-es/issues/1',
  ],
  speaksInPartial: false,
  needs: ['siblings', 'function', 'helper'],
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
    - name: «shipper»
      image: fluent/fluent-bit:3.0
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
    - name: shipper
      image: fluent/fluent-bit:3.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 1Gi
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    const app = appOf(team);
    if (!app || pod.manifest.kind === 'DaemonSet' || pod.shareProcessNamespace) return;
    for (const member of concurrent(team)) {
      if (member === app || !isShipper(member) || hasInput(team, member)) continue;
      const known = configurationOf(team, member);
      if (known === 'listens') continue;
      yield {
        at: member.container.anchor,
        message: known === 'unknown' ? 'configured' : 'default',
        args: { c: member.container.label },
        severity: known === 'unknown' || pod.kustomized ? 'information' : 'warning',
        container: member,
        fixes: [share(team, app, member)],
      };
    }
  },
};

function isShipper(member: Teammate): boolean {
  return member.role.function === 'log-shipper' && isHelper(member) && member.role.task !== 'follow';
}

/** Words that tell of an input other than files. */
const LISTENS = /forward|https?|tcp|udp|syslog|otlp|opentelemetry|beats|kafka|listen|socket|\bport\b/i;

/** Sources of a shipper's own: what it shows, or what the shipper remembers. */
const OWN: ReadonlySet<string> = new Set(['configMap', 'secret', 'projected', 'downwardAPI', 'image', 'emptyDir']);

/** Whether something can reach it: a volume, a port. */
function hasInput(team: Team, member: Teammate): boolean {
  const { container } = member;
  if (container.ports.length > 0 || container.probes.some(({ handler }) => handler?.type === 'tcpSocket')) return true;
  const words = [...(container.command ?? []), ...(container.args ?? [])].map(({ value }) => value);
  const variables = container.env.flatMap(({ name, value }) => [name.value, value?.value ?? '']);
  if ([...words, ...variables].some((text) => LISTENS.test(text))) return true;
  const { services, members } = team;
  if (services.length > 0 && members.length === 1) return true;
  const shared = new Map(sharesOf(team).map((one) => [one.name, one]));
  return container.mounts.some(({ volume, path }) => {
    const use = shared.get(volume.value);
    // A claim of a StatefulSet, or a volume that is not declared.
    if (!use?.volume || !OWN.has(use.volume.source ?? 'emptyDir')) return true;
    if (use.volume.source !== null && use.volume.source !== 'emptyDir') return false;
    return use.uses.some(({ member: other }) => other !== member) || isElsewhere(team, member, path);
  });
}

/** Whether another container mounts something at the same path: then it is the wrong volume, which is another rule's. */
function isElsewhere({ members }: Team, member: Teammate, path: string | null): boolean {
  return members.some((other) => other !== member && other.container.mounts.some((mount) => mount.path === path));
}

/** What its mounted configuration tells: it listens, it reads files only, nobody knows; or there is none. */
function configurationOf({ pod, around }: Team, { container }: Teammate): 'none' | 'files' | 'listens' | 'unknown' {
  const names = new Set(container.mounts.map(({ volume }) => volume.value));
  const given = pod.volumes.filter(({ name, source }) => names.has(name.value) && source !== 'emptyDir');
  if (given.length === 0) return container.envFrom.length > 0 ? 'unknown' : 'none';
  const texts = given.flatMap(({ source, refersTo }) => {
    const map = source === 'configMap' ? around.configMaps.find(({ name }) => name === refersTo) : undefined;
    return map ? [...map.data.values()].map(({ value }) => value) : [];
  });
  if (texts.length === 0) return 'unknown';
  const inputs = new Set(texts.flatMap((text) => [...inputsOf(text)]));
  return ({ true: 'files', false: 'listens', null: 'unknown' } as const)[`${readsFilesOnly(inputs)}`];
}

const PATH = '/var/log/app';

function share({ pod }: Team, app: Teammate, shipper: Teammate): Fix {
  const taken = new Set([...pod.volumes.map(({ name }) => name.value), ...pod.claims]);
  const name = ['logs', 'app-logs', 'shared-logs'].find((one) => !taken.has(one)) ?? 'container-logs';
  return {
    title: `Share a volume for logs between "${app.container.label}" and "${shipper.container.label}"`,
    safe: false,
    edits: () =>
      [app, shipper].some(({ container }) => container.mounts.some(({ path }) => path === PATH)) || taken.has(name)
        ? null
        : addVolumes(pod, [
            {
              name,
              source: { emptyDir: { sizeLimit: '1Gi' } },
              mounts: [
                { container: app.container, path: PATH, readOnly: false },
                { container: shipper.container, path: PATH, readOnly: true },
              ],
            },
          ]),
    fill: [PATH],
  };
}
