import type { Call } from '../calls/calls.ts';
import type { Team, Teammate } from '../team.ts';
import type { Listen } from './listens.ts';

/** A port that a container of a pod serves, by the best that tells of it. */
export interface Served extends Listen {
  /** Whether another container dials it. */
  readonly dialled: boolean;
}

/**
 * The ports that a member serves, each port and protocol once. What only a probe or a `containerPort` tells of is left out
 * if a flag tells that another container listens there: a probe may ask a neighbour, a `containerPort` be copied from it.
 */
export function servedBy({ members }: Team, member: Teammate, calls: readonly Call[]): Served[] {
  const others = members.filter((other) => other !== member && other.container.lifecycle !== 'init');
  const isOwn = ({ port, how }: Listen) => {
    if (how !== 'probe' && how !== 'declared') return true;
    if (how === 'probe' && member.container.lifecycle === 'init') return false;
    const elsewhere = (own: Listen) =>
      own.port === port && (own.how === 'flag' || (how === 'probe' && own.how !== 'probe'));
    return !others.some((other) => other.listens.some(elsewhere));
  };
  const served = new Map<string, Served>();
  for (const listen of member.listens) {
    const key = `${listen.port}/${listen.protocol}`;
    const known = served.get(key);
    // What tells of loopback may not be what was found first.
    if (known) served.set(key, { ...known, loopbackOnly: known.loopbackOnly || listen.loopbackOnly });
    else if (isOwn(listen)) {
      const dialled = calls.some((call) => call.to === member && call.port === listen.port);
      served.set(key, { ...listen, dialled });
    }
  }
  return [...served.values()];
}
