import type { Neighbour } from '../../neighbours.ts';
import { type Actor, type Arriving, isToPort, type Leaving, type Link, type Passing, type Scene } from '../../scene.ts';
import type { Plan } from '../plan.ts';
import { neighbourOf } from './exits.ts';
import { entranceHeight, neighbourCard } from './neighbour-cards.ts';

/** What comes to a container from outside, or goes out from it: straight, or through the legs of an arch. */

/** Lines from outside in the order of the ports to which they lead, so that those to one port are neighbours. */
export function byPort(links: readonly Link[], actor: Actor): Link[] {
  const order = (link: Link) => {
    if (link.kind === 'passes' && link.way === 'out') return actor.ports.length;
    return link.kind === 'inbound' || link.kind === 'passes'
      ? actor.ports.findIndex(({ port }) => port === link.port)
      : -1;
  };
  return [...links].sort((a, b) => order(a) - order(b));
}

/** Whether something comes to a container from outside, or from the leg of an arch. */
export function comesIn(link: Link, actor: Actor): link is Arriving | Passing {
  if (link.kind === 'passes') return link.way === 'in' && link.actor === actor;
  return link.kind === 'inbound' && link.to === actor && !link.through;
}

/** Whether something goes from a container to the outside, or to the leg of an arch. */
export function goesOut(link: Link, actor: Actor): link is Leaving | Passing {
  if (link.kind === 'passes') return link.way === 'out' && link.actor === actor;
  return link.kind === 'outbound' && link.from === actor && !link.through;
}

/** The height at which the first line from the leg of an arch comes to a container. */
export function contactIn({ contacts }: Plan, actor: Actor): number {
  const heights = [...contacts].flatMap(([link, y]) => (link.kind === 'passes' && comesIn(link, actor) ? [y] : []));
  return heights[0] ?? 0;
}

/** Who is at the other end outside the pod; null for the leg of an arch. */
export function beyond(link: Arriving | Leaving | Passing): Neighbour | null {
  return link.kind === 'passes' ? null : neighbourOf(link);
}

/** The port to which a line leads; null for one that leads to none, or to one that is not known. */
export function portOf(link: Link): number | null {
  return isToPort(link) ? link.port : null;
}

/** The heights of the first and the last line of each neighbour. */
export type Known = Map<Neighbour, { readonly first: number; readonly last: number }>;

/** The least height of a line of a neighbour, so that all neighbours have room at their lines. */
export function apartFrom(plan: Plan, known: Known, neighbour: Neighbour): number {
  const first = known.get(neighbour)?.first;
  const { above, below } = roomOf(plan, neighbour);
  const others = [...known].filter(([one]) => one.side === neighbour.side && one !== neighbour);
  const ends = others.map(([one, lines]) => Math.max(lines.first + roomOf(plan, one).below, lines.last));
  const isPair = linesOf(plan.scene, neighbour) === 2;
  return first === undefined ? Math.max(0, ...ends.map((end) => end + 8 + above)) : isPair ? first + below + 10 : 0;
}

/** How far a neighbour reaches above and below its first line. */
function roomOf({ geometry }: Plan, neighbour: Neighbour): { above: number; below: number } {
  const { width } = geometry[neighbour.side];
  const half = neighbourCard(neighbour, width).height / 2;
  return { above: half + entranceHeight(neighbour, width), below: half };
}

/** How many lines come from a neighbour. The second of two leaves it at its lower border. */
function linesOf({ links }: Scene, neighbour: Neighbour): number {
  return links.filter((link) => link.kind === 'inbound' && link.from === neighbour).length;
}
