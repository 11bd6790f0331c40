import type { Density } from '../diagram.ts';
import type { Actor, Scene } from '../scene.ts';
import { archColumns } from './arch/arch.ts';
import type { Columns } from './columns.ts';
import { CHIP_WIDTH } from './outside/neighbour-cards.ts';
import { give, type Spare } from './share-out.ts';

/** Where everything stands from left to right. */
export interface Geometry {
  /** Of the picture. */
  readonly width: number;
  readonly pod: { readonly x: number; readonly right: number };
  readonly lane: { readonly x: number; readonly right: number };
  /** Where captions of lanes begin. */
  readonly caption: number;
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  /** For each column, its native sidecars that are posts, in the order of their start. */
  readonly posts: readonly (readonly Actor[])[];
  readonly left: { readonly x: number; readonly width: number };
  readonly right: { readonly x: number; readonly width: number };
}

/** Around the picture, and between the pod's papers and who stands behind it. */
const MARGIN = 6;
const GUTTER = 16;

/** In pictures that are narrower, who stands outside the pod is a chip with its icon and port. */
const NARROW = 620;

/** Room for lines beside the only column. */
const LINES = 48;

/** Below this no head can be read. */
const LEAST = 340;

/** Distance of two poles, and what a post takes from the cards below it. */
export const POLE_PITCH = 32;

/** The horizontal measures of a picture: as wide as is wished, wider only where its columns cannot be narrower. */
export function geometryOf(scene: Scene, columns: Columns, wish: number): Geometry {
  const posts = Array.from({ length: columns.count }, (_, column) => postsIn(scene, columns, column));
  const before = scene.neighbours.some(({ side }) => side === 'left');
  const behind = scene.neighbours.some(({ side }) => side === 'right');
  const neighbour = wish < NARROW ? CHIP_WIDTH : before && behind ? 84 : 112;
  const kinds = new Set(scene.neighbours.flatMap(({ side, kind }) => (side === 'left' ? [kind] : [])));
  const x = before ? MARGIN + neighbour + (kinds.has('kubelet') && kinds.size > 1 ? 22 : 14) : 26;
  const beyond = behind ? GUTTER + neighbour + MARGIN : 12;
  const room = Math.max(LEAST, wish) - x - beyond;
  const poles = posts.map((own) => own.length * POLE_PITCH);
  const placed = scene.mesh ? archColumns(columns.main, poles, x, room) : columnsWithin(scene, columns, poles, x, room);
  const right = Math.round(x + placed.width);
  return {
    width: right + beyond,
    pod: { x, right },
    lane: { x: x + 6, right: right - 6 },
    caption: x + placed.caption,
    columns: placed.columns,
    posts,
    left: { x: MARGIN, width: neighbour },
    right: { x: right + GUTTER, width: neighbour },
  };
}

/** The columns of a pod, how wide they make it, and how far from its left border captions begin. */
export interface PlacedColumns extends Pick<Geometry, 'columns'> {
  readonly width: number;
  readonly caption: number;
}

/** Columns without legs around them, within `room` pixels of the pod. */
function columnsWithin(
  scene: Scene,
  columns: Columns,
  poles: readonly number[],
  x: number,
  room: number,
): PlacedColumns {
  const inset = insetsOf(scene, columns);
  const isOne = columns.count === 1;
  const most = room - inset.left - inset.right;
  // Where all stand in one column, their lines run at its right.
  const aside = isOne && columns.folded.size > 0 ? LINES : 0;
  const { widths, gap } = shareOut(columns, poles, most - aside, scene.density);
  const inner = widths.reduce((sum, width) => sum + width, 0) + gap * (columns.count - 1);
  let next = x + inset.left + (isOne ? Math.max(0, most - aside - inner) / 2 : 0);
  const placed = widths.map((width) => {
    const column = { x: Math.round(next), width: Math.round(width) };
    next += width + gap;
    return column;
  });
  const width = inset.left + Math.max(most, inner + aside) + inset.right;
  return { columns: placed, width, caption: Math.max(20, isOne ? 24 : inset.left) };
}

/** Native sidecars that share their column with others that must be seen: they get a pole instead of a bar. */
function postsIn(scene: Scene, { of }: Columns, column: number): Actor[] {
  const own = scene.actors.filter((actor) => of.get(actor) === column);
  const natives = own.filter(({ native }) => native);
  return natives.length > 1 || natives.length < own.length ? natives : [];
}

function insetsOf(scene: Scene, { of, count }: Columns): { left: number; right: number } {
  if (count < 3) return { left: 26, right: 16 };
  const early = scene.actors.some((actor) => of.get(actor) === 0 && actor.lane < scene.lanes.length - 1);
  return { left: early ? 22 : 10, right: 10 };
}

/** Widths in the order in which room is given: the least, what is comfortable, the most. */
const SIDE = [120, 150, 190];
const MAIN = [136, 190, 230];
const GAP = [24, 64, 104];
/** Column and gap in which a small card has room for `kube-rbac-proxy`, and a trunk for heads at both sides. */
const SMALL = [140, 27];

function shareOut(
  { count, main }: Columns,
  poles: readonly number[],
  room: number,
  density: Density,
): { widths: number[]; gap: number } {
  const sides = count - 1;
  const least = [SIDE[0] ?? 0, MAIN[0] ?? 0, GAP[0] ?? 0] as const;
  let [side, middle, gap] = least;
  const spare: Spare = {
    left: room - poles.reduce((sum, pole) => sum + pole, 0) - sides * (side + gap) - middle,
  };
  // Small cards have name and icon beside each other: they need width more than the gaps do.
  const steps = density === 'comfortable' ? [[128, 32]] : [SMALL, [148, 34]];
  for (const [wish = 0, between = 0] of steps) {
    side = give(spare, wish, side, sides);
    gap = give(spare, between, gap, sides);
  }
  middle = give(spare, 150, middle, 1);
  if (count === 2) {
    middle = give(spare, 180, middle, 1);
    side = give(spare, 150, side, sides);
    gap = give(spare, 104, gap, sides);
    side = give(spare, 180, side, sides);
  }
  for (const level of [1, 2]) {
    middle = give(spare, MAIN[level] ?? 0, middle, 1);
    side = give(spare, SIDE[level] ?? 0, side, sides);
    gap = give(spare, GAP[level] ?? 0, gap, sides);
  }
  if (sides > 0) gap += Math.max(0, spare.left) / sides;
  const widths = poles.map((pole, column) => (column === main ? middle : side + pole));
  return { widths, gap };
}
