import type { Box, Point, TextRun } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Actor, Arriving, Dialling, Lane, Leaving, Link, Mounting } from '../scene.ts';
import { captionOf } from './captions.ts';
import { columnOf, type End, endAt, PIN, sideTowards, type Taken } from './ends.ts';
import { endOf, headsEnd, type Plan, uprightX } from './plan.ts';
import { corridor, type Field, route } from './route.ts';
import type { Spot } from './spots.ts';

/** The lines of a picture and who stands outside the pod. */
export interface Lines {
  readonly points: ReadonlyMap<Link, readonly Point[]>;
  readonly neighbours: ReadonlyMap<Neighbour, Box>;
  /** Lower edge of the pod. */
  readonly podEnd: number;
}

/** Draws all lines of a plan. */
export function linesOf(plan: Plan): Lines {
  const points = new Map<Link, readonly Point[]>();
  const taken: Taken = new Map();
  const field = fieldOf(plan);
  const { links } = plan.scene;
  for (const link of links) {
    if (link.kind === 'volume' && plan.vertical.has(link)) points.set(link, upright(plan, link));
  }
  const planned = links.filter((link) => plan.contacts.has(link));
  const others = links.filter((link) => !plan.contacts.has(link) && !points.has(link));
  for (const link of [...planned, ...others]) {
    const drawn =
      link.kind === 'dials'
        ? call(plan, field, taken, link)
        : link.kind === 'volume'
          ? mount(plan, field, taken, link)
          : null;
    if (drawn) points.set(link, drawn);
  }
  const outside = [...planned, ...others].filter(
    (link): link is Outside => link.kind === 'inbound' || link.kind === 'outbound',
  );
  const neighbours = toNeighbours(plan, field, taken, outside, points);
  const lowest = Math.max(0, ...field.across.filter(({ y }) => y >= field.below).map(({ y }) => y));
  return { points, neighbours, podEnd: Math.max(endOf(plan) + 8, lowest > 0 ? lowest + 18 : 0) };
}

function fieldOf(plan: Plan): Field {
  const { geometry, columns, spots, drums, scene } = plan;
  const { pod, left, right } = geometry;
  const gaps = Array.from({ length: columns.count + 1 }, (_, i) => {
    const before = geometry.columns[i - 1];
    const behind = geometry.columns[i];
    const from = before ? before.x + before.width : left.x + left.width;
    return { from, to: behind?.x ?? right.x };
  });
  const last = geometry.columns.at(-1);
  gaps[0] = { from: left.x + left.width, to: pod.x };
  if (columns.count === 1 && last) gaps[1] = { from: last.x + last.width, to: pod.right };
  else gaps[columns.count] = { from: pod.right, to: right.x };
  const captions = scene.lanes.flatMap((lane) => captionOf(plan, lane).map(boxOfText));
  const boxes = [...spots.values()].map(({ x, y, width, height, below }) => ({ x, y, width, height: height + below }));
  return {
    gaps,
    obstacles: [...boxes, ...drums.values(), ...captions, ...labelsAtPoles(plan)],
    below: endOf(plan) + 11,
    across: [],
    upright: [],
  };
}

/** Room for the labels above lines that end at poles. */
function labelsAtPoles({ contacts, spots, geometry }: Plan): Box[] {
  return [...contacts].flatMap(([link, y]): Box[] => {
    const spot = link.kind === 'dials' ? spots.get(link.to) : undefined;
    const column = spot && geometry.columns[spot.column];
    return spot && typeof spot.pole === 'number' && column ? [{ ...column, y: y - 14, height: 14 }] : [];
  });
}

/** What a text covers. */
function boxOfText({ kind, text, x, y }: TextRun): Box {
  return { x, y: y - 9, width: textWidth(kind, text), height: 11 };
}

function upright(plan: Plan, link: Mounting): Point[] {
  const spot = plan.spots.get(link.actor);
  const drum = plan.drums.get(link.drum);
  if (!spot || !drum) return [];
  const x = uprightX(plan, link);
  const above = spot.y < drum.y;
  const down: Point[] = above
    ? [
        [x, spot.y + spot.height],
        [x, drum.y],
      ]
    : [
        [x, drum.y + drum.height],
        [x, spot.y],
      ];
  return fromDrum(link) === above ? down.reverse() : down;
}

