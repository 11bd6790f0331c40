import type { Box, Point } from '../diagram.ts';
import { type Actor, type ActorPort, isToPort, type Link, type Mounting, reached, type Scene } from '../scene.ts';
import { probeWords } from '../words.ts';
import type { Lines } from './lines.ts';
import { fromDrum } from './link-ends.ts';
import { type LabelledPin, labelled, type PlacedPin } from './pin-labels.ts';
import type { Plan } from './plan.ts';
import type { Spot } from './spots.ts';

/** A pin of a container: where lines to a port or a mount end. */
export interface Pin extends LabelledPin {
  readonly actor: Actor;
  readonly port: ActorPort | null;
  readonly mount: Mounting | null;
  readonly form: 'pin' | 'strip' | 'mount';
  /** The leg of an arch at which it stands. */
  readonly leg?: 'in' | 'out';
}

type Bare = Omit<Pin, 'texts'>;

const HALF = 4;
const MOUNT = 3.6;

/** The pins of a container, those without lines included. */
export function pinsOf(plan: Plan, all: Lines, actor: Actor): Pin[] {
  const spot = plan.spots.get(actor);
  if (!spot) return [];
  const lines = spot.form === 'arch' ? atHead(spot, all) : all;
  const pins: Bare[] = [...mountPins(plan, lines, spot)];
  const loose: ActorPort[] = [];
  for (const port of actor.ports) {
    const own = portPins(plan, lines, spot, port);
    pins.push(...own);
    if (own.length === 0 && spot.card.rows.some((row) => row.port === port.port)) loose.push(port);
  }
  // Labels at poles stand beside the innermost one, where no other pole runs through them.
  const poles = [...plan.spots.values()]
    .filter(({ column }) => column === spot.column)
    .flatMap(({ pole }) => pole ?? []);
  const inner = spot.column < plan.columns.main ? Math.max(...poles) : Math.min(...poles);
  const noted = (pin: Bare): Bare => ({ ...pin, notes: notesOn(plan.scene, pin) });
  return labelled(spot, pins.map(noted), inner, (height) => {
    const port = loose.shift();
    return port ? { ...portPin(actor, port), ...placedPin(spot.x, [height], 'left') } : null;
  });
}

/** The lines that end at the head of an arch, not at its legs. */
function atHead({ y, height }: Spot, { points, ...lines }: Lines): Lines {
  const isAt = (end: Point | undefined) => end !== undefined && end[1] < y + height;
  return { ...lines, points: new Map([...points].filter(([, all]) => isAt(all[0]) || isAt(all.at(-1)))) };
}

function portPin(actor: Actor, port: ActorPort): Pick<Bare, 'actor' | 'port' | 'mount' | 'label'> {
  return { actor, port, mount: null, label: port.label };
}

/** Which probes ask a port, in full and in short. */
function notesOn({ links }: Scene, { port, actor }: Bare): readonly string[] {
  const probing = links.find((link) => link.kind === 'probe' && link.to === actor && link.port === port?.port);
  if (probing?.kind !== 'probe') return [];
  const words = probeWords(probing.kinds);
  return probing.kinds.length > 1 ? [words, `${probing.kinds.length} probes`] : [words];
}

/** A pin or a strip over some heights, around a centre. */
export function placedPin(
  center: number,
  heights: readonly number[],
  side: 'left' | 'right',
): Omit<PlacedPin, 'label' | 'mount' | 'notes'> & Pick<Bare, 'form'> {
  const [top = 0, bottom = top] = [heights[0], heights.at(-1)];
  const form = heights.length > 1 ? 'strip' : 'pin';
  const reach = form === 'strip' ? HALF + 1 : HALF;
  const box: Box = { x: center - HALF, y: top - reach, width: 2 * HALF, height: bottom - top + 2 * reach };
  return { form, box, side, heights };
}

function portPins({ scene }: Plan, { points }: Lines, spot: Spot, port: ActorPort): Bare[] {
  const { actor } = spot;
  const ends = scene.links.flatMap((link) => {
    const end = reached(link) === actor ? points.get(link)?.at(-1) : undefined;
    return end && isToPort(link) ? [{ port: link.port, x: end[0], y: end[1] }] : [];
  });
  const mounts = mountEnds(scene.links, points, actor);
  const borders = new Set(ends.filter((end) => end.port === port.port).map(({ x }) => x));
  return [...borders].flatMap((x): Bare[] => {
    const side = isLeft(spot, x) ? 'left' : 'right';
    const center = side === 'left' ? x + HALF : x - HALF;
    const here = ends.filter((end) => end.x === x);
    const own = new Set(here.filter((end) => end.port === port.port).map(({ y }) => y));
    const others = [...here.filter((end) => end.port !== port.port), ...mounts.filter((end) => end.x === x)].map(
      ({ y }) => y,
    );
    const heights = [...own].sort((a, b) => a - b);
    return grouped(spot, center, heights, others).map((group) => ({
      ...portPin(actor, port),
      ...placedPin(center, group, side),
    }));
  });
}

/** On a pole every line has a pin of its own; on a card they share a strip, unless a line to another port is between. */
function grouped(
  { pole }: Spot,
  center: number,
  heights: readonly number[],
  others: readonly number[],
): (readonly number[])[] {
  if (pole === center) return heights.map((y) => [y]);
  const groups: number[][] = [];
  for (const y of heights) {
    const last = groups.at(-1);
    const before = last?.at(-1) ?? y;
    if (last && !others.some((other) => other >= before - 8 && other <= y + 8)) last.push(y);
    else groups.push([y]);
  }
  return groups;
}

function isLeft({ x, width, pole }: Spot, end: number): boolean {
  if (pole !== null && Math.abs(end - pole) <= HALF) return end < pole;
  return end < x + width / 2;
}

/** Where the volume lines of a container end at it. */
export function mountEnds(
  links: readonly Link[],
  points: Lines['points'],
  actor: Actor,
): { link: Mounting; x: number; y: number }[] {
  return links.flatMap((link) => {
    if (link.kind !== 'volume' || link.actor !== actor) return [];
    const end = fromDrum(link) ? points.get(link)?.at(-1) : points.get(link)?.[0];
    return end ? [{ link, x: end[0], y: end[1] }] : [];
  });
}

function mountPins({ scene, vertical }: Plan, { points }: Lines, spot: Spot): Bare[] {
  const { actor } = spot;
  return mountEnds(scene.links, points, actor).flatMap(({ link, x, y }): Bare[] => {
    if (vertical.has(link)) return [];
    const side = isLeft(spot, x) ? 'left' : 'right';
    const center = side === 'left' ? x + HALF : x - HALF;
    const box = { x: center - HALF, y: y - MOUNT, width: 2 * HALF, height: 2 * MOUNT };
    const row = spot.card.rows.find(({ mount }) => mount === link);
    const { path, readOnly } = link.use.mount;
    const label = row?.label ?? `${path ?? 'device'} ${readOnly ? 'ro' : 'rw'}`;
    return [{ actor, port: null, mount: link, form: 'mount', box, side, heights: [y], label }];
  });
}
