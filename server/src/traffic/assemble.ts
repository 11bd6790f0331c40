import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { membersOf } from '../helpers/classify.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { dialsOf } from './calls/dials.ts';
import { listensOf } from './ports/listens.ts';
import { judged } from './roles.ts';
import type { Team, Teammate, Vicinity } from './team.ts';
import { mapsFor, readVariables } from './variables.ts';
import { vicinityOf } from './vicinity.ts';

/** Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it. */
export function teamOf(pod: Pod, catalog: Catalog = CATALOG, vicinity: Vicinity = vicinityOf(pod)): Team {
  const maps = mapsFor(pod, vicinity.around.configMaps);
  const members = membersOf(pod, catalog).map((of): Teammate => {
    const member = { ...of, variables: readVariables(of.container, maps) };
    const listens = listensOf(member);
    // A port it serves itself is no port of another.
    const own = new Set(listens.filter((listen) => listen.how !== 'probe').map((listen) => listen.port));
    return { ...member, listens, dials: dialsOf(member).filter((dial) => !own.has(dial.port)) };
  });
  const { services, autoscalers, portUsers, askers, around } = vicinity;
  return judged({ pod, members, catalog, services, autoscalers, portUsers, askers, around });
}
