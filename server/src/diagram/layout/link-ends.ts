import type { Dialling, Mounting } from '../scene.ts';
import { sideTowards } from './columns.ts';
import { type End, endAt, type Taken } from './ends.ts';
import { columnOf, type Plan } from './plan.ts';
import { poleEnd } from './poles.ts';

/** Where a call leaves its caller. */
export function callerEnd(plan: Plan, taken: Taken, link: Dialling, wish: number | null): End {
  const side = sideTowards(plan.columns, columnOf(plan, link.from), columnOf(plan, link.to));
  return endAt(plan, taken, link, link.from, side, wish, false);
}

/** Where a call ends: at the port of a card, else at a pole or a bar near the height that is wished. */
export function calleeEnd(plan: Plan, taken: Taken, link: Dialling, wish: number | null): End {
  const { from, to } = link;
  const [own, other] = [columnOf(plan, from), columnOf(plan, to)];
  const side = sideTowards(plan.columns, other, own);
  const spot = plan.spots.get(to);
  const pole = spot && own !== other && wish !== null ? poleEnd(plan, taken, spot, side, wish) : null;
  return pole ?? endAt(plan, taken, link, to, side, wish, true);
}

/** Where the line of a mount ends at its container. */
export function mountEnd(plan: Plan, taken: Taken, link: Mounting): End {
  const { actor, drum } = link;
  const box = plan.drums.get(drum);
  const spot = plan.spots.get(actor);
  const wish = box ? box.y + box.height / 2 : null;
  const side = sideTowards(plan.columns, columnOf(plan, actor), plan.columns.main);
  const pole = spot && wish !== null ? poleEnd(plan, taken, spot, side, wish) : null;
  return pole ?? endAt(plan, taken, link, actor, side, wish, true);
}

/** Where the line of a mount ends at its volume. */
export function drumEnd(plan: Plan, taken: Taken, link: Mounting, wish: number | null): End {
  const side = sideTowards(plan.columns, plan.columns.main, columnOf(plan, link.actor));
  return endAt(plan, taken, link, link.drum, side, wish, false);
}

/** Whether what flows comes out of the volume. */
export function fromDrum({ use }: Mounting): boolean {
  return use.access === 'reads';
}
