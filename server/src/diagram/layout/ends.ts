import { isToPort, type Link } from '../scene.ts';
import { legsOf } from './arch/arch.ts';
import { isDrum, type MainItem } from './main-column.ts';
import { columnOf, type Plan } from './plan.ts';
import { CORNER } from './sides.ts';
import type { Spot } from './spots.ts';

/** Where a line leaves a box or comes to one. */
export interface End {
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
  /** The gap between columns on which the side borders: 0 is left of all columns. */
  readonly gap: number;
}

/** Half of a pin: lines end at its rim. */
export const PIN = 4;

/** Heights at which lines already end, for each thing and side. */
export type Taken = Map<string, number[]>;

/** The end of a line at a container or volume. */
export function endAt(
  plan: Plan,
  taken: Taken,
  link: Link,
  thing: MainItem,
  side: 'left' | 'right',
  wish: number | null,
  pinned: boolean,
): End {
  const column = columnOf(plan, thing);
  const gap = side === 'left' ? column : column + 1;
  const { x, width } = boxOf(plan, thing);
  const isHead = thing === plan.scene.mesh?.proxy;
  const spot = isDrum(thing) || isHead ? null : (plan.spots.get(thing) ?? null);
  const [all, pins] = [`${thing.id} ${side}`, `${thing.id} ${side} pins`].map((key) => taken.get(key) ?? []) as [
    number[],
    number[],
  ];
  const y = heightFor(plan, link, thing, spot, side, wish, pinned, pinned ? pins : all);
  taken.set(`${thing.id} ${side}`, [...all, y]);
  if (pinned) taken.set(`${thing.id} ${side} pins`, [...pins, y]);
  const edge = side === 'left' ? x : x + width;
  const out = side === 'left' ? -1 : 1;
  return { x: pinned ? edge + out * PIN : edge, y, side, gap };
}

/** The box at which lines end: of an arch the first leg, where those it stands around meet it. */
export function boxOf(plan: Plan, thing: MainItem): { x: number; y: number; width: number; height: number } {
  if (thing === plan.scene.mesh?.proxy) return legsOf(plan)?.in ?? { x: 0, y: 0, width: 0, height: 0 };
  return (isDrum(thing) ? plan.drums.get(thing) : plan.spots.get(thing)) ?? { x: 0, y: 0, width: 0, height: 0 };
}

function heightFor(
  plan: Plan,
  link: Link,
  thing: MainItem,
  spot: Spot | null,
  side: 'left' | 'right',
  wish: number | null,
  pinned: boolean,
  used: readonly number[],
): number {
  const { y, height } = boxOf(plan, thing);
  const planned = plan.contacts.get(link);
  if (planned !== undefined && planned >= y && planned <= y + height) return planned;
  const edge = spot && spot.actor.density !== 'comfortable' ? SMALL_CORNER : Math.min(CORNER, height / 2);
  const [low, high] = [y + edge, y + height - edge];
  const row = spot && pinned ? rowOf(spot, link, side) : null;
  if (row !== null) return below(y + row, used);
  const head = spot?.form === 'bar' && pinned ? y + (spot.card.free ?? 0) : low;
  const middle = spot?.form === 'bar' ? Math.max(head, y + 46) : y + Math.min(height / 2, 46);
  // What goes another way leaves below what goes straight on.
  const last = pinned || used.length === 0 ? 0 : Math.max(...used) + ROOMY;
  const own = Math.min(Math.max(middle, head, last <= high ? last : 0), high);
  const target = wish !== null && wish >= head && wish <= high ? wish : own;
  return free(target, low, high, used, pinned ? PITCH : wish === target ? 1 : ROOMY);
}

/** The row of a card in which a line ends. */
function rowOf({ card }: Spot, link: Link, side: 'left' | 'right'): number | null {
  const port = isToPort(link) ? link.port : null;
  const row = card.rows.find((own) => own.mount === link || (port !== null && own.port === port));
  return (side === 'right' ? row?.right : null) ?? row?.at ?? null;
}

/** The first height from `start` downwards at which no other line ends: a row has room for all its lines. */
function below(start: number, used: readonly number[]): number {
  let y = start;
  while (used.some((other) => Math.abs(other - y) < PITCH)) y++;
  return y;
}

const PITCH = 10;

/** Lines that leave a card without a pin are easier to tell apart than those with one. */
const ROOMY = 18;

/** Pins are 8 high, and nothing ends in the corner of a small card. */
const LEAST = 9;
const SMALL_CORNER = 7;

/** The first height at or around `target` at which no other line ends. */
function free(target: number, low: number, high: number, used: readonly number[], apart: number): number {
  for (const [pitch, least] of [
    [apart, Math.max(apart - 2, 1)],
    [1, Math.min(apart, LEAST)],
  ] as const) {
    for (let step = 0; step * pitch <= high - low; step++) {
      for (const y of [Math.round(target + step * pitch), Math.round(target - step * pitch)]) {
        if (y >= low && y <= high && used.every((other) => Math.abs(other - y) >= least)) return y;
      }
    }
  }
  return Math.round(target);
}