/** Whether what flows comes out of the volume. */
export function fromDrum({ use }: Mounting): boolean {
  return use.access === 'reads';
}

function call(plan: Plan, field: Field, taken: Taken, link: Dialling): Point[] {
  const { from, to } = link;
  const [own, other] = [columnOf(plan, from), columnOf(plan, to)];
  const [start, goal] = [sideTowards(plan, own, other), sideTowards(plan, other, own)];
  const spot = plan.spots.get(to);
  if (spot?.form === 'card') {
    const end = endAt(plan, taken, link, to, goal, null, true);
    return route(field, endAt(plan, taken, link, from, start, end.y, false), end);
  }
  const begin = endAt(plan, taken, link, from, start, null, false);
  const pole = spot && own !== other ? poleEnd(plan, taken, spot, goal, begin.y) : null;
  return route(field, begin, pole ?? endAt(plan, taken, link, to, goal, begin.y, true));
}

/** The end of a line at the pole of a native sidecar; null at a height where there is none. */
function poleEnd(plan: Plan, taken: Taken, spot: Spot, side: 'left' | 'right', wish: number): End | null {
  const { pole, y, height, column, actor } = spot;
  if (pole === null) return null;
  const [low, high] = [headsEnd(plan, column) + 26, endOf(plan) - 24];
  if (wish < low && wish >= y + 16 && wish <= y + height - 8) return null;
  const used = taken.get(`${actor.id} pole`) ?? [];
  const cards = [...plan.spots.values()].filter((other) => other.column === column && other.form === 'card');
  const isFree = (at: number) =>
    used.every((other) => Math.abs(other - at) >= LABEL_PITCH) &&
    cards.every((card) => at < card.y - 8 || at > card.y + card.height + card.below + 8);
  const at = heightNear(Math.round(Math.min(Math.max(wish, low), high)), low, high, isFree);
  if (at === null) return null;
  taken.set(`${actor.id} pole`, [...used, at]);
  return { x: pole + (side === 'left' ? -PIN : PIN), y: at, side, gap: side === 'left' ? column : column + 1 };
}

/** Room for a label above each line at a pole. */
const LABEL_PITCH = 18;

function heightNear(wish: number, low: number, high: number, isFree: (y: number) => boolean): number | null {
  for (let by = 0; by <= high - low; by++) {
    for (const y of [wish + by, wish - by]) {
      if (y >= low && y <= high && isFree(y)) return y;
    }
  }
  return null;
}

function mount(plan: Plan, field: Field, taken: Taken, link: Mounting): Point[] {
  const { actor, drum } = link;
  const [own, main] = [columnOf(plan, actor), plan.columns.main];
  const box = plan.drums.get(drum);
  const spot = plan.spots.get(actor);
  const wish = box ? box.y + box.height / 2 : null;
  const side = sideTowards(plan, own, main);
  const pole = spot && wish !== null ? poleEnd(plan, taken, spot, side, wish) : null;
  const at = pole ?? endAt(plan, taken, link, actor, side, wish, true);
  const to = endAt(plan, taken, link, drum, sideTowards(plan, main, own), at.y, false);
  return fromDrum(link) ? route(field, to, at) : route(field, at, to);
}

type Outside = Arriving | Leaving;

/** Places neighbours at the height of their first line, apart from each other, and draws the lines to them. */
function toNeighbours(
  plan: Plan,
  field: Field,
  taken: Taken,
  links: readonly Outside[],
  points: Map<Link, readonly Point[]>,
): Map<Neighbour, Box> {
  const ends = new Map(links.map((link) => [link, inner(plan, taken, link)]));
  const wishes = new Map<Neighbour, number>();
  for (const link of inOrder(plan, links)) {
    const [end, neighbour] = [ends.get(link), neighbourOf(link)];
    if (!end || wishes.has(neighbour)) continue;
    const out: End = { ...outer(plan, neighbour), y: end.y };
    wishes.set(neighbour, end.gap === out.gap ? end.y : corridor(field, end, out));
  }
  const boxes = new Map([...apart(plan, 'left', wishes), ...apart(plan, 'right', wishes)]);
  for (const link of links) {
    const [end, neighbour] = [ends.get(link), neighbourOf(link)];
    const box = boxes.get(neighbour);
    if (!end || !box) continue;
    const wish = wishes.get(neighbour) ?? end.y;
    const y =
      neighbour.side === 'left'
        ? box.y + box.height / 2
        : Math.min(Math.max(wish, box.y + 14), box.y + box.height - 14);
    const out: End = { ...outer(plan, neighbour), y: Math.round(y) };
    points.set(link, link.kind === 'inbound' ? route(field, out, end) : route(field, end, out));
  }
  return boxes;
}

