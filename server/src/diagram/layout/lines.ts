import { boxOfText } from '../boxes.ts';
import type { Box, Point } from '../diagram.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Dialling, Link, Mounting } from '../scene.ts';
import { legsOf } from './arch/arch.ts';
import { passing } from './arch/leg-ends.ts';
import { bundlesOf, type Drawn, drawBundle, endsOf, type Trunk } from './bundles.ts';
import type { Captions } from './captions.ts';
import type { Taken } from './ends.ts';
import { calleeEnd, callerEnd, drumEnd, fromDrum, mountEnd } from './link-ends.ts';
import type { Outside } from './outside/exits.ts';
import { innerEnd } from './outside/inner-ends.ts';
import { toNeighbours } from './outside/outside.ts';
import { endOf, type Plan, uprightX } from './plan.ts';
import { type Field, route } from './route.ts';

/** The lines of a picture and who stands outside the pod. */
export interface Lines {
  readonly points: ReadonlyMap<Link, readonly Point[]>;
  readonly neighbours: ReadonlyMap<Neighbour, Box>;
  readonly trunks: readonly Trunk[];
  /** Lower edge of the pod. */
  readonly podEnd: number;
}

/** Draws all lines of a plan; they keep off what is printed in its lanes. */
export function linesOf(plan: Plan, captions: Captions): Lines {
  const points = new Map<Link, readonly Point[]>();
  const taken: Taken = new Map();
  const field = fieldOf(plan, captions);
  const { links } = plan.scene;
  for (const link of links) {
    if (link.kind === 'volume' && plan.vertical.has(link)) points.set(link, upright(plan, link));
  }
  const planned = links.filter((link) => plan.contacts.has(link));
  const others = links.filter((link) => !plan.contacts.has(link) && !points.has(link));
  const bundles = bundlesOf(plan, [...planned, ...others]);
  const drawn: Drawn = { plan, field, taken, points, trunks: [] };
  const single = (link: Link) => {
    if (points.has(link)) return;
    if (link.kind === 'dials') points.set(link, call(plan, field, taken, link));
    else if (link.kind === 'volume') points.set(link, mount(plan, field, taken, link));
  };
  // What is straight comes first: everything else keeps off it.
  planned.forEach(single);
  for (const bundle of bundles) {
    const ends = endsOf(plan, taken, bundle);
    if (ends) drawBundle(drawn, bundle, ends.hub, ends.others);
  }
  others.forEach(single);
  for (const link of [...planned, ...others]) {
    if (link.kind === 'passes') points.set(link, passing(plan, field, link, innerEnd(plan, taken, link)));
  }
  const outside = [...planned, ...others].filter(
    (link): link is Outside => link.kind === 'inbound' || link.kind === 'outbound',
  );
  // The optional layer takes what the others leave.
  outside.push(...links.filter((link) => link.kind === 'probe'));
  const neighbours = toNeighbours(drawn, outside, bundles);
  const lowest = Math.max(0, ...field.across.filter(({ y }) => y >= field.below).map(({ y }) => y));
  const podEnd = Math.max(endOf(plan) + 8, lowest > 0 ? lowest + 18 : 0);
  return { points, neighbours, trunks: drawn.trunks, podEnd };
}

function fieldOf(plan: Plan, captions: Captions): Field {
  const { geometry, columns, spots, drums } = plan;
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
  // Lines may come nearer to words than what is put beside them.
  const printed = [...captions.values()].flat().map((run): Box => ({ ...boxOfText(run), y: run.y - 9, height: 11 }));
  const boxes = [...spots.values()].map(({ x, y, width, height, below }) => ({ x, y, width, height: height + below }));
  const legs = Object.values(legsOf(plan) ?? {});
  return {
    gaps,
    obstacles: [...boxes, ...legs, ...drums.values(), ...printed, ...labelsAtPoles(plan), ...tokens(plan)],
    roof: legsOf(plan)?.in.y ?? null,
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

function call(plan: Plan, field: Field, taken: Taken, link: Dialling): Point[] {
  if (plan.spots.get(link.to)?.form === 'card') {
    const end = calleeEnd(plan, taken, link, null);
    return route(field, callerEnd(plan, taken, link, end.y), end);
  }
  const begin = callerEnd(plan, taken, link, null);
  return route(field, begin, calleeEnd(plan, taken, link, begin.y));
}

function mount(plan: Plan, field: Field, taken: Taken, link: Mounting): Point[] {
  const at = mountEnd(plan, taken, link);
  const to = drumEnd(plan, taken, link, at.y);
  return fromDrum(link) ? route(field, to, at) : route(field, at, to);
}
