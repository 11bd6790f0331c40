import type { Box } from '../diagram.ts';
import type { Actor, Dialling, Drum, Lane } from '../scene.ts';
import { footOf, isRoomy, UNDER_HEAD } from './arch/arch.ts';
import { isDrum, linksOfDrum, type MainItem } from './main-column.ts';
import { apartFrom, beyond, byPort, comesIn, contactIn, goesOut, type Known, portOf } from './outside/entering.ts';
import { columnOf, headsEnd, type Plan } from './plan.ts';
import { alignBeyond, entryOf, isBeyond, linksBetween, peersBeyond, type Run, stack, stackRow } from './rows.ts';
import { belowMounts, CORNER, exitOf, leastFor, type Side, STRETCH, sideOf } from './sides.ts';
import type { Spot } from './spots.ts';

const DRUM_HEIGHT = 44;
/** Between cards of a column, and what a line takes that passes between them. */
const CARD_GAP = 24;
const COMPACT_GAP = 8;
const PASSING = 56;
/** Between a volume and what stands above or below it, with a line and its label. */
const VOLUME_GAP = 32;

/** Places what runs together; gives the lower edge of the lane. */
export function placeRun(plan: Plan, lane: Lane, top: number): number {
  const { columns, scene, bottoms } = plan;
  const placed = new Set<Actor>();
  const proxy = scene.mesh?.proxy;
  if (proxy && lane.actors.includes(proxy)) placeHead(plan, proxy, top, placed);
  const isNarrow = scene.mesh !== null && proxy?.lane !== plan.scene.lanes.length - 1 && !isRoomy(plan);
  const under = scene.density === 'comfortable' ? 32 : 38;
  const next = bottoms.map((bottom, column) => {
    if (scene.mesh) return Math.max(top + (isNarrow ? 36 : UNDER_HEAD), bottom + (bottom > 0 ? CARD_GAP : 0));
    const start = top + (column === 0 ? under : 12);
    return column !== columns.main && bottom > 0 ? Math.max(start, bottom + CARD_GAP) : start;
  });
  const gap = scene.density === 'comfortable' ? CARD_GAP : COMPACT_GAP;
  const run: Run = { plan, lane, top, gap, next, placed };
  const first = plan.order[0];
  const fed =
    first &&
    isDrum(first) &&
    linksOfDrum(scene, first).some((link) => plan.vertical.has(link) && isEarly(plan, link.actor));
  if (fed) next[columns.main] = Math.max(top + (columns.main === 0 ? 57 : 34), (bottoms[columns.main] ?? 0) + 42);
  plan.order.forEach((item, i) => {
    if (i > 0) next[columns.main] = (next[columns.main] ?? top) + gapBetween(run, plan.order[i - 1] as MainItem, item);
    if (isDrum(item)) placeDrum(run, item);
    else placeBand(run, item);
  });
  for (const actor of lane.actors) if (!run.placed.has(actor) && !isBeyond(plan, actor)) stackRow(run, actor, 0);
  for (const actor of lane.actors) if (!run.placed.has(actor)) stack(run, actor, 0);
  return lowerEdge(run);
}

/** The head of an arch whose proxy starts with the others stands above them. */
function placeHead(plan: Plan, proxy: Actor, top: number, placed: Set<Actor>): void {
  const spot = plan.spots.get(proxy);
  if (!spot) return;
  // Where the legs have no room beside them, the caption stands above the head.
  spot.y = top + (isRoomy(plan) ? 8 : 32);
  plan.bottoms.fill(spot.y + spot.height);
  placed.add(proxy);
}

function isEarly({ scene }: Plan, actor: Actor): boolean {
  return actor.lane < scene.lanes.length - 1;
}

function gapBetween({ plan, gap }: Run, above: MainItem, below: MainItem): number {
  const [drum, other] = isDrum(above) ? [above, below] : isDrum(below) ? [below, above] : [];
  if (!drum) return gap;
  const linked = linksOfDrum(plan.scene, drum).some((link) => link.actor === other);
  return linked ? VOLUME_GAP : CARD_GAP;
}

function lowerEdge({ plan, next, top }: Run): number {
  const { columns, spots } = plan;
  const standing = [...spots.values()].flatMap((spot) => {
    if (spot.form === 'bar')
      return [spot.y + spot.card.height + spot.below + (spot.actor.density === 'comfortable' ? 34 : 20)];
    return spot.form === 'post' ? [spot.y + spot.height + spot.below + 66] : [];
  });
  // The token of the pod's end touches the left column where the cards stand close to the border.
  const low = next.map((bottom, column) => bottom + (column === 0 && columns.count === 3 ? 21 : 14));
  const poles = [...spots.values()].some(({ form }) => form === 'post') ? 14 : 0;
  const foot = plan.scene.mesh ? footOf(plan.scene) : 0;
  return Math.round(Math.max(top + 62, ...low, ...standing) + poles + foot);
}

