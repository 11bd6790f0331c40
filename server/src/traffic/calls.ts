import type { Dial } from './dials.ts';
import type { Listen } from './listens.ts';
import type { Team, Teammate } from './team.ts';

/** One container of a pod dials another on localhost. */
export interface Call {
  readonly from: Teammate;
  readonly to: Teammate;
  readonly port: number;
  readonly dial: Dial;
  readonly listen: Listen;
}

/** Who dials whom within a pod, each pair and port once. */
export function callsOf(_team: Team): Call[] {
  return [];
}
