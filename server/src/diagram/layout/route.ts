import type { Box, Point } from '../diagram.ts';
import type { End } from './ends.ts';

/** The free stretches between columns, from left to right, and what lines must not touch. */
export interface Field {
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly obstacles: readonly Box[];
  /** The lower edge of the head of an arch: lines below it stay there. */
  readonly roof: number | null;
  /** The height of a way below all lanes. */
  readonly below: number;
  /** Lines that are drawn already. */
  readonly across: { y: number; from: number; to: number }[];
  readonly upright: { x: number; from: number; to: number }[];
}

const APART = 8;
/** Lines keep this distance from what they pass. */
const CLEAR = 8;

/** An orthogonal line between two ends: straight, else with one upright stretch, else with a way across columns. */
export function route(field: Field, from: End, to: End): Point[] {
  const points = from.gap === to.gap ? withinGap(field, from, to) : acrossGaps(field, from, to);
  return remember(field, tidy(points));
}

function withinGap(field: Field, from: End, to: End): Point[] {
  if (from.y === to.y && from.side !== to.side) return [at(from), at(to)];
  const x = track(field, from.gap, from, to);
  return [at(from), [x, from.y], [x, to.y], at(to)];
}

function at({ x, y }: End): Point {
  return [x, y];
}

function acrossGaps(field: Field, from: End, to: End): Point[] {
  const y = corridor(field, from, to);
  const first = y === from.y ? from.x : track(field, from.gap, from, { ...to, y });
  const second = y === to.y ? to.x : track(field, to.gap, { ...from, y }, to);
  return [at(from), [first, from.y], [first, y], [second, y], [second, to.y], at(to)];
}

/** Where the trunk of a bundle goes up and down: heads may come to both sides of it. */
export function trunkAt(field: Field, hub: End, low: number, high: number): number {
  const x = track(field, hub.gap, { ...hub, y: low }, { ...hub, y: high });
  field.upright.push({ x, from: low, to: high });
  return x;
}

/** A line from the common end of a bundle along its trunk at `x`, then to an end of its own. */
export function routeToTrunk(field: Field, hub: End, x: number, end: End): Point[] {
  const stem: Point[] = [at(hub), [x, hub.y]];
  if (end.gap === hub.gap) return remember(field, tidy([...stem, [x, end.y], at(end)]));
  const y = corridor(field, hub, end);
  const last = y === end.y ? end.x : track(field, end.gap, { ...hub, y }, end);
  return remember(field, tidy([...stem, [x, y], [last, y], [last, end.y], at(end)]));
}

/** A height at which a line can cross the columns between two gaps. */
export function corridor(field: Field, from: End, to: End): number {
  const [left, right] = from.gap < to.gap ? [from, to] : [to, from];
  const start = field.gaps[left.gap]?.from ?? left.x;
  const end = field.gaps[right.gap]?.to ?? right.x;
  const passed = field.obstacles.filter((box) => box.x < end && box.x + box.width > start);
  const edges = passed.flatMap(({ y, height }) => [
    y - CLEAR - 2,
    y - CLEAR - 14,
    y + height + CLEAR + 2,
    y + height + CLEAR + 14,
  ]);
  const ways = [from.y, to.y, ...edges, field.below, field.below + 12, field.below + 24];
  const [low, high] = [Math.min(...passed.map(({ y }) => y), 98), field.below + 24];
  const roof = field.roof ?? 0;
  // Who stands outside the pod reaches what is below the head from the side.
  const isOutside = ({ gap }: End) => gap === 0 || gap === field.gaps.length - 1;
  const isRoofed = [from, to].every((end) => end.y > roof || isOutside(end));
  let best = field.below;
  let least = Number.POSITIVE_INFINITY;
  for (const y of ways) {
    if (y < low + 4 || y > high || (isRoofed && y < roof + CLEAR)) continue;
    const own = (box: Box) => (touches(box, from) && y === from.y) || (touches(box, to) && y === to.y);
    if (passed.some((box) => y > box.y - CLEAR && y < box.y + box.height + CLEAR && !own(box))) continue;
    const busy = field.across.some((line) => Math.abs(line.y - y) < APART && line.from < end && line.to > start);
    const bends = (y === from.y ? 0 : 1) + (y === to.y ? 0 : 1);
    const cost = Math.abs(y - from.y) + Math.abs(y - to.y) + 30 * bends + (busy ? 90 : 0) + (y >= field.below ? 40 : 0);
    if (cost < least) [best, least] = [y, cost];
  }
  return Math.round(best);
}

function touches({ x, y, width, height }: Box, end: End): boolean {
  return end.x >= x - 5 && end.x <= x + width + 5 && end.y >= y && end.y <= y + height;
}

/** Where in a gap a line goes up or down. Heads need room before the end. */
function track({ gaps, upright }: Field, gap: number, from: End, to: End): number {
  const bounds = gaps[gap] ?? { from: from.x, to: from.x };
  const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const head = to.gap === gap ? to.side : null;
  let [left, right] = [bounds.from + (head === 'right' ? 15 : 8), bounds.to - (head === 'left' ? 15 : 8)];
  if (left > right) left = right = (left + right) / 2;
  const middle = Math.min(Math.max((bounds.from + bounds.to) / 2, left), right);
  const busy = (x: number) =>
    upright.some((line) => Math.abs(line.x - x) < APART - 1 && line.from < high + 6 && line.to > low - 6);
  for (let step = 0; step < 16; step++) {
    for (const x of [middle + step * APART, middle - step * APART]) {
      if (x >= left && x <= right && !busy(x)) return Math.round(x);
    }
  }
  for (let x = left; x <= right; x += 4) if (!busy(x)) return Math.round(x);
  return Math.round(middle);
}

/** Without corners that are none. */
function tidy(points: readonly Point[]): Point[] {
  const corners: Point[] = [];
  for (const point of points) {
    const [last, before] = [corners.at(-1), corners.at(-2)];
    if (last && last[0] === point[0] && last[1] === point[1]) continue;
    if (
      last &&
      before &&
      ((before[0] === last[0] && last[0] === point[0]) || (before[1] === last[1] && last[1] === point[1]))
    ) {
      corners.pop();
    }
    corners.push(point);
  }
  return corners;
}

function remember(field: Field, points: Point[]): Point[] {
  points.forEach(([x, y], i) => {
    const [bx, by] = points[i - 1] ?? [x, y];
    if (y === by && x !== bx) field.across.push({ y, from: Math.min(x, bx), to: Math.max(x, bx) });
    if (x === bx && y !== by) field.upright.push({ x, from: Math.min(y, by), to: Math.max(y, by) });
  });
  return points;
}
