import type { Service, ServicePort } from '../kubernetes/services.ts';
import type { Team, Teammate } from './team.ts';

/** A port of a Service that leads to a pod. */
export interface Inbound {
  readonly service: Service;
  readonly port: ServicePort;
  /** The container's port it leads to; null where no container has a port of that name. */
  readonly target: number | null;
  /** Null where no container is known to listen there. */
  readonly to: Teammate | null;
}

/** What comes into a pod through those of `services` that select it. */
export function inboundOf(_team: Team, _services: readonly Service[]): Inbound[] {
  return [];
}
