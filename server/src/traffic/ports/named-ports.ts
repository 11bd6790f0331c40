import { expectedOf } from '../../helpers/expected.ts';
import type { Pod, Port } from '../../kubernetes/pod.ts';
import { remembered } from '../remembered.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';

/** A port of a running container that has a name. */
export interface NamedPort {
  readonly pod: Pod;
  readonly member: Teammate;
  readonly name: string;
  readonly port: Port;
}

/**
 * The named ports of the containers that run side by side, in the order in which a Service looks for a name: those of the
 * app list, then those of native sidecars (`FindPort` in pkg/api/v1/pod; name and protocol count). The first one is taken.
 */
export const namedPortsOf = remembered(findNamedPorts);

function findNamedPorts(team: Team): NamedPort[] {
  const members = concurrent(team);
  const inOrder = [
    ...members.filter(({ container }) => container.lifecycle === 'container'),
    ...members.filter(({ container }) => container.lifecycle === 'native-sidecar'),
  ];
  return inOrder.flatMap((member) =>
    member.container.ports.flatMap((port): NamedPort[] =>
      port.name ? [{ pod: team.pod, member, name: port.name.value, port }] : [],
    ),
  );
}

/** The port that a Service finds for a name; null where no container has it. */
export function portNamed(team: Team, name: string, protocol: string): NamedPort | null {
  return firstByName(team).get(`${name}/${protocol}`) ?? null;
}

const firstByName = remembered((team: Team): ReadonlyMap<string, NamedPort> => {
  const last = namedPortsOf(team).toReversed();
  return new Map(last.map((named) => [`${named.name}/${named.port.protocol}`, named]));
});

/** Ports of containers that injectors add: Istio, Linkerd, Dapr, Envoy. A Namespace may ask for them, which is not seen. */
const INJECTED = /^(?:http-envoy-prom$|(?:istio|linkerd|dapr|envoy|consul)-)/;
/** The collector of the OpenTelemetry operator has the ports of its configuration. */
const OPEN_ENDED: ReadonlySet<string> = new Set(['otc-container']);

/** Whether a port of a name is usually that of a container which an injector adds. */
export function isInjectedPort(name: string): boolean {
  return INJECTED.test(name);
}

/** Whether an injector adds a container to a pod of which nobody can tell the ports. */
export function isOpenEnded({ pod, catalog, askers }: Team, kubernetes: number): boolean {
  return expectedOf(pod, catalog, kubernetes, null, askers).some((added) => OPEN_ENDED.has(added.name));
}
