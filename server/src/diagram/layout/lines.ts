import type { Box, Point, TextRun } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Dialling, Link, Mounting } from '../scene.ts';
import { captionOf } from './captions.ts';
import { columnOf, endAt, sideTowards, type Taken } from './ends.ts';
import type { Outside } from './exits.ts';
import { toNeighbours } from './outside.ts';
import { endOf, type Plan, uprightX } from './plan.ts';
import { poleEnd } from './poles.ts';
import { type Field, route } from './route.ts';

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
  // The optional layer takes what the others leave.
  outside.push(...links.filter((link) => link.kind === 'probe'));
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
    obstacles: [...boxes, ...drums.values(), ...captions, ...labelsAtPoles(plan), ...tokens(plan)],
    below: endOf(plan) + 11,
    across: [],
    upright: [],
  };
}

/** The marks on the rail: what comes from outside passes between them. */
function tokens(plan: Plan): Box[] {
  const x = plan.geometry.pod.x - 10;
  const lanes = [...plan.lanes].flatMap(([{ run }, { y, height }]) => [y + 20, ...(run ? [] : [y + height + 9])]);
  return [...lanes, endOf(plan) - 9].map((y) => ({ x, y: y - 6, width: 20, height: 12 }));
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
