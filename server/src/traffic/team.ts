import type { Catalog } from '../helpers/catalog.ts';
import type { Member } from '../helpers/role.ts';
import type { Askers } from '../kubernetes/askers.ts';
import type { HorizontalPodAutoscaler, VerticalPodAutoscaler } from '../kubernetes/autoscalers.ts';
import type { ConfigMap } from '../kubernetes/config-maps.ts';
import type { LimitRange } from '../kubernetes/limit-ranges.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { PortUser } from '../kubernetes/port-users.ts';
import type { Service } from '../kubernetes/services.ts';
import type { Dial } from './calls/dial.ts';
import type { Listen } from './ports/listens.ts';
import type { Alone } from './teammate.ts';
import type { Variables } from './variables.ts';

/** A container among the others of its pod: what it is, where it listens, whom it dials; never to be copied by a spread. */
export interface Teammate extends Member {
  /** The same container by itself, as which it was before the others made something of it. */
  readonly alone: Alone;
  /** What is known of its variables, those whose values stand in ConfigMaps included. */
  readonly variables: Variables;
  readonly listens: readonly Listen[];
  readonly dials: readonly Dial[];
}

/** What other objects are about a pod, as far as they are known. */
export interface Vicinity {
  /** The Services that select it. */
  readonly services: readonly Service[];
  /** The autoscalers that name its workload. */
  readonly autoscalers: readonly (HorizontalPodAutoscaler | VerticalPodAutoscaler)[];
  /** The PodMonitors and NetworkPolicies that select it. */
  readonly portUsers: readonly PortUser[];
  /** The objects that ask for containers in it. */
  readonly askers: Askers;
  /** What else is known of its namespace. */
  readonly around: Around;
}

/** A pod as a team of containers, in the order of the file (init containers first). */
export interface Team extends Vicinity {
  readonly pod: Pod;
  readonly members: readonly Teammate[];
  /** The helpers it was judged by. */
  readonly catalog: Catalog;
}

/** What is known of the namespace of a pod, of what its containers may mean. */
export interface Around {
  /** All Services, whether they select the pod or not. */
  readonly services: readonly Service[];
  readonly configMaps: readonly ConfigMap[];
  readonly limitRanges: readonly LimitRange[];
}

/** Members that run at the same time: native sidecars and the containers of the app list. */
export function concurrent(team: Team): Teammate[] {
  return team.members.filter(({ container: { lifecycle } }) => {
    return lifecycle === 'container' || lifecycle === 'native-sidecar';
  });
}

/** The members of the app list. */
export function appList(team: Team): Teammate[] {
  return team.members.filter(({ container }) => container.lifecycle === 'container');
}

/**
 * The container that a helper helps: the one application of the pod. Of several, and of containers of which none looks
 * like one, that which is named like the workload, else the first. Null in a pod without containers of its own.
 */
export function appOf(team: Team): Teammate | null {
  const listed = appList(team);
  const apps = listed.filter(({ role }) => role.pattern === 'app');
  const candidates = apps.length > 0 ? apps : listed;
  const { name } = team.pod.manifest;
  return candidates.find(({ container }) => name !== null && container.name?.value === name) ?? candidates[0] ?? null;
}

/**
 * Whether `a` has been started before `b` starts: entries of `initContainers` in list order (a native sidecar counts as
 * started when its process runs and its startup probe has succeeded), and all of them before the app list (KEP-753).
 */
export function startsBefore(a: Teammate, b: Teammate): boolean {
  const isInit = (member: Teammate) => ['init', 'native-sidecar'].includes(member.container.lifecycle);
  if (!isInit(a)) return false;
  return isInit(b) ? a.container.index < b.container.index : b.container.lifecycle === 'container';
}
