import { type End, PIN, type Taken } from './ends.ts';
import { endOf, headsEnd, type Plan } from './plan.ts';
import type { Spot } from './spots.ts';

/** The end of a line at the pole of a native sidecar; null at a height where there is none. */
export function poleEnd(plan: Plan, taken: Taken, spot: Spot, side: 'left' | 'right', wish: number): End | null {
  const { pole, y, height, column, actor } = spot;
  if (pole === null) return null;
  const [low, high] = [headsEnd(plan, column) + 26, endOf(plan) - 24];
  if (wish < low && wish >= y + 16 && wish <= y + height - 8) return null;
  const used = taken.get(`${actor.id} pole`) ?? [];
  const cards = [...plan.spots.values()].filter((other) => other.column === column && other.form === 'card');
  // In the left column the label stands on the side of the cards.
  const under = column < plan.columns.main ? 20 : 8;
  const isFree = (at: number) =>
    used.every((other) => Math.abs(other - at) >= LABEL_PITCH) &&
    cards.every((card) => at < card.y - 8 || at > card.y + card.height + card.below + under);
  const at = heightNear(Math.round(Math.min(Math.max(wish, low), high)), low, high, isFree);
  if (at === null) return null;
  taken.set(`${actor.id} pole`, [...used, at]);
  return { x: pole + (side === 'left' ? -PIN : PIN), y: at, side, gap: side === 'left' ? column : column + 1 };
}

/** Room for a label above each line at a pole. */
const LABEL_PITCH = 18;

/** The height nearest to a wish that is free; null if none is. */
export function heightNear(wish: number, low: number, high: number, isFree: (y: number) => boolean): number | null {
  for (let by = 0; by <= high - low; by++) {
    for (const y of [wish + by, wish - by]) {
      if (y >= low && y <= high && isFree(y)) return y;
    }
  }
  return null;
}
