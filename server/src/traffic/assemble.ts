import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { memberOf, roleTold } from '../helpers/classify.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { judged } from './roles.ts';
import type { Team, Teammate, Vicinity } from './team.ts';
import { Alone, teammate } from './teammate.ts';
import { mapsFor } from './variables.ts';
import { vicinityOf } from './vicinity.ts';

/**
 * Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it.
 * `known`: members of other teams, for editors that try many changes of one pod: a container of theirs that only moves stays
 * what it is.
 */
export function teamOf(
  pod: Pod,
  catalog: Catalog = CATALOG,
  vicinity: Vicinity = vicinityOf(pod),
  known: readonly Teammate[] = [],
): Team {
  const maps = mapsFor(pod, vicinity.around.configMaps);
  const members = pod.containers.map((container) => {
    const told = roleTold(pod, container);
    const same = known.find(({ alone }) => alone.isFor({ told, catalog, maps }) && isMoved(alone.container, container));
    const alone = same?.alone ?? new Alone(memberOf(pod, container, catalog), { told, catalog, maps });
    return teammate(alone, container);
  });
  const { services, autoscalers, portUsers, askers, around } = vicinity;
  return judged({ pod, members, catalog, services, autoscalers, portUsers, askers, around });
}

/** Whether one container is another one in another place. */
function isMoved(from: Container, to: Container): boolean {
  if (from.source.node !== to.source.node) return false;
  return (Object.keys(to) as (keyof Container)[]).every((key) => PLACE.has(key) || from[key] === to[key]);
}

const PLACE: ReadonlySet<keyof Container> = new Set(['index', 'at', 'anchor']);
