import type { Hook, ProbeKind } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { PathStep, Spot } from '../../yaml/locate.ts';
import { child, integer } from '../../yaml/read.ts';
import { hookHandler, probeHandler } from './asked.ts';
import { card } from './card.ts';
import { variable, variablesFrom } from './env.ts';
import { gracePeriod, hooks } from './hooks.ts';
import { appContainers, sharedProcesses, startOrder } from './lists.ts';
import { emptyDirKey, mountKey } from './mount-keys.ts';
import { deadline, hostNetwork } from './pod-keys.ts';
import { port, ports } from './ports.ts';
import { probe, probeKey } from './probes.ts';
import { podResources, resources } from './resources.ts';
import { ownRestartPolicy, podRestartPolicy, replaced, restartRules } from './restart.ts';
import { meshUser } from './users.ts';
import type { View } from './view.ts';
import { mount, mounts, volume, volumes } from './volumes.ts';
import { word, words } from './words.ts';

/** What there is to say about a place in a pod spec, as Markdown; null for nothing. */
export function explainSpot(view: View, spot: Spot): string | null {
  const { path } = spot;
  const found = containerOn(view, path);
  const text = found ? inContainer(view, found.member, path.slice(found.steps), spot) : inPod(view, path, spot);
  return text || null;
}

/** The container that a path leads through, and how many steps lead to it. */
function containerOn({ team }: View, path: readonly PathStep[]): { member: Teammate; steps: number } | null {
  for (const [i, { to, value }] of path.entries()) {
    const fitting = team.members.filter(({ container }) => container.source.node === value.node);
    // An alias may make one mapping several containers.
    const member =
      fitting.find(({ container }) => container.list === String(path[i - 1]?.to) && container.index === to) ??
      fitting[0];
    if (member) return { member, steps: i + 1 };
  }
  return null;
}

/** What there is to say about a key of a container, and about what stands below it. */
type Explain = (view: View, member: Teammate, below: readonly PathStep[], spot: Spot) => string | null;

const PROBE = (kind: ProbeKind): Explain => {
  return (view, member, [second, third, ...more]) => {
    if (!second) return probe(view, member, kind);
    const key = String(second.to);
    if (!HANDLERS.has(key)) return third ? null : probeKey(view, member, kind, key);
    return more.length > (third?.to === 'command' ? 1 : 0)
      ? null
      : probeHandler(view, member, kind, third ? String(third.to) : null);
  };
};

const HANDLERS: ReadonlySet<string> = new Set(['httpGet', 'tcpSocket', 'grpc', 'exec', 'sleep']);

function isHook(key: PathStep['to']): key is Hook['kind'] {
  return key === 'postStart' || key === 'preStop';
}

