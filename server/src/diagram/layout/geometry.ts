import type { Density } from '../diagram.ts';
import type { Actor, Scene } from '../scene.ts';
import { archColumns } from './arch/arch.ts';
import type { Columns } from './columns.ts';
import { CHIP_WIDTH } from './outside/neighbour-cards.ts';

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
  const left = { x: MARGIN, width: neighbour };
  if (scene.mesh) {
    const poles = posts.map((own) => own.length * POLE_PITCH);
    const room = Math.max(LEAST, wish) - x - beyond;
    const { columns: placed, width } = archColumns(columns.main, poles, x, room);
    const right = Math.round(x + width);
    return {
      width: Math.round(right + beyond),
      pod: { x, right },
      lane: { x: x + 6, right: right - 6 },
      caption: x + 20,
      columns: placed,
      posts,
      left,
      right: { x: right + GUTTER, width: neighbour },
    };
  }
  const inset = insetsOf(scene, columns);
  const room = Math.max(LEAST, wish) - x - beyond - inset.left - inset.right;
  // Where all stand in one column, their lines run at its right.
  const aside = columns.count === 1 && columns.folded.size > 0 ? LINES : 0;
  const { widths, gap } = shareOut(columns, posts, room - aside, scene.density);
  const inner = widths.reduce((sum, width) => sum + width, 0) + gap * (columns.count - 1);
  const right = x + inset.left + Math.max(room, inner + aside) + inset.right;
  let next = x + inset.left + (columns.count === 1 ? Math.max(0, room - aside - inner) / 2 : 0);
  const placed = widths.map((width) => {
    const column = { x: Math.round(next), width: Math.round(width) };
    next += width + gap;
    return column;
  });
  return {
    width: Math.round(right + beyond),
    pod: { x, right: Math.round(right) },
    lane: { x: x + 6, right: Math.round(right) - 6 },
    caption: x + Math.max(20, columns.count === 1 ? 24 : inset.left),
    columns: placed,
    posts,
    left,
    right: { x: Math.round(right) + GUTTER, width: neighbour },
  };
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
  posts: readonly (readonly Actor[])[],
  room: number,
  density: Density,
): { widths: number[]; gap: number } {
  const poles = posts.map((own) => own.length * POLE_PITCH);
  const sides = count - 1;
  const least = [SIDE[0] ?? 0, MAIN[0] ?? 0, GAP[0] ?? 0] as const;
  let [side, middle, gap] = least;
  let left = room - poles.reduce((sum, pole) => sum + pole, 0) - sides * (side + gap) - middle;
  const give = (wish: number, now: number, times: number) => {
    const more = times === 0 ? 0 : Math.max(0, Math.min(wish - now, left / times));
    left -= more * times;
    return now + more;
  };
  // Small cards have name and icon beside each other: they need width more than the gaps do.
  const steps = density === 'comfortable' ? [[128, 32]] : [SMALL, [148, 34]];
  for (const [wish = 0, between = 0] of steps) {
    side = give(wish, side, sides);
    gap = give(between, gap, sides);
  }
  middle = give(150, middle, 1);
  if (count === 2) {
    middle = give(180, middle, 1);
    side = give(150, side, sides);
    gap = give(104, gap, sides);
    side = give(180, side, sides);
  }
  for (const level of [1, 2]) {
    middle = give(MAIN[level] ?? 0, middle, 1);
    side = give(SIDE[level] ?? 0, side, sides);
    gap = give(GAP[level] ?? 0, gap, sides);
  }
  if (sides > 0) gap += Math.max(0, left) / sides;
  const widths = poles.map((pole, column) => (column === main ? middle : side + pole));
  return { widths, gap };
}
