import type { Actor, Dialling, Lane } from '../scene.ts';
import { columnOf, type Plan } from './plan.ts';
import type { Spot } from './spots.ts';

/** The last lane while it is filled: lower ends of its columns, and lines that end at the application's sides. */
export interface Run {
  readonly plan: Plan;
  readonly lane: Lane;
  readonly top: number;
  readonly gap: number;
  readonly next: number[];
  readonly placed: Set<Actor>;
}

/** Whether another column is between a container and the middle. */
export function isBeyond(plan: Plan, actor: Actor): boolean {
  return Math.abs(columnOf(plan, actor) - plan.columns.main) > 1;
}

/** Puts a container at the lower end of its column, and beside it whom it connects with the column beyond, at one height. */
export function stackRow(run: Run, actor: Actor, wish: number): Spot | null {
  const { plan, next } = run;
  const own = plan.spots.get(actor);
  const [peer] = peersBeyond(run, actor);
  const spot = peer && plan.spots.get(peer.other);
  if (!own || !peer || !spot) return stack(run, actor, wish);
  const inner = endIn(own, peer.link);
  const outer = endIn(spot, peer.link);
  const lowest = (next[spot.column] ?? run.top) + (isFirstIn(run, spot.column) ? 0 : run.gap);
  stack(run, actor, Math.max(wish, lowest + outer - inner));
  alignBeyond(run, own);
  return own;
}

/** Who is not placed yet, stands farther out than a container and calls it or is called by it. */
export function peersBeyond(
  { plan, lane, placed }: Run,
  actor: Actor,
): { readonly other: Actor; readonly link: Dialling }[] {
  const { main } = plan.columns;
  const column = columnOf(plan, actor);
  const beyond = column + Math.sign(column - main);
  return lane.actors.flatMap((other) => {
    if (placed.has(other) || columnOf(plan, other) !== beyond || beyond === main) return [];
    const [link] = linksBetween(plan, actor, other);
    return link ? [{ other, link }] : [];
  });
}

/** Places who stands farther out than a container at the height of their line. */
export function alignBeyond(run: Run, spot: Spot): void {
  for (const { other, link } of peersBeyond(run, spot.actor)) {
    const peer = run.plan.spots.get(other);
    if (!peer) continue;
    const y = Math.round(spot.y + endIn(spot, link));
    stack(run, other, y - endIn(peer, link));
    if (Math.abs(peer.y + endIn(peer, link) - y) < 1) run.plan.contacts.set(link, y);
  }
}

/** Where a call is wanted at one of its containers. */
function endIn(spot: Spot, link: Dialling): number {
  return link.to === spot.actor ? entryOf(spot, link) : Math.round(spot.height / 2);
}

function isFirstIn({ placed, plan }: Run, column: number): boolean {
  return ![...placed].some((one) => columnOf(plan, one) === column);
}

/** Puts a container at the lower end of its column, no higher than `wish`. */
export function stack(run: Run, actor: Actor, wish: number): Spot | null {
  const spot = run.plan.spots.get(actor);
  if (!spot) return null;
  const { next, gap, placed } = run;
  const isFirst = isFirstIn(run, spot.column);
  placed.add(actor);
  spot.y = Math.round(Math.max((next[spot.column] ?? run.top) + (isFirst ? 0 : gap), wish));
  next[spot.column] = spot.y + spot.height + spot.below;
  return spot;
}

export function linksBetween({ scene }: Plan, a: Actor, b: Actor): Dialling[] {
  return scene.links.filter(
    (link): link is Dialling =>
      link.kind === 'dials' && ((link.from === a && link.to === b) || (link.from === b && link.to === a)),
  );
}

/** Where a call ends at a container of a side column. */
export function entryOf({ card, height }: Spot, { port }: Dialling): number {
  return card.rows.find((row) => row.port === port)?.at ?? height / 2;
}
