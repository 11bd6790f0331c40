import { CATALOG, type Catalog } from '../helpers/catalog.ts';
import { membersOf } from '../helpers/classify.ts';
import { askersFor } from '../kubernetes/askers.ts';
import { isSameNamespace } from '../kubernetes/manifest.ts';
import type { Objects } from '../kubernetes/objects.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { refersTo } from '../kubernetes/referrers.ts';
import { dialsOf } from './dials.ts';
import { listensOf } from './listens.ts';
import { judged } from './roles.ts';
import type { Team, Teammate } from './team.ts';

/**
 * Builds the team of a pod: what each container is by itself, ports, localhost traffic, and what the others make of it.
 * `near`: what its document and others hold that may matter to it; only what is about it counts.
 */
export function teamOf(pod: Pod, catalog: Catalog = CATALOG, near: readonly Objects[] = []): Team {
  const members = membersOf(pod, catalog).map((member): Teammate => {
    const listens = listensOf(member);
    // A port it serves itself is no port of another.
    const own = new Set(listens.filter((listen) => listen.how !== 'probe').map((listen) => listen.port));
    return { ...member, listens, dials: dialsOf(member).filter((dial) => !own.has(dial.port)) };
  });
  const isAround = (object: { readonly namespace: string | null }) => isSameNamespace(object, pod.manifest);
  const services = near.flatMap((objects) => objects.services.filter(isAround));
  return judged({
    pod,
    members,
    catalog,
    services: services.filter((service) => refersTo(service, pod)),
    autoscalers: near.flatMap(({ autoscalers }) => autoscalers.filter((one) => refersTo(one, pod))),
    portUsers: near.flatMap(({ portUsers }) => portUsers.filter((one) => refersTo(one, pod))),
    askers: askersFor(
      pod.manifest,
      near.map(({ askers }) => askers),
    ),
    around: {
      services,
      configMaps: near.flatMap(({ configMaps }) => configMaps.filter(isAround)),
      limitRanges: near.flatMap(({ limitRanges }) => limitRanges.filter(isAround)),
    },
  });
}