const OF_CONTAINER: Readonly<Record<string, Explain>> = {
  name: (view, member, below) => (below.length > 0 ? null : card(view, member)),
  image: (view, member, below) => (below.length > 0 ? null : card(view, member, replaced(view, member))),
  restartPolicy: (view, member, below) =>
    below.length > 0 ? null : card(view, member, ownRestartPolicy(view, member)),
  restartPolicyRules: (view, member) => restartRules(view, member),
  startupProbe: PROBE('startupProbe'),
  livenessProbe: PROBE('livenessProbe'),
  readinessProbe: PROBE('readinessProbe'),
  lifecycle: (view, member, [second, third, fourth, ...more]) => {
    if (!second) return hooks(view, member, null);
    if (!isHook(second.to)) return null;
    const key = String(third?.to);
    if (!third || (key === 'sleep' && more.length === 0)) return hooks(view, member, second.to);
    if (!HANDLERS.has(key) || more.length > (fourth?.to === 'command' ? 1 : 0)) return null;
    return hookHandler(view, member, second.to, fourth ? String(fourth.to) : null);
  },
  ports: (view, member, [second, third, ...more]) => {
    if (!second) return ports(view, member);
    // The model keeps the place of the item, one object for both.
    const own = member.container.ports.find(({ at }) => at === second.at);
    return own && more.length === 0 ? port(view, member, own, third ? String(third.to) : null) : null;
  },
  volumeMounts: (view, member, [second, third, ...more]) => {
    if (!second) return mounts(view, member);
    const own = member.container.mounts.find(({ at }) => at === second.at);
    if (!own || more.length > 0) return null;
    return (third && mountKey(view, member, own, String(third.to))) || mount(view, member, own);
  },
  volumeDevices: (view, member, [second, ...more]) => {
    const own = second && member.container.mounts.find(({ at }) => at === second.at);
    return own && more.length < 2 ? mount(view, member, own) : null;
  },
  resources: (view, member, below) => (below.length > 1 ? null : resources(view, member)),
  env: (view, member, [second, ...more], { on }) => {
    if (!second || (more.length > 1 && on === 'key')) return null;
    return variable(view, member, second.at);
  },
  envFrom: (view, member, [second]) => variablesFrom(view, member, second?.at ?? null),
  command: (view, member, below, spot) => ofWords(view, member, 'command', below, spot),
  args: (view, member, below, spot) => ofWords(view, member, 'args', below, spot),
  securityContext: (view, member, [second]) => (second?.to === 'runAsUser' ? meshUser(view, member) : null),
};

function ofWords(view: View, member: Teammate, list: 'command' | 'args', below: readonly PathStep[], { on, at }: Spot) {
  const [second] = below;
  if (on === 'value') return word(view, member, list, second?.value.node.at ?? at);
  return second ? null : words(view, member, list);
}

function inContainer(view: View, member: Teammate, path: readonly PathStep[], spot: Spot): string | null {
  const [first, ...below] = path;
  if (!first) return spot.on === 'value' ? card(view, member) : null;
  const key = String(first.to);
  return Object.hasOwn(OF_CONTAINER, key) ? (OF_CONTAINER[key]?.(view, member, below, spot) ?? null) : null;
}

/** Keys of a pod spec about which there is something to say. */
const OF_POD: Readonly<Record<string, (view: View) => string | null>> = {
  initContainers: startOrder,
  containers: appContainers,
  volumes,
  restartPolicy: podRestartPolicy,
  terminationGracePeriodSeconds: gracePeriod,
  activeDeadlineSeconds: (view) => {
    return deadline(view, integer(child(view.pod.spec, 'activeDeadlineSeconds'))?.value ?? null);
  },
  shareProcessNamespace: sharedProcesses,
  hostNetwork,
  resources: podResources,
};

/** Keys that mean the same in the templates of engines, and beside the containers that an operator joins with its own. */
const EVERYWHERE: ReadonlySet<string> = new Set(['volumes', 'initContainers', 'containers']);

function inPod(view: View, path: readonly PathStep[], spot: Spot): string | null {
  const [first, second, third] = path;
  const key = String(first?.to);
  const { pod } = view;
  if (!second) {
    if (!Object.hasOwn(OF_POD, key)) return null;
    if (pod.shape !== 'pod-spec' && key !== 'volumes') return null;
    if (pod.partial === 'fragment' && !EVERYWHERE.has(key)) return null;
    return OF_POD[key]?.(view) ?? null;
  }
  if (key === 'securityContext' && second.to === 'runAsUser' && !third) return meshUser(view, null);
  return key === 'volumes' ? inVolume(view, path.slice(1), spot) : null;
}

function inVolume(view: View, [item, key, below, ...more]: readonly PathStep[], { on }: Spot): string | null {
  const own = view.pod.volumes.find(({ at }) => at === item?.at);
  if (!own) return null;
  if (!key || key.to === 'name' || (key.to === own.source && !below && on === 'key')) return volume(view, own);
  if (key.to !== 'emptyDir' || more.length > 0) return null;
  return (below && emptyDirKey(view, own, String(below.to))) || volume(view, own);
}
