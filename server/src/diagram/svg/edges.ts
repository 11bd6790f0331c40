import type { VNode } from 'preact';
import type { Diagram, DiagramEdge, DiagramNode, Junction, Point } from '../diagram.ts';
import { classes, el, num } from './element.ts';
import { type Look, problemClass, symbol } from './part.ts';
import { along, distance, towards, xy } from './path.ts';

const CORNER = 8;
/** A head is 9 long and 9.2 wide; the line ends within it. That of a double line is larger. */
const USUAL: readonly [length: number, half: number] = [9, 4.6];
const OVERLAP = 7;
const WIDE: typeof USUAL = [11, 7];
const WIDE_OVERLAP = 10;
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
    one.redirected
      ? redirection(look, one)
      : strokes(look, one, line).map(({ look: own, d }) => el('path', { ...own, d })),
    !one.redirected &&
      ends(one).map(([tip, before]) =>
        one.kind === 'probe'
          ? ringAt(tip, before)
          : el('path', { class: isVolume ? 'vf' : 'ef', d: head(tip, before) }),
      ),
  );
}

/** The strokes of a line: what is its own, and the stretch that it shares with others of its bundle, which is thicker. */
function strokes(
  { diagram }: Look,
  one: DiagramEdge,
  line: string,
): { readonly look: ReturnType<typeof classes>; readonly d: string }[] {
  const corners = shortened(one);
  const own = classes(line, one.dashed && 'ro');
  if (!one.trunk) return [{ look: own, d: along(corners, CORNER) }];
  const { points, dashed } = one.trunk;
  const [first, joint] = [points[0]!, points.at(-1)!];
  const isForward = distance(one.points[0]!, first) < distance(one.points.at(-1)!, first);
  const outward = isForward ? corners : corners.toReversed();
  const at = outward.findIndex(
    (corner, i) =>
      i > 0 && distance(outward[i - 1]!, joint) + distance(joint, corner) < distance(outward[i - 1]!, corner) + 0.1,
  );
  const isJoint = ([x, y]: Point) => diagram.junctions.some((known) => known.x === x && known.y === y);
  const rest = outward.slice(at).filter((corner) => distance(corner, joint) > 0);
  return [
    { look: classes(line, dashed && 'ro', 'trunk'), d: along([...outward.slice(0, at), joint], CORNER, isJoint) },
    // Dashes begin at the end of their own, where a head may be.
    { look: own, d: along([joint, ...rest].toReversed(), CORNER, isJoint) },
  ];
}

/** Where lines of a bundle part: a dot for calls, a square for volumes. It steps back with its lines. */
export function junction(look: Look, { x, y, kind, edges }: Junction): VNode {
  const isDim = edges.every((id) => look.states(id).includes('is-dim'));
  const layer = look.interactive && (kind === 'calls' ? 'L-traffic' : 'L-volumes');
  return kind === 'calls'
    ? el('circle', { ...classes('ef', layer, isDim && 'is-dim'), cx: num(x), cy: num(y), r: '3.5' })
    : el('rect', {
        ...classes('vf', layer, isDim && 'is-dim'),
        x: num(x - 3.5),
        y: num(y - 3.5),
        width: '7',
        height: '7',
      });
}

/**
 * A line that rules lead to the proxy of a mesh: double, in the proxy's colour. What comes from outside is plain up to the
 * pod's border, on which a dot stands.
 */
function redirection({ diagram }: Look, one: DiagramEdge): VNode {
  const border = one.kind === 'inbound' ? diagram.rail.x : null;
  const [before, within] = border === null ? [[], one.points] : split(one.points, border);
  const path = along(shortened({ ...one, points: within }), CORNER);
  return el(
    'g',
    { class: 'R-proxy' },
    before.length > 1 && el('path', { class: 'e', d: along(before, CORNER) }),
    el('path', { class: 'rd', d: path }),
    el('path', { class: 'rd-core', d: path }),
    el('path', { class: 'rdf', d: head(one.points.at(-1)!, one.points.at(-2)!, WIDE) }),
    before.length > 1 && el('circle', { class: 'rdf', cx: num(border!), cy: num(within[0]![1]), r: '5.5' }),
  );
}

/** A line before and behind the place where its last stretch passes an upright; whole if it does not. */
function split(points: readonly Point[], x: number): readonly [readonly Point[], readonly Point[]] {
  const [from, to] = [points.at(-2)!, points.at(-1)!];
  if (Math.min(from[0], to[0]) >= x || Math.max(from[0], to[0]) <= x) return [[], points];
  const at: Point = [x, to[1]];
  return [
    [...points.slice(0, -1), at],
    [at, to],
  ];
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
function shortened({ kind, heads, points, redirected }: DiagramEdge): readonly Point[] {
  const covered = kind === 'probe' ? 2 * RING : redirected ? WIDE_OVERLAP : OVERLAP;
  const cut = (from: Point, to: Point) => towards(from, to, Math.min(covered, distance(from, to)));
  const corners = [...points];
  if (heads === 'end' || heads === 'both') corners[corners.length - 1] = cut(points.at(-1)!, points.at(-2)!);
  if (heads === 'start' || heads === 'both') corners[0] = cut(points[0]!, points[1]!);
  return corners;
}

function head(tip: Point, before: Point, [length, half] = USUAL): string {
  const [x, y] = tip;
  const [bx, by] = towards(tip, before, length);
  const [dx, dy] = [((by - y) / length) * half, ((x - bx) / length) * half];
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
