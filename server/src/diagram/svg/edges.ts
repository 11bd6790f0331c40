import type { VNode } from 'preact';
import type { Diagram, DiagramEdge, DiagramNode, Point } from '../diagram.ts';
import { classes, el, num } from './element.ts';
import { type Look, problemClass, symbol } from './part.ts';
import { along, distance, towards, xy } from './path.ts';

const CORNER = 8;
/** A head is 9 long and 9.2 wide; the line ends within it. */
const HEAD = 9;
const HALF = 4.6;
const OVERLAP = 7;
/** The radius of the ring of a probe. */
const RING = 3.6;

/** The lines that are drawn: order is told by the rail, and a tag hangs at its card. */
export function drawnEdges({ nodes, edges }: Diagram): DiagramEdge[] {
  const tags = new Set(nodes.filter(({ form }) => form === 'tag').map(({ id }) => id));
  return edges.filter(
    ({ kind, points, from, to }) => kind !== 'order' && points.length > 1 && !tags.has(from) && !tags.has(to),
  );
}

/** A line with its heads; under it the highlighter of a problem. Its label is drawn later, above everything that it crosses. */
export function edge(look: Look, one: DiagramEdge): VNode {
  const isVolume = one.kind === 'volume';
  const whole = along(one.points, CORNER);
  const line = isVolume ? 'v' : one.kind === 'probe' ? 'pr' : 'e';
  return symbol(
    look,
    one,
    'edge',
    'script',
    look.interactive && el('path', { class: 'hit', d: whole }),
    look.interactive && el('path', { class: 'ring line-ring', d: whole }),
    (one.problem === 'error' || one.problem === 'warning') && highlighter(one, whole),
    el('path', { ...classes(line, one.dashed && 'ro'), d: along(shortened(one), CORNER) }),
    ends(one).map(([tip, before]) =>
      one.kind === 'probe' ? ringAt(tip, before) : el('path', { class: isVolume ? 'vf' : 'ef', d: head(tip, before) }),
    ),
  );
}

function highlighter({ problem }: DiagramEdge, d: string): VNode {
  return el(
    'g',
    { class: problemClass(problem!) },
    el('path', { class: 'hl', d }),
    el('path', { class: 'hl-core', d }),
  );
}

/** The open ring at which a probe ends, before the port. */
function ringAt(tip: Point, before: Point): VNode {
  const [cx, cy] = towards(tip, before, RING);
  return el('circle', { class: 'ring-end', cx: num(cx), cy: num(cy), r: num(RING) });
}

/** Both points of each end that has a head, the tip first. */
function ends({ heads, points }: DiagramEdge): (readonly [tip: Point, before: Point])[] {
  const at = {
    end: [[-1, -2]],
    start: [[0, 1]],
    both: [
      [0, 1],
      [-1, -2],
    ],
    none: [],
  }[heads];
  return at.map(([tip, before]) => [points.at(tip!)!, points.at(before!)!] as const);
}

/** The corners without the stretch that a head covers. */
function shortened({ kind, heads, points }: DiagramEdge): readonly Point[] {
  const covered = kind === 'probe' ? 2 * RING : OVERLAP;
  const cut = (from: Point, to: Point) => towards(from, to, Math.min(covered, distance(from, to)));
  const corners = [...points];
  if (heads === 'end' || heads === 'both') corners[corners.length - 1] = cut(points.at(-1)!, points.at(-2)!);
  if (heads === 'start' || heads === 'both') corners[0] = cut(points[0]!, points[1]!);
  return corners;
}

function head(tip: Point, before: Point): string {
  const [x, y] = tip;
  const [bx, by] = towards(tip, before, HEAD);
  const [dx, dy] = [((by - y) / HEAD) * HALF, ((x - bx) / HEAD) * HALF];
  return `M${xy(tip)}L${xy([bx + dx, by + dy])}L${xy([bx - dx, by - dy])}Z`;
}

/** The pole of a native sidecar, with a gap of 9 where a line of others crosses it, and the foot at the pod's end. */
export function pole(look: Look, node: DiagramNode): VNode[] {
  if (!node.pole) return [];
  const { x, top, bottom } = node.pole;
  let path = `M${num(x)} ${num(top)}`;
  for (const y of crossings(look, x)) {
    if (y - GAP > top && y + GAP < bottom) path += `V${num(y - GAP)}M${num(x)} ${num(y + GAP)}`;
  }
  return [
    el('path', { class: 'pole', d: `${path}V${num(bottom)}` }),
    el('path', { class: 'foot', d: `M${num(x - 9)} ${num(bottom + 1)}H${num(x + 9)}` }),
  ];
}

const GAP = 4.5;

/** Heights at which lines cross an upright, downwards; a line that ends there does not cross. */
function crossings(look: Look, x: number): number[] {
  const heights = look.edges.flatMap(({ points }) =>
    points.flatMap(([ax, ay], at) => {
      const [bx, by] = points[at - 1] ?? [ax, ay];
      return ay === by && Math.min(ax, bx) < x - GAP && Math.max(ax, bx) > x + GAP ? [ay] : [];
    }),
  );
  return [...new Set(heights)].sort((a, b) => a - b);
}
