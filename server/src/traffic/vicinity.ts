import { askersFor } from '../kubernetes/askers.ts';
import { isSameNamespace } from '../kubernetes/manifest.ts';
import type { Objects } from '../kubernetes/objects.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { refersTo } from '../kubernetes/referrers.ts';
import type { Vicinity } from './team.ts';

/** What is about a pod among the objects of some documents, all of which are equally near to it. */
export function vicinityOf(pod: Pod, near: readonly Objects[] = []): Vicinity {
  const isAround = (object: { readonly namespace: string | null }) => isSameNamespace(object, pod.manifest);
  const services = near.flatMap((objects) => objects.services.filter(isAround));
  return {
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
  };
}
