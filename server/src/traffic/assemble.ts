import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { membersOf } from '../helpers/classify.ts';
import { type Askers, askersFor } from '../kubernetes/askers.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { type Service, selects } from '../kubernetes/services.ts';
import { dialsOf } from './dials.ts';
import { listensOf } from './listens.ts';
import { judged } from './roles.ts';
import type { Team, Teammate } from './team.ts';

/**
 * Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it.
 * Those of `services` that select the pod tell where its traffic arrives, those of `askers` that are about it what is added.
 */
export function teamOf(
  pod: Pod,
  catalog: Catalog = CATALOG,
  services: readonly Service[] = [],
  askers: readonly Askers[] = [],
): Team {
  const members = membersOf(pod, catalog).map((member): Teammate => {
    const listens = listensOf(member);
    // A port it serves itself is no port of another.
    const own = new Set(listens.filter((listen) => listen.how !== 'probe').map((listen) => listen.port));
    return { ...member, listens, dials: dialsOf(member).filter((dial) => !own.has(dial.port)) };
  });
  return judged({
    pod,
    members,
    catalog,
    services: services.filter((service) => selects(service, pod)),
    askers: askersFor(pod.manifest, askers),
  });
}
