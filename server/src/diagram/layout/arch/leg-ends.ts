import type { Point } from '../../diagram.ts';
import type { Link, Passing } from '../../scene.ts';
import { type End, PIN } from '../ends.ts';
import type { Outside } from '../outside/exits.ts';
import type { Plan } from '../plan.ts';
import { corridor, type Field, route } from '../route.ts';
import { CORNER } from '../sides.ts';
import { legsOf } from './arch.ts';

/** Where lines end at the legs of an arch. */

/** The line between a leg and a container, whose end at the container is known. */
export function passing(plan: Plan, field: Field, link: Passing, end: End): Point[] {
  const at = legEnd(plan, link.way, 'inner', end.y);
  if (!at) return [];
  const y = end.gap === at.gap ? end.y : corridor(field, end, at);
  const leg = legEnd(plan, link.way, 'inner', y) ?? at;
  return link.way === 'in' ? route(field, leg, end) : route(field, end, leg);
}

/** Where a line from or to a neighbour ends at the outer side of a leg: wanted where it goes on within. */
export function outerEnd(plan: Plan, points: ReadonlyMap<Link, readonly Point[]>, link: Outside): End | null {
  const way = link.kind === 'outbound' ? 'out' : 'in';
  const actor = link.kind === 'outbound' ? link.from : link.to;
  const port = link.kind === 'outbound' ? null : link.port;
  const next = plan.scene.links.find((one): one is Passing => {
    return one.kind === 'passes' && one.way === way && one.actor === actor && one.port === port;
  });
  const known = next && (way === 'in' ? points.get(next)?.[0] : points.get(next)?.at(-1));
  const wish = known?.[1] ?? (legsOf(plan)?.[way].y ?? 0) + 50;
  if (link.kind !== 'probe') return legEnd(plan, way, 'outer', wish);
  // What becomes of a probe within the proxy is not known: it ends at the leg, at no port.
  const end = legEnd(plan, way, 'outer', wish + BELOW);
  return end && { ...end, x: end.x + PIN };
}

/** A probe stands so far off the line of the traffic. */
const BELOW = 22;

/** The end at a leg that is nearest to a height. What comes in ends at a pin of the first, what goes out at one of the last. */
export function legEnd(plan: Plan, way: 'in' | 'out', side: 'inner' | 'outer', wish: number): End | null {
  const leg = legsOf(plan)?.[way];
  if (!leg) return null;
  const y = Math.round(Math.min(Math.max(wish, leg.y + CORNER), Math.max(leg.y + CORNER, leg.y + leg.height - CORNER)));
  // Traffic goes from left to right: it meets each leg at its left, where there is a pin.
  const isLeft = (way === 'in') === (side === 'outer');
  const column = way === 'in' ? 0 : plan.columns.count - 1;
  return isLeft
    ? { x: leg.x - PIN, y, side: 'left', gap: column }
    : { x: leg.x + leg.width, y, side: 'right', gap: column + 1 };
}
