import type { Box, Point } from '../../diagram.ts';
import type { Neighbour } from '../../neighbours.ts';
import type { Actor, Lane, Link, Passing } from '../../scene.ts';
import { legEnd, outerEnd } from '../arch/leg-ends.ts';
import { type Bundle, type Drawn, drawBundle } from '../bundles.ts';
import { type End, endAt, PIN, type Taken } from '../ends.ts';
import type { Plan } from '../plan.ts';
import { heightNear, poleEnd } from '../poles.ts';
import { corridor, type Field, route } from '../route.ts';
import type { Spot } from '../spots.ts';
import { exitsOf, neighbourOf, type Outside, reachOf, type Wishes } from './exits.ts';
import { ENTRANCE_GAP, entranceHeight, neighbourCard } from './neighbour-cards.ts';

/** Places neighbours at the height of their first line, apart from each other, and draws the lines to them. */
export function toNeighbours(drawn: Drawn, links: readonly Outside[], bundles: readonly Bundle[]): Map<Neighbour, Box> {
  const { plan, field, taken, points } = drawn;
  const ends = new Map<Link, End>(
    links.flatMap((link) => {
      const end = link.through ? outerEnd(plan, points, link) : inner(plan, taken, link);
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

/** The end of a line from outside at a container; at the pod's border if no container is known. */
export function inner(plan: Plan, taken: Taken, link: Outside | Passing): End {
  const actor: Actor | null = link.kind === 'passes' ? link.actor : link.kind === 'outbound' ? link.from : link.to;
  if (actor && actor === plan.scene.mesh?.proxy) return atHead(plan, taken, link);
  if (!actor) {
    const used = taken.get('pod') ?? [];
    const run = plan.lanes.get(plan.scene.lanes.at(-1) as Lane);
    const [top, room] = [(run?.y ?? 98) + 44, (run?.height ?? 62) - 52];
    const y = top + Math.min(room, 24 * used.length);
    taken.set('pod', [...used, y]);
    return { x: plan.geometry.pod.x, y, side: 'left', gap: 0 };
  }
  if (link.kind === 'outbound' || (link.kind === 'passes' && link.way === 'out'))
    return endAt(plan, taken, link, actor, 'right', throughBar(plan, actor), false);
  const spot = plan.spots.get(actor);
  const planned = plan.contacts.get(link);
  const pole = spot ? poleEnd(plan, taken, spot, 'left', planned ?? spot.y + spot.height + 40) : null;
  return pole ?? endAt(plan, taken, link, actor, 'left', intoBar(plan, link, actor), true);
}

/** The end of a line from outside at the head of an arch. */
function atHead({ scene, spots, columns }: Plan, taken: Taken, link: Outside | Passing): End {
  const { x, y, width, height, card } = spots.get(scene.mesh?.proxy as Actor) as Spot;
  const isIn = link.kind === 'inbound' || link.kind === 'probe';
  const used = taken.get(`head ${isIn}`) ?? [];
  const row = isIn ? card.rows.find(({ port }) => port === link.port)?.at : undefined;
  const wish = y + Math.min(row ?? 34 + 14 * used.length, height - 8);
  taken.set(`head ${isIn}`, [...used, wish]);
  return isIn
    ? { x: row === undefined ? x : x - PIN, y: wish, side: 'left', gap: 0 }
    : { x: x + width, y: wish, side: 'right', gap: columns.count };
}

/** Traffic from outside comes to a bar where it goes on to the application, else while the pod runs; the kubelet to its head. */
function intoBar({ spots, contacts, lanes, scene }: Plan, { kind }: Outside | Passing, actor: Actor): number | null {
  const spot = spots.get(actor);
  if (spot?.form !== 'bar') return null;
  if (kind === 'probe') return spot.y + spot.card.free;
  const passed = [...contacts].flatMap(([link, y]) => (link.kind === 'dials' && link.from === actor ? [y] : []));
  const run = lanes.get(scene.lanes.at(-1) as Lane);
  return passed[0] ?? Math.max((run?.y ?? 0) + 60, spot.y + spot.card.height + 16);
}

/** What comes into a bar goes out of it at the same height. */
function throughBar({ spots, contacts }: Plan, actor: Actor): number | null {
  if (spots.get(actor)?.form !== 'bar') return null;
  const heights = [...contacts].flatMap(([link, y]) => (link.kind === 'dials' && link.to === actor ? [y] : []));
  return heights.at(-1) ?? null;
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
