import type { Span } from '../yaml/span.ts';
import type { Team, Teammate } from './team.ts';

/** A host outside the pod that a container reaches, as its manifest names it. */
export interface Outbound {
  readonly from: Teammate;
  /** Host name or address; of a database proxy the instance it connects to. */
  readonly host: string;
  readonly port: number | null;
  /** `http`, `postgres` …; null where it is not written. */
  readonly scheme: string | null;
  readonly at: Span;
}

/** The hosts outside the pod that its containers name in arguments and variables, each once for a container. */
export function outboundOf(_team: Team): Outbound[] {
  return [];
}
