import type { Call } from './calls.ts';
import type { Inbound } from './inbound.ts';
import type { Share } from './shares.ts';
import type { Team } from './team.ts';

/** A team with what runs between its members and what comes in from outside. */
export interface Sight {
  readonly team: Team;
  readonly calls: readonly Call[];
  readonly shares: readonly Share[];
  readonly inbound: readonly Inbound[];
}