/** Places a volume, and beside it whoever uses it and has no calls. */
function placeDrum(run: Run, drum: Drum): void {
  const { plan, next, placed, lane } = run;
  const { main } = plan.columns;
  const { x, width } = plan.geometry.columns[main] ?? { x: 0, width: 0 };
  const box: Box = { x, y: Math.round(next[main] ?? run.top), width, height: DRUM_HEIGHT };
  plan.drums.set(drum, box);
  next[main] = box.y + box.height;
  let isFirst = true;
  for (const link of linksOfDrum(plan.scene, drum)) {
    const { actor } = link;
    if (placed.has(actor) || !lane.actors.includes(actor) || columnOf(plan, actor) === main) continue;
    if (isBeyond(plan, actor) || callsMiddle(plan, actor)) continue;
    const row = plan.spots.get(actor)?.card.rows.find(({ mount }) => mount === link);
    const at = row?.at ?? (plan.spots.get(actor)?.height ?? 0) / 2;
    const spot = stackRow(run, actor, box.y + box.height / 2 - at);
    const lower = Math.round((spot?.y ?? 0) + at - box.height / 2) - box.y;
    if (isFirst && lower > 0 && lower <= DRUM_HEIGHT) {
      const moved = { ...box, y: box.y + lower };
      plan.drums.set(drum, moved);
      next[main] = moved.y + moved.height;
    }
    isFirst = false;
  }
}

/** Whether a container calls somebody in the middle column or is called from there. */
function callsMiddle(plan: Plan, actor: Actor): boolean {
  const isMain = (other: Actor) => columnOf(plan, other) === plan.columns.main;
  return plan.scene.links.some(
    (link) =>
      link.kind === 'dials' && ((link.from === actor && isMain(link.to)) || (link.to === actor && isMain(link.from))),
  );
}

function hasCalls({ scene }: Plan, actor: Actor): boolean {
  return scene.links.some((link) => link.kind === 'dials' && (link.from === actor || link.to === actor));
}

/** Places a container of the middle column with everybody who calls it or is called, so that calls are straight. */
function placeBand(run: Run, actor: Actor): void {
  const { plan, next, placed, lane } = run;
  const { main } = plan.columns;
  const spot = plan.spots.get(actor);
  if (!spot) return;
  placed.add(actor);
  spot.y = Math.round(next[main] ?? run.top);
  const side: Side = { spot, need: spot.y + spot.height, last: new Map() };
  polesAndBars(run, actor, side);
  let isPassed = false;
  const firstBand = plan.order.find((item) => !isDrum(item)) === actor;
  for (const other of lane.actors) {
    if (placed.has(other) || columnOf(plan, other) === main) continue;
    const links = linksBetween(plan, actor, other);
    const free =
      firstBand && !hasCalls(plan, other) && !plan.scene.links.some((l) => l.kind === 'volume' && l.actor === other);
    if (links.length === 0 && !free) continue;
    if (isBeyond(plan, other)) clearWay(run, other);
    placeBeside(run, other, links, side);
    if (!isPassed && columnOf(plan, other) === main - 1) letPass(run, actor, side);
    isPassed ||= columnOf(plan, other) === main - 1;
  }
  passThrough(run, actor, side);
  spot.height = Math.round(side.need - spot.y);
  next[main] = spot.y + spot.height + spot.below;
}

/** Rows between a container and the middle come first: its line passes below them. */
function clearWay(run: Run, actor: Actor): void {
  const { plan, lane, placed } = run;
  const column = columnOf(plan, actor);
  const inner = column - Math.sign(column - plan.columns.main);
  for (const other of lane.actors) {
    if (
      !placed.has(other) &&
      columnOf(plan, other) === inner &&
      !callsMiddle(plan, other) &&
      peersBeyond(run, other).length > 0
    )
      stackRow(run, other, 0);
  }
}

