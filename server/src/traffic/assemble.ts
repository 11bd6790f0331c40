import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { memberOf, roleTold } from '../helpers/classify.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { judged } from './roles.ts';
import type { Team, Vicinity } from './team.ts';
import { Alone, teammate } from './teammate.ts';
import { type Maps, mapsFor } from './variables.ts';
import { vicinityOf } from './vicinity.ts';

/** Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it. */
export function teamOf(pod: Pod, catalog: Catalog = CATALOG, vicinity: Vicinity = vicinityOf(pod)): Team {
  const maps = mapsFor(pod, vicinity.around.configMaps);
  const members = pod.containers.map((container) => teammate(aloneOf(pod, container, catalog, maps), container));
  const { services, autoscalers, portUsers, askers, around } = vicinity;
  return judged({ pod, members, catalog, services, autoscalers, portUsers, askers, around });
}

/** What a container is by itself, and what that depended upon beside it. */
interface Known {
  readonly alone: Alone;
  readonly told: ReturnType<typeof roleTold>;
  readonly catalog: Catalog;
}

/** By the node of a container. Editors try many changes of one pod: a container that only moves stays what it is. */
const KNOWN = new WeakMap<object, Known>();

function aloneOf(pod: Pod, container: Container, catalog: Catalog, maps: Maps): Alone {
  const { node } = container.source;
  const told = roleTold(pod, container);
  const known = maps.configMaps.size > 0 ? undefined : KNOWN.get(node);
  if (known && known.told === told && known.catalog === catalog && isMoved(known.alone.container, container)) {
    return known.alone;
  }
  const alone = new Alone(memberOf(pod, container, catalog), maps);
  if (maps.configMaps.size === 0) KNOWN.set(node, { alone, told, catalog });
  return alone;
}

/** Whether one container is another one in another place. */
function isMoved(from: Container, to: Container): boolean {
  return (Object.keys(to) as (keyof Container)[]).every((key) => PLACE.has(key) || from[key] === to[key]);
}

const PLACE: ReadonlySet<keyof Container> = new Set(['index', 'at', 'anchor']);
