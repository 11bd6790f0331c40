import type { Call } from './calls/calls.ts';
import type { Inbound } from './ports/inbound.ts';
import type { Team } from './team.ts';
import type { Share } from './volumes/shares.ts';

/** A team with what runs between its members and what comes in from outside. */
export interface Sight {
  readonly team: Team;
  readonly calls: readonly Call[];
  readonly shares: readonly Share[];
  readonly inbound: readonly Inbound[];
}
