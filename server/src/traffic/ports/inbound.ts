import type { Evidence } from '../../helpers/role.ts';
import type { Backend, Ingress } from '../../kubernetes/ingresses.ts';
import { isSameNamespace } from '../../kubernetes/manifest.ts';
import type { Service, ServicePort } from '../../kubernetes/services.ts';
import { remembered } from '../remembered.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';
import type { Listen } from './listens.ts';
import { portNamed } from './named-ports.ts';

/** A port of a Service that leads to a pod. */
export interface Inbound {
  readonly service: Service;
  readonly port: ServicePort;
  /** The container's port it leads to; null where no container has a port of that name. */
  readonly target: number | null;
  /** Null where no container is known to listen there. */
  readonly to: Teammate | null;
}

/** What comes into a pod through the Services that select it. */
export const inboundOf = remembered(findInbound);

function findInbound(team: Team): readonly Inbound[] {
  if (team.services.length === 0) return NO_INBOUND;
  return team.services.flatMap((service) => service.ports.map((port) => ({ service, port, ...targetOf(team, port) })));
}

const NO_INBOUND: readonly Inbound[] = [];

/**
 * Names are found as a Service finds them; of numbers the best that tells of a listener counts. Init containers that run to
 * completion serve nobody.
 */
function targetOf(team: Team, { target, protocol }: ServicePort): Pick<Inbound, 'target' | 'to'> {
  if (typeof target.value === 'string') {
    const found = portNamed(team, target.value, protocol);
    return { target: found?.port.containerPort.value ?? null, to: found?.member ?? null };
  }
  return { target: target.value, to: listenerAt(team, target.value, protocol) };
}

/** The container that listens on a port of the pod's address, as far as it is known. */
export function listenerAt(team: Team, port: number, protocol: string): Teammate | null {
  const running = concurrent(team);
  const listens = ({ listens: all }: Teammate, how: readonly Listen['how'][]) =>
    all.some((own) => own.port === port && own.protocol === protocol && !own.loopbackOnly && how.includes(own.how));
  const flagged = running.filter((member) => listens(member, ['flag']));
  for (const sources of ORDER) {
    const to = running.find((member) => {
      // A containerPort may be that of a neighbour which listens there: probes by name need one in their own container.
      return listens(member, sources) && (flagged.length === 0 || flagged.includes(member));
    });
    if (to) return to;
  }
  return null;
}

/** A way from outside the cluster to a pod: a host and path of an Ingress, and the port of the Service behind it. */
export interface Entrance {
  readonly ingress: Ingress;
  readonly backend: Backend;
  readonly inbound: Inbound;
}

/** Which of some Ingresses and routes lead to a pod, through the Services that select it. */
export function ingressOf(team: Team, ingresses: readonly Ingress[]): Entrance[] {
  if (ingresses.length === 0) return [];
  const services = inboundOf(team);
  return ingresses.flatMap((ingress) =>
    ingress.backends.flatMap((backend) =>
      services
        .filter(({ service, port, target }) => {
          const namespace = backend.namespace ?? ingress.namespace;
          if (service.name !== backend.service || !isSameNamespace(service, { namespace })) return false;
          if (backend.port === null) return service.ports.length === 1;
          if (backend.isPodPort) return backend.port === target;
          return backend.port === port.port || backend.port === port.name;
        })
        .map((inbound) => ({ ingress, backend, inbound })),
    ),
  );
}

/** That a Service leads to a container, as evidence of what the container is. */
export function evidenceOf({ service, port }: Inbound): Evidence {
  return { text: `the Service ${service.name} leads to it`, at: port.at, document: service.document };
}

/** What tells of a listener, the surest first. */
const ORDER: readonly (readonly Listen['how'][])[] = [['declared'], ['flag', 'default', 'probe'], ['usual']];
