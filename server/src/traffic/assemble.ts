import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { memberOf, roleTold } from '../helpers/classify.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { dialsOf } from './calls/dials.ts';
import { listensOf } from './ports/listens.ts';
import { judged } from './roles.ts';
import type { Team, Teammate, Vicinity } from './team.ts';
import { type Maps, mapsFor, readVariables } from './variables.ts';
import { vicinityOf } from './vicinity.ts';

/** Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it. */
export function teamOf(pod: Pod, catalog: Catalog = CATALOG, vicinity: Vicinity = vicinityOf(pod)): Team {
  const maps = mapsFor(pod, vicinity.around.configMaps);
  const members = pod.containers.map((container) => aloneOf(pod, container, catalog, maps));
  const { services, autoscalers, portUsers, askers, around } = vicinity;
  return judged({ pod, members, catalog, services, autoscalers, portUsers, askers, around });
}

/** What a container is by itself, and what that depended upon beside it. */
interface Alone {
  readonly member: Teammate;
  readonly told: ReturnType<typeof roleTold>;
  readonly catalog: Catalog;
}

/** By the node of a container. Editors try many changes of one pod: a container that only moves stays what it is. */
const ALONE = new WeakMap<object, Alone>();

function aloneOf(pod: Pod, container: Container, catalog: Catalog, maps: Maps): Teammate {
  const { node } = container.source;
  const told = roleTold(pod, container);
  const known = maps.configMaps.size > 0 ? undefined : ALONE.get(node);
  if (known && known.told === told && known.catalog === catalog && isMoved(known.member.container, container)) {
    return { ...known.member, container };
  }
  const single = { ...memberOf(pod, container, catalog), variables: readVariables(container, maps) };
  const listens = listensOf(single);
  // A port it serves itself is no port of another.
  const own = new Set(listens.filter((listen) => listen.how !== 'probe').map((listen) => listen.port));
  const member = { ...single, listens, dials: dialsOf(single).filter((dial) => !own.has(dial.port)) };
  if (maps.configMaps.size === 0) ALONE.set(node, { member, told, catalog });
  return member;
}

/** Whether one container is another one in another place. */
function isMoved(from: Container, to: Container): boolean {
  return (Object.keys(to) as (keyof Container)[]).every((key) => PLACE.has(key) || from[key] === to[key]);
}

const PLACE: ReadonlySet<keyof Container> = new Set(['index', 'at', 'anchor']);
