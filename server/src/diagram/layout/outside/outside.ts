import type { Box, Point } from '../../diagram.ts';
import type { Neighbour } from '../../neighbours.ts';
import type { Link } from '../../scene.ts';
import { legEnd, outerEnd } from '../arch/leg-ends.ts';
import { type Bundle, type Drawn, drawBundle } from '../bundles.ts';
import type { End } from '../ends.ts';
import type { Plan } from '../plan.ts';
import { heightNear } from '../poles.ts';
import { corridor, type Field, route } from '../route.ts';
import { exitsOf, neighbourOf, type Outside, reachOf, type Wishes } from './exits.ts';
import { innerEnd } from './inner-ends.ts';
import { ENTRANCE_GAP, entranceHeight, neighbourCard } from './neighbour-cards.ts';

/** Places neighbours at the height of their first line, apart from each other, and draws the lines to them. */
export function toNeighbours(drawn: Drawn, links: readonly Outside[], bundles: readonly Bundle[]): Map<Neighbour, Box> {
  const { plan, field, taken, points } = drawn;
  const ends = new Map<Link, End>(
    links.flatMap((link) => {
      const end = link.through ? outerEnd(plan, points, link) : innerEnd(plan, taken, link);
      return end ? [[link, end] as const] : [];
    }),
  );
  const bundleOf = (link: Outside) => bundles.find((bundle) => bundle.links.includes(link));
  const wishes: Wishes = new Map(
    inOrder(plan, links).flatMap((link) => {
      const end = ends.get(link);
      if (!end) return [];
      const out: End = { ...outer(plan, neighbourOf(link)), y: end.y };
      const middle = middleOf(bundleOf(link), ends, out.gap);
      return [[link, middle ?? (end.gap === out.gap ? end.y : corridor(field, end, out))] as const];
    }),
  );
  const boxes = new Map([...apart(plan, 'left', wishes), ...apart(plan, 'right', wishes)]);
  placeKubelet(plan, boxes, wishes);
  const exits = exitsOf(boxes, wishes);
  for (const link of links) {
    let end = ends.get(link);
    const neighbour = neighbourOf(link);
    const box = boxes.get(neighbour);
    if (!end || !box || points.has(link)) continue;
    const wish = wishes.get(link) ?? end.y;
    if (link.kind === 'probe') {
      points.set(link, probe(field, box, end));
      continue;
    }
    const exit = exits.get(link);
    if (exit) {
      points.set(link, [exit, ...route(field, { x: exit[0], y: wish, side: 'right', gap: 0 }, end)]);
      continue;
    }
    const middle = box.y + box.height / 2;
    const near = clamp(wish, middle, neighbour.side === 'left' ? TIP : Math.max(0, box.height / 2 - CORNER));
    const y = link.through || (neighbour.side === 'left' && near !== wish) ? middle : near;
    const out: End = { ...outer(plan, neighbour), y: Math.round(y) };
    // A leg is met wherever the line comes from.
    if (link.through) end = legEnd(plan, link.kind === 'outbound' ? 'out' : 'in', 'outer', out.y) ?? end;
    const bundle = bundleOf(link);
    if (bundle) drawBundle(drawn, bundle, out, endsOfAll(bundle, ends));
    else points.set(link, link.kind === 'outbound' ? route(field, end, out) : route(field, out, end));
  }
  return boxes;
}

/** So far from the corners of who stands outside a line ends; a chip is met in its middle. */
const CORNER = 14;

/** So near to its tip a line may leave a Service, rather than have a kink. */
const TIP = 3;

function clamp(wish: number, middle: number, reach: number): number {
  return Math.min(Math.max(wish, middle - reach), middle + reach);
}

/** Where a bundle is wanted: at the line in the middle of those that come straight from its gap. */
function middleOf(bundle: Bundle | undefined, ends: ReadonlyMap<Link, End>, gap: number): number | null {
  const heights = (bundle?.links ?? []).flatMap((link) => {
    const end = ends.get(link);
    return end?.gap === gap ? [end.y] : [];
  });
  return heights.sort((a, b) => a - b)[heights.length >> 1] ?? null;
}

function endsOfAll({ links }: Bundle, ends: ReadonlyMap<Link, End>): Map<Link, End> {
  return new Map(
    links.flatMap((link) => {
      const end = ends.get(link);
      return end ? [[link, end] as const] : [];
    }),
  );
}

/** All lines of the kubelet share a trunk of their own, beside the boxes. */
function probe(field: Field, box: Box, end: End): Point[] {
  const [x, y] = [box.x + box.width, box.y + box.height / 2];
  const trunk: End = { x: x + TRUNK, y: end.y, side: 'right', gap: 0 };
  const across = end.gap === 0 ? end.y : corridor(field, end, { ...trunk, y });
  if (y === across) return route(field, { ...trunk, x, y }, end);
  return [[x, y], [trunk.x, y], ...route(field, { ...trunk, y: across }, end)];
}

const TRUNK = 6;

/** In the order of the file, whatever was planned first. */
function inOrder({ scene }: Plan, links: readonly Outside[]): Outside[] {
  return [...links].sort((a, b) => scene.links.indexOf(a) - scene.links.indexOf(b));
}