/** Lines to native sidecars end wherever they are wanted: they only need room below each other. */
function polesAndBars({ plan, next }: Run, actor: Actor, side: Side): void {
  // The last to start has the innermost pole: its line comes first, and crosses no other.
  for (const [other, spot] of [...plan.spots].reverse()) {
    if (spot.form === 'card') continue;
    for (const link of linksBetween(plan, actor, other)) {
      const last = side.last.get(sideOf(plan, spot.column));
      const labelled = link.to === actor ? side.spot.card.free : spot.form === 'bar' ? 50 : 28;
      const head = spot.form === 'bar' ? spot.y + spot.card.free : headsEnd(plan, spot.column) + 26;
      const y = Math.round(
        Math.max(side.spot.y + labelled, head, last === undefined ? 0 : last + (spot.form === 'bar' ? 24 : 48)),
      );
      plan.contacts.set(link, y);
      side.last.set(sideOf(plan, spot.column), y);
      side.need = Math.max(side.need, y + CORNER + 4);
      if (spot.form === 'post') next[spot.column] = Math.max(next[spot.column] ?? 0, y + 20);
    }
  }
}

/** Places a container in its side column so that its calls to or from the middle run straight, as far as it can go down. */
function placeBeside(run: Run, other: Actor, links: readonly Dialling[], side: Side): void {
  const { plan } = run;
  const spot = stack(run, other, 0);
  if (!spot) return;
  const { main } = plan.columns;
  const between = isBeyond(plan, other) ? spot.column - Math.sign(spot.column - main) : null;
  const inner = sideOf(plan, spot.column);
  for (const link of links) {
    const below = between === null ? 0 : (run.next[between] ?? 0) + PASS;
    const least = Math.max(below, leastFor(plan, link, side, spot.column));
    const at = link.from === other ? exitOf(spot, side, least) : entryOf(spot, link);
    const clear = belowMounts(plan, side.spot, spot.column, Math.max(spot.y + at, least));
    if (spot.y + at < clear) move(run, spot, clear - spot.y - at);
    const y = Math.round(spot.y + at);
    // Only the application is stretched for calls that come from far below.
    if (side.spot.actor !== plan.scene.app && y > side.spot.y + side.spot.height + STRETCH) continue;
    plan.contacts.set(link, y);
    side.last.set(inner, y);
    side.need = Math.max(side.need, y + CORNER);
    if (between !== null) run.next[between] = Math.max(run.next[between] ?? 0, y + PASS - run.gap);
  }
  alignBeyond(run, spot);
}

/** What a line keeps off the cards that it passes. */
const PASS = 12;

/** Leaves a way below the first card of the left column for lines from outside. */
function letPass({ plan, next, gap }: Run, actor: Actor, side: Side): void {
  const column = plan.columns.main - 1;
  for (const link of byPort(plan.scene.links, actor)) {
    if (!comesIn(link, actor)) continue;
    const least = leastFor(plan, link, side, column);
    const y = Math.round(belowMounts(plan, side.spot, column, Math.max((next[column] ?? 0) + PASSING / 2, least)));
    plan.contacts.set(link, y);
    side.last.set(column, y);
    side.need = Math.max(side.need, y + CORNER);
    next[column] = y + PASSING / 2 - gap;
  }
}

function move({ next }: Run, spot: Spot, by: number): void {
  spot.y = Math.round(spot.y + by);
  next[spot.column] = Math.max(next[spot.column] ?? 0, spot.y + spot.height + spot.below);
}

/** Lines between the middle and the outside, where a side is free: straight, so each at the height of its neighbour. */
function passThrough({ plan }: Run, actor: Actor, side: Side): void {
  const { columns, scene, spots } = plan;
  const known: Known = new Map();
  for (const link of byPort(scene.links, actor)) {
    const out = goesOut(link, actor);
    if (!out && !comesIn(link, actor)) continue;
    const column = columns.main + (out ? 1 : -1);
    const beside = [...spots.values()].filter((spot) => Math.sign(spot.column - columns.main) === (out ? 1 : -1));
    const blocked = beside.some(
      ({ form, actor: other }) => form === 'bar' || (form === 'card' && !isEarly(plan, other)),
    );
    if (blocked) continue;
    const neighbour = beyond(link);
    const row = out ? undefined : side.spot.card.rows.find(({ port }) => port !== null && port === portOf(link))?.at;
    const heads = beside.map((spot) => spot.y + spot.height + spot.below + CORNER);
    const last = side.last.get(column);
    const apart = neighbour ? apartFrom(plan, known, neighbour) : 0;
    // What goes through a mesh goes on at the height at which it came in.
    const through = link.kind === 'passes' && out ? contactIn(plan, actor) : 0;
    const wish = side.spot.y + (out ? 40 : (row ?? CORNER));
    const least = [through, wish, last === undefined ? 0 : last + 24, apart, ...heads];
    const y = Math.round(belowMounts(plan, side.spot, column, Math.max(...least)));
    plan.contacts.set(link, y);
    if (neighbour) known.set(neighbour, { first: known.get(neighbour)?.first ?? y, last: y });
    side.last.set(column, y);
    side.need = Math.max(side.need, y + CORNER);
  }
}
