import { type Actor, isToPort, type Link, reached, type Scene } from '../scene.ts';
import { countsVolumes, headCard, headRoom, isWide, setterCard } from './arch/arch.ts';
import { type Card, cardOf, mountLabel, type Spotted, type Wanted } from './cards.ts';
import { type Columns, sideTowards } from './columns.ts';
import { type Geometry, POLE_PITCH } from './geometry.ts';

/** A container that has, or will have, its place. The layout moves it until it is done. */
export interface Spot {
  readonly actor: Actor;
  readonly column: number;
  readonly form: Spotted;
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

export const TAG_PITCH = 24;
const MOST_TAGS = 4;

/** How many tags stand below a card: small cards have their icons inside. */
export function tagsBelow(scene: Scene, actor: Actor): number {
  const { density, supplies } = actor;
  return density === 'comfortable' && !countsVolumes(scene, actor) ? Math.min(supplies.length, MOST_TAGS) : 0;
}

/** A container before it has its height in the picture: its column, form and card. */
export function spotOf(
  scene: Scene,
  columns: Columns,
  { columns: bounds, posts }: Geometry,
  vertical: ReadonlySet<Link>,
  actor: Actor,
): Spot {
  const column = columns.of.get(actor) ?? columns.main;
  if (scene.mesh?.proxy === actor || isWide(scene, actor)) return acrossSpot(scene, columns, bounds, vertical, actor);
  const { x, width } = bounds[column] ?? { x: 0, width: 0 };
  const own = posts[column] ?? [];
  const index = own.indexOf(actor);
  const form = !actor.native ? 'card' : index >= 0 ? 'post' : 'bar';
  // The first to start has the outermost pole; whoever comes later stands within it.
  const taken = POLE_PITCH * (actor.native ? Math.max(0, index) : own.length);
  const outerLeft = column < columns.main;
  const box = { x: outerLeft ? x + taken : x, width: width - taken };
  const card = cardOf(actor, box.width, form, wantedRows(scene, columns, actor, form, vertical, box.width));
  const below = TAG_PITCH * tagsBelow(scene, actor);
  const pole = form === 'post' ? (outerLeft ? box.x + 12 : box.x + box.width - 12) : null;
  return { actor, column, form, card, ...box, y: 0, height: card.height, below, pole };
}

/** The head of an arch, or the card of whoever redirects to it: both go from leg to leg. */
function acrossSpot(
  scene: Scene,
  columns: Columns,
  bounds: Geometry['columns'],
  vertical: ReadonlySet<Link>,
  actor: Actor,
): Spot {
  const [first, last] = [bounds[0] ?? { x: 0, width: 0 }, bounds.at(-1) ?? { x: 0, width: 0 }];
  const [x, width] = [first.x, last.x + last.width - first.x];
  const isHead = scene.mesh?.proxy === actor;
  const { inbound, outbound } = scene.mesh?.redirect ?? {};
  // What the legs take in is printed there.
  const wanted = wantedRows(scene, columns, actor, 'card', vertical, width).filter(
    ({ port }) => !isHead || port === null || (port !== inbound?.port && port !== outbound?.port),
  );
  const plain = isHead
    ? cardOf(actor, headRoom(scene, columns, bounds, width), 'arch', wanted)
    : cardOf(actor, width / 2, 'card', wanted);
  const card = isHead ? headCard(plain, scene, actor, width) : setterCard(plain, scene, actor, width);
  const column = columns.of.get(actor) ?? columns.main;
  const form = isHead ? 'arch' : 'card';
  return { actor, column, form, card, x, width, y: 0, height: card.height, below: 0, pole: null };
}

/** The rows of a card. Bars and poles have labels where lines end; only ports without lines stand in their cards. */
function wantedRows(
  { links }: Scene,
  columns: Columns,
  actor: Actor,
  form: Exclude<Spotted, 'arch'>,
  vertical: ReadonlySet<Link>,
  width: number,
): Wanted[] {
  const linesTo = (port: number) => {
    return links.filter((link) => reached(link) === actor && isToPort(link) && link.port === port);
  };
  const column = columns.of.get(actor) ?? columns.main;
  const main = column === columns.main;
  const sideOf = (other: Actor) => sideTowards(columns, column, columns.of.get(other) ?? columns.main);
  const isLeft = sideTowards(columns, column, columns.main) === 'left';
  const inner = { left: isLeft ? 1 : 0, right: isLeft ? 0 : 1 };
  const ports = actor.ports.flatMap(({ port, label }): Wanted[] => {
    const lines = linesTo(port);
    if (form !== 'card' && lines.length > 0) return [];
    const right = lines.filter((link) => link.kind === 'dials' && sideOf(link.from) === 'right').length;
    const sides = { left: lines.length - right, right };
    return [{ port, mount: null, label, lines: main && columns.folded.size === 0 ? 1 : lines.length, sides }];
  });
  const mounts = links.flatMap((link): Wanted[] => {
    if (link.kind !== 'volume' || link.actor !== actor || vertical.has(link) || form !== 'card') return [];
    const { path, readOnly } = link.use.mount;
    return [{ port: null, mount: link, label: mountLabel(path, readOnly, width - 15), lines: 1, sides: inner }];
  });
  return [...ports, ...mounts];
}