function outer({ geometry, columns }: Plan, { side }: Neighbour): Omit<End, 'y'> {
  const { left, right } = geometry;
  return side === 'left'
    ? { x: left.x + left.width, side: 'right', gap: 0 }
    : { x: right.x, side: 'left', gap: columns.count };
}

/** The kubelet stands where the others leave room, near to its first line: nobody moves for the layer of probes. */
function placeKubelet({ geometry: { left } }: Plan, boxes: Map<Neighbour, Box>, wishes: Wishes): void {
  const [first] = [...wishes].find(([{ kind }]) => kind === 'probe') ?? [];
  if (!first) return;
  const kubelet = neighbourOf(first);
  const height = neighbourCard(kubelet, left.width).height;
  const others = [...boxes.values()].filter(({ x }) => x === left.x);
  // Lines that leave a box downwards or upwards pass here, too.
  const lines = [...wishes].flatMap(([link, y]) => (link.kind === 'inbound' ? [y] : []));
  const end = Math.max(TOP, ...others.map((box) => box.y + box.height), ...lines, ...wishes.values());
  const isFree = (y: number) =>
    others.every((box) => y + height + APART <= box.y || y >= box.y + box.height + APART) &&
    lines.every((line) => line <= y - APART || line >= y + height + APART);
  const y = heightNear(Math.max(TOP, Math.round((wishes.get(first) ?? TOP) - height / 2)), TOP, end + 16, isFree);
  boxes.set(kubelet, { x: left.x, y: y ?? end + 16, width: left.width, height });
}

const APART = 8;
/** Nearer than that, so that two lines are straight. */
const NEAR = 4;
/** No neighbour stands higher than the pod's frame. */
const TOP = 84;

/** A neighbour with what belongs to it above and below. */
interface Tower {
  readonly neighbour: Neighbour;
  /** Of the Ingress before it, with the line between them. */
  readonly entrance: number;
  readonly height: number;
  /** Room for lines that leave it upwards and downwards. */
  readonly reach: { readonly above: number; readonly below: number };
}

/** The boxes of the neighbours of one side, in the order of their lines, each as near to its own as all of them can be. */
function apart(plan: Plan, side: Neighbour['side'], wishes: Wishes): Map<Neighbour, Box> {
  const { x, width } = plan.geometry[side];
  const own = towersOf(side, width, wishes);
  const groups: { top: number; height: number; wished: number[]; members: Tower[] }[] = [];
  for (const { tower, wish } of own) {
    const height = heightOf(tower);
    const top = Math.max(TOP, wish - tower.height / 2 - tower.entrance - tower.reach.above);
    let group = { top, height, wished: [top], members: [tower] };
    for (let last = groups.at(-1); last && last.top + last.height + NEAR > group.top; last = groups.at(-1)) {
      groups.pop();
      const offset = last.height + APART;
      const wished = [...last.wished, ...group.wished.map((one) => one - offset)];
      const mean = wished.reduce((sum, one) => sum + one, 0) / wished.length;
      const members = [...last.members, ...group.members];
      group = { top: Math.max(TOP, mean), height: offset + group.height, wished, members };
    }
    groups.push(group);
  }
  return new Map(
    groups.flatMap(({ top, members }) => {
      let next = Math.round(top);
      return members.flatMap((tower): [Neighbour, Box][] => {
        const { neighbour, entrance, height, reach } = tower;
        const y = next + reach.above + entrance;
        next += heightOf(tower) + APART;
        const box: Box = { x, y, width, height };
        if (!neighbour.entrance) return [[neighbour, box]];
        const before: Box = { x, y: y - entrance, width, height: entrance - ENTRANCE_GAP };
        return [
          [neighbour.entrance, before],
          [neighbour, box],
        ];
      });
    }),
  );
}

function heightOf({ entrance, height, reach }: Tower): number {
  return reach.above + entrance + height + reach.below;
}

/** The neighbours of a side from top to bottom, with the height of the line that is to be straight. */
function towersOf(side: Neighbour['side'], width: number, wishes: Wishes): { tower: Tower; wish: number }[] {
  const first = new Map<Neighbour, number>();
  for (const [link, wish] of wishes) {
    const neighbour = neighbourOf(link);
    const known = first.get(neighbour);
    // Above a Service with an Ingress there is no room for lines: all others leave it downwards.
    if (neighbour.kind === 'kubelet') continue;
    if (neighbour.side === side && (known === undefined || (neighbour.entrance && wish < known)))
      first.set(neighbour, wish);
  }
  const sorted = [...first].sort(([, a], [, b]) => a - b);
  return sorted.map(([neighbour, wish], i) => {
    const { height } = neighbourCard(neighbour, width);
    const entrance = entranceHeight(neighbour, width);
    const between = { above: sorted[i - 1]?.[1] ?? 0, below: sorted[i + 1]?.[1] ?? Number.POSITIVE_INFINITY };
    const reach = side === 'left' ? reachOf(neighbour, { wish, height }, between, wishes) : { above: 0, below: 0 };
    return { tower: { neighbour, entrance, height, reach }, wish };
  });
}
