import { type Arriving, type Dialling, isToPort, type Passing, reached } from '../scene.ts';
import { sideTowards } from './columns.ts';
import type { Plan } from './plan.ts';
import type { Spot } from './spots.ts';

/** How far from the corner of a card, or the end of a leg, a line may end. */
export const CORNER = 16;

/** How far the middle is stretched so that a call goes on at the height of what leads to its caller. */
export const STRETCH = 30;

/** Below the role, so that the callers of the application begin as high as it does. */
const STRIP_TOP = 46;

/** The lines at the sides of a container, and how far down they make it reach. */
export interface Side {
  readonly spot: Spot;
  need: number;
  /** For each neighbouring column the height of the last line. */
  readonly last: Map<number, number>;
}

/** The column beside the middle on the side of another one: all lines of that side end below each other. */
export function sideOf({ columns: { main } }: Plan, column: number): number {
  return main + Math.sign(column - main);
}

/** The least height of a line at the side of the middle: below the one before, and in a row of its own if it has a label. */
export function leastFor(
  plan: Plan,
  link: Dialling | Arriving | Passing,
  { spot, last }: Side,
  column: number,
): number {
  const { contacts } = plan;
  const to = reached(link);
  const inward = to === spot.actor;
  const shared = [...contacts.keys()].some(
    (known) => known.kind === 'dials' && known.to === to && known.port === link.port,
  );
  const many = plan.scene.links.filter(
    (one) => one.kind !== 'probe' && isToPort(one) && reached(one) === to && one.port === link.port,
  );
  // The label of a strip stands where there is room for it, that of a pin at its line.
  const first = many.length > 1 ? STRIP_TOP : spot.card.free;
  const top = inward && !shared ? Math.max(CORNER, first) : CORNER;
  return Math.max(spot.y + top, (last.get(sideOf(plan, column)) ?? 0) + 18);
}

/** Where a call leaves a container of a side column: where its caller's line comes in, if the middle reaches so far. */
export function exitOf({ card, y, height }: Spot, side: Side, least: number): number {
  const edge = Math.min(CORNER, height / 2);
  const reach = side.need - CORNER - y;
  const [first] = card.rows;
  let at = first && first.port !== null ? first.at : height / 2;
  // Rather a straight line at another height than an application stretched down.
  if (at > reach + STRETCH) at = Math.max(edge, reach);
  if (y + at < least) at = Math.min(height - edge, least - y);
  // Mounts have their rows: a call leaves above them.
  for (const { mount, at: row } of [...card.rows].reverse()) if (mount && Math.abs(row - at) < NEAR) at = row - PAST;
  return Math.max(edge, at);
}

/** Nearer to the row of a mount no line of another kind ends; and how far from it one does instead. */
const NEAR = 12;
const PAST = 14;

/** The first height from `y` downwards that is at no row of a mount, at the side of the middle that faces a column. */
export function belowMounts({ columns }: Plan, { card, y: top }: Spot, column: number, y: number): number {
  const isMountedLeft = sideTowards(columns, columns.main, columns.main) === 'left';
  if (column < columns.main !== isMountedLeft) return y;
  return card.rows.reduce((so, { mount, at }) => (mount && Math.abs(top + at - so) < NEAR ? top + at + PAST : so), y);
}
