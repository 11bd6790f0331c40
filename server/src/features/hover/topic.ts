import type { ProbeKind } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { PathStep, Spot } from '../../yaml/locate.ts';
import { card } from './card.ts';
import { gracePeriod, hooks } from './hooks.ts';
import { appContainers, sharedProcesses, startOrder } from './lists.ts';
import { port, ports } from './ports.ts';
import { probe } from './probes.ts';
import { podResources, resources } from './resources.ts';
import { ownRestartPolicy, podRestartPolicy, replaced } from './restart.ts';
import type { View } from './view.ts';
import { mount, mounts, volume, volumes } from './volumes.ts';

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

/** Keys of a container about which there is something to say by themselves. */
const OF_CONTAINER: Readonly<Record<string, (view: View, member: Teammate) => string | null>> = {
  name: (view, member) => card(view, member),
  image: (view, member) => card(view, member, replaced(view, member)),
  restartPolicy: (view, member) => card(view, member, ownRestartPolicy(view, member)),
  startupProbe: (view, member) => probe(view, member, 'startupProbe' satisfies ProbeKind),
  livenessProbe: (view, member) => probe(view, member, 'livenessProbe' satisfies ProbeKind),
  readinessProbe: (view, member) => probe(view, member, 'readinessProbe' satisfies ProbeKind),
  lifecycle: (view, member) => hooks(view, member, null),
  ports,
  volumeMounts: mounts,
  resources,
};

function inContainer(view: View, member: Teammate, path: readonly PathStep[], { on }: Spot): string | null {
  const [first, second, third] = path;
  if (!first) return on === 'value' ? card(view, member) : null;
  const key = String(first.to);
  if (!second) return Object.hasOwn(OF_CONTAINER, key) ? (OF_CONTAINER[key]?.(view, member) ?? null) : null;
  if (key === 'lifecycle' && !third && (second.to === 'postStart' || second.to === 'preStop')) {
    return hooks(view, member, second.to);
  }
  if (key === 'resources' && !third) return resources(view, member);
  if (path.length > 3) return null;
  // The model keeps the place of the item, one object for both.
  if (key === 'ports') {
    const own = member.container.ports.find(({ at }) => at === second.at);
    return own ? port(view, member, own) : null;
  }
  if (key === 'volumeMounts' || key === 'volumeDevices') {
    const own = member.container.mounts.find(({ at }) => at === second.at);
    return own ? mount(view, member, own) : null;
  }
  return null;
}

/** Keys of a pod spec about which there is something to say. */
const OF_POD: Readonly<Record<string, (view: View) => string | null>> = {
  initContainers: startOrder,
  containers: appContainers,
  volumes,
  restartPolicy: podRestartPolicy,
  terminationGracePeriodSeconds: gracePeriod,
  shareProcessNamespace: sharedProcesses,
  resources: podResources,
};

/** Keys that mean the same in the templates of engines, and beside the containers that an operator joins with its own. */
const EVERYWHERE: ReadonlySet<string> = new Set(['volumes', 'initContainers', 'containers']);

function inPod(view: View, path: readonly PathStep[], { on }: Spot): string | null {
  const [first, second, third] = path;
  const key = String(first?.to);
  const { pod } = view;
  if (!second) {
    if (!Object.hasOwn(OF_POD, key)) return null;
    if (pod.shape !== 'pod-spec' && key !== 'volumes') return null;
    if (pod.partial === 'fragment' && !EVERYWHERE.has(key)) return null;
    return OF_POD[key]?.(view) ?? null;
  }
  if (key !== 'volumes') return null;
  const own = pod.volumes.find(({ at }) => at === second.at);
  if (!own) return null;
  if (!third || third.to === 'name' || (third.to === own.source && on === 'key')) return volume(view, own);
  return third.to === 'emptyDir' ? volume(view, own) : null;
}
