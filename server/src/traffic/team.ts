import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { membersOf } from '../helpers/classify.ts';
import type { Member } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { type Dial, dialsOf } from './dials.ts';
import { type Listen, listensOf } from './listens.ts';
import { withApp } from './roles.ts';

/** A container among the others of its pod: what it is, where it listens, whom it dials. */
export interface Teammate extends Member {
  readonly listens: readonly Listen[];
  readonly dials: readonly Dial[];
}

/** A pod as a team of containers, in the order of the file (init containers first). */
export interface Team {
  readonly pod: Pod;
  readonly members: readonly Teammate[];
  /** The helpers it was judged by. */
  readonly catalog: Catalog;
}

/** Builds the team of a pod: classification, ports, localhost traffic. */
export function teamOf(pod: Pod, catalog: Catalog = CATALOG): Team {
  const members = withApp(pod, membersOf(pod, catalog)).map((member): Teammate => {
    const listens = listensOf(member);
    // A port it serves itself is no port of another.
    const own = new Set(listens.filter((listen) => listen.how !== 'probe').map((listen) => listen.port));
    return { ...member, listens, dials: dialsOf(member).filter((dial) => !own.has(dial.port)) };
  });
  return { pod, members, catalog };
}

/** Members that run at the same time: native sidecars and the containers of the app list. */
export function concurrent(team: Team): Teammate[] {
  return team.members.filter(({ container }) => ['native-sidecar', 'container'].includes(container.lifecycle));
}

/** The members of the app list. */
export function appList(team: Team): Teammate[] {
  return team.members.filter(({ container }) => container.lifecycle === 'container');
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