/** In the order of the file, whatever was planned first. */
function inOrder({ scene }: Plan, links: readonly Outside[]): Outside[] {
  return [...links].sort((a, b) => scene.links.indexOf(a) - scene.links.indexOf(b));
}

function neighbourOf(link: Outside): Neighbour {
  return link.kind === 'inbound' ? link.from : link.to;
}

function outer({ geometry, columns }: Plan, { side }: Neighbour): Omit<End, 'y'> {
  const { left, right } = geometry;
  return side === 'left'
    ? { x: left.x + left.width, side: 'right', gap: 0 }
    : { x: right.x, side: 'left', gap: columns.count };
}

/** The end of a line from outside at a container; at the pod's border if no container is known. */
function inner(plan: Plan, taken: Taken, link: Outside): End {
  const actor: Actor | null = link.kind === 'inbound' ? link.to : link.from;
  if (!actor) {
    const used = taken.get('pod') ?? [];
    const run = plan.lanes.get(plan.scene.lanes.at(-1) as Lane);
    const [top, room] = [(run?.y ?? 98) + 44, (run?.height ?? 62) - 52];
    const y = top + Math.min(room, 24 * used.length);
    taken.set('pod', [...used, y]);
    return { x: plan.geometry.pod.x, y, side: 'left', gap: 0 };
  }
  if (link.kind === 'outbound') return endAt(plan, taken, link, actor, 'right', throughBar(plan, actor), false);
  const spot = plan.spots.get(actor);
  const planned = plan.contacts.get(link);
  const pole = spot ? poleEnd(plan, taken, spot, 'left', planned ?? spot.y + spot.height + 40) : null;
  return pole ?? endAt(plan, taken, link, actor, 'left', intoBar(plan, actor), true);
}

/** Traffic from outside comes to a bar where it goes on to the application, else while the pod runs. */
function intoBar({ spots, contacts, lanes, scene }: Plan, actor: Actor): number | null {
  const spot = spots.get(actor);
  if (spot?.form !== 'bar') return null;
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

/** The boxes of the neighbours of one side, in the order of their lines, each as near to its own as all of them can be. */
function apart(plan: Plan, side: Neighbour['side'], wishes: ReadonlyMap<Neighbour, number>): Map<Neighbour, Box> {
  const { x, width } = plan.geometry[side];
  const own = [...wishes].filter(([neighbour]) => neighbour.side === side).sort(([, a], [, b]) => a - b);
  const groups: {
    top: number;
    height: number;
    wished: number[];
    members: { neighbour: Neighbour; height: number }[];
  }[] = [];
  for (const [neighbour, wish] of own) {
    const height = neighbour.ports === null ? 48 : 58;
    const top = Math.max(POD_ABOVE, wish - height / 2);
    let group = { top, height, wished: [top], members: [{ neighbour, height }] };
    for (let last = groups.at(-1); last && last.top + last.height + APART > group.top; last = groups.at(-1)) {
      groups.pop();
      const offset = last.height + APART;
      const wished = [...last.wished, ...group.wished.map((one) => one - offset)];
      const mean = wished.reduce((sum, one) => sum + one, 0) / wished.length;
      const members = [...last.members, ...group.members];
      group = { top: Math.max(POD_ABOVE, mean), height: offset + group.height, wished, members };
    }
    groups.push(group);
  }
  return new Map(
    groups.flatMap(({ top, members }) => {
      let y = Math.round(top);
      return members.map(({ neighbour, height }): [Neighbour, Box] => {
        const box = { x, y, width, height };
        y += height + APART;
        return [neighbour, box];
      });
    }),
  );
}

const POD_ABOVE = 84;
