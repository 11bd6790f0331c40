import { type Card, cardOf, mountLabel, type Wanted } from './cards.ts';
import type { Columns } from './columns.ts';
import type { Box } from './diagram.ts';
import { type Geometry, POLE_PITCH } from './geometry.ts';
import { type MainItem, mainColumnOf } from './main-column.ts';
import { placeRun } from './place-run.ts';
import type { Actor, Drum, Lane, Link, Scene } from './scene.ts';

/** A container that has, or will have, its place. The layout moves it until it is done. */
export interface Spot {
  readonly actor: Actor;
  readonly column: number;
  readonly form: 'card' | 'bar' | 'post';
  readonly card: Card;
  readonly x: number;
  readonly width: number;
  y: number;
  height: number;
  /** What its supply tags take below it. */
  readonly below: number;
  /** Of a post: where its pole stands. */
  readonly pole: number | null;
}

/** Where everything stands. */
export interface Plan {
  readonly scene: Scene;
  readonly columns: Columns;
  readonly geometry: Geometry;
  readonly spots: ReadonlyMap<Actor, Spot>;
  readonly drums: Map<Drum, Box>;
  readonly lanes: Map<Lane, Box>;
  readonly order: readonly MainItem[];
  /** Volume lines that go straight up or down. */
  readonly vertical: ReadonlySet<Link>;
  /** Heights at which lines were planned to run, before they are routed. */
  readonly contacts: Map<Link, number>;
  /** Lowest edge of what stands in each column so far. */
  readonly bottoms: number[];
}

export const POD_TOP = 90;
const LANE_TOP = 98;
/** Between lanes: room for what the next one waits for. */
const GATE_GAP = 18;
export const TAG_PITCH = 24;
const MOST_TAGS = 4;

/** Places containers and volumes, lane by lane. */
export function place(scene: Scene, columns: Columns, geometry: Geometry): Plan {
  const { order, vertical } = mainColumnOf(scene, columns);
  const spots = new Map(scene.actors.map((actor) => [actor, spotOf(scene, columns, geometry, vertical, actor)]));
  const plan: Plan = {
    scene,
    columns,
    geometry,
    spots,
    drums: new Map(),
    lanes: new Map(),
    order,
    vertical,
    contacts: new Map(),
    bottoms: geometry.columns.map(() => 0),
  };
  let top = LANE_TOP;
  for (const [i, lane] of scene.lanes.entries()) {
    const bottom = lane.run ? placeRun(plan, lane, top) : placeStep(plan, lane, i, top);
    plan.lanes.set(lane, {
      x: geometry.lane.x,
      y: top,
      width: geometry.lane.right - geometry.lane.x,
      height: bottom - top,
    });
    top = bottom + GATE_GAP;
  }
  for (const spot of spots.values()) if (spot.form === 'bar') spot.height = endOf(plan) - 8 - spot.below - spot.y;
  return plan;
}

/** The lower edge of the last lane. */
export function endOf({ lanes }: Plan): number {
  return Math.max(...[...lanes.values()].map(({ y, height }) => y + height));
}

/** Below the heads of all native sidecars of a column: there lines reach every pole. */
export function headsEnd({ spots }: Plan, column: number): number {
  const heads = [...spots.values()].filter((spot) => spot.column === column && spot.form === 'post');
  return Math.max(0, ...heads.map(({ y, height, below }) => y + height + below));
}

/** Volume lines in the middle column leave this far from an edge: their labels have the rest. */
const UPRIGHT = 26;

/** Where an upright volume line runs. */
export function uprightX({ columns, geometry, scene }: Plan, link: Link): number {
  const { x, width } = geometry.columns[columns.main] ?? { x: 0, width: 0 };
  const early = link.kind === 'volume' && link.actor.lane < scene.lanes.length - 1;
  // On the left it would run through the captions of the lanes.
  return columns.main === 0 && early ? x + width - UPRIGHT : x + UPRIGHT;
}

/** How many tags stand below a card: small cards have their icons inside. */
export function tagsBelow({ density, supplies }: Actor): number {
  return density === 'comfortable' ? Math.min(supplies.length, MOST_TAGS) : 0;
}

function spotOf(
  scene: Scene,
  columns: Columns,
  { columns: bounds, posts }: Geometry,
  vertical: ReadonlySet<Link>,
  actor: Actor,
): Spot {
  const column = columns.of.get(actor) ?? columns.main;
  const { x, width } = bounds[column] ?? { x: 0, width: 0 };
  const own = posts[column] ?? [];
  const index = own.indexOf(actor);
  const form = !actor.native ? 'card' : index >= 0 ? 'post' : 'bar';
  // The first to start has the outermost pole; whoever comes later stands within it.
  const taken = POLE_PITCH * (actor.native ? Math.max(0, index) : own.length);
  const outerLeft = column < columns.main;
  const box = { x: outerLeft ? x + taken : x, width: width - taken };
  const card = cardOf(actor, box.width, form, wantedRows(scene, columns, actor, form, vertical, box.width));
  const below = TAG_PITCH * tagsBelow(actor);
  const pole = form === 'post' ? (outerLeft ? box.x + 12 : box.x + box.width - 12) : null;
  return { actor, column, form, card, ...box, y: 0, height: card.height, below, pole };
}

/** The rows of a card. Bars and poles have labels where lines end; only ports without lines stand in their cards. */
function wantedRows(
  { links }: Scene,
  columns: Columns,
  actor: Actor,
  form: 'card' | 'bar' | 'post',
  vertical: ReadonlySet<Link>,
  width: number,
): Wanted[] {
  const linesTo = (port: number) => {
    return links.filter(
      (link) => (link.kind === 'dials' || link.kind === 'inbound') && link.to === actor && link.port === port,
    );
  };
  const main = columns.of.get(actor) === columns.main;
  const ports = actor.ports.flatMap(({ port, label }): Wanted[] => {
    const lines = linesTo(port).length;
    if (form !== 'card' && lines > 0) return [];
    return [{ port, mount: null, label, lines: main ? 1 : lines }];
  });
  const mounts = links.flatMap((link): Wanted[] => {
    if (link.kind !== 'volume' || link.actor !== actor || vertical.has(link) || form !== 'card') return [];
    const { path, readOnly } = link.use.mount;
    return [{ port: null, mount: link, label: mountLabel(path, readOnly, width - 20), lines: 1 }];
  });
  return [...ports, ...mounts];
}

/** Places the container of an early step; gives the lower edge of its lane. */
function placeStep(plan: Plan, { actors }: Lane, index: number, top: number): number {
  const [actor] = actors;
  const spot = actor && plan.spots.get(actor);
  if (!spot) return top + 48;
  // The caption of the first lane stands above whatever is in the left column.
  const under = index === 0 && spot.column === 0 ? 24 : 0;
  const bottoms = plan.bottoms;
  spot.y = Math.max(top + 8 + under, (bottoms[spot.column] ?? 0) + 24);
  const bottom = spot.y + spot.height + spot.below;
  bottoms[spot.column] = bottom;
  if (spot.form === 'card') return bottom + 10;
  const next = plan.scene.lanes[index + 1]?.actors[0];
  const inSameColumn = next?.native && plan.columns.of.get(next) === spot.column;
  const least = top + (spot.form === 'bar' ? 48 : 62) + under;
  return inSameColumn ? Math.max(least, bottom + 6) : least;
}
