// Going through the picture with the keys: arrows follow the lines, from a node over a line to the next node; Home and End
// lead to the first and the last stop.
import { bodyIn } from '../../server/src/diagram/bodies.ts';
import type { Diagram, DiagramEdge, DiagramNode, Point } from '../../server/src/diagram/diagram.ts';
import { stretchesOf } from '../../server/src/diagram/svg/path.ts';
import { connected } from '../../server/src/diagram/svg/states.ts';

/** Where the arrows point: along x or y, forwards or backwards. */
const ARROWS: Readonly<Record<string, readonly [axis: 0 | 1, sign: 1 | -1]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 1],
  ArrowUp: [1, -1],
};

/**
 * The id of the node or the line that a key leads to from another one; null if it leads nowhere.
 * @param stops the nodes of Tab
 * @param isThere whether a line is drawn
 */
export function beyond(
  key: string,
  from: string,
  stops: readonly string[],
  diagram: Diagram,
  isThere: (id: string) => boolean,
): string | null {
  if (key === 'Home') return stops[0] ?? null;
  if (key === 'End') return stops.at(-1) ?? null;
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const body = bodyIn(diagram);
  const line = diagram.edges.find(({ id }) => id === from);
  const lines = diagram.edges.filter(({ id }) => isThere(id));
  if (line) return endAhead(diagram, line, body, ...arrow) ?? lineBeside(line, lines, body, ...arrow);
  const here = diagram.nodes.find(({ id }) => id === body(from));
  const next = here && nodeAhead(diagram, here, stops, ...arrow);
  if (!here || !next) return null;
  const between = lines.find((one) => {
    const ends = [body(one.from), body(one.to)];
    return ends.includes(here.id) && ends.includes(next);
  });
  return between?.id ?? next;
}

/** The nearest node in a direction that a line leads to, or the order of the start. */
function nodeAhead(
  diagram: Diagram,
  here: DiagramNode,
  stops: readonly string[],
  axis: 0 | 1,
  sign: 1 | -1,
): string | null {
  const near = connected(diagram, here.id);
  const found = diagram.nodes
    .filter(({ id }) => id !== here.id && near.has(id) && stops.includes(id))
    .map((node) => ({ id: node.id, ahead: sign * offset(here, node, axis), aside: aside(here, node, axis) }))
    .filter(({ ahead, aside }) => ahead > 0 && ahead > aside);
  return found.sort((a, b) => a.ahead + a.aside - b.ahead - b.aside)[0]?.id ?? null;
}

/** The end of a line that lies further in a direction. */
function endAhead(
  { nodes }: Diagram,
  { from, to }: DiagramEdge,
  body: (id: string) => string,
  axis: 0 | 1,
  sign: 1 | -1,
): string | null {
  const [a, b] = [from, to].map((end) => nodes.find(({ id }) => id === body(end)));
  if (!a || !b) return null;
  const ahead = sign * offset(a, b, axis);
  if (Math.abs(ahead) <= aside(a, b, axis)) return null;
  return ahead > 0 ? b.id : a.id;
}

/** The next line in a direction that shares an end with this one. */
function lineBeside(
  line: DiagramEdge,
  lines: readonly DiagramEdge[],
  body: (id: string) => string,
  axis: 0 | 1,
  sign: 1 | -1,
): string | null {
  const ends = [body(line.from), body(line.to)];
  const by = (point: Point) => sign * (point[axis] - middleOf(line)[axis]);
  const found = lines
    .filter((one) => one !== line && (ends.includes(body(one.from)) || ends.includes(body(one.to))))
    .map((one) => ({ id: one.id, ahead: by(middleOf(one)) }))
    .filter(({ ahead }) => ahead > 0);
  return found.sort((a, b) => a.ahead - b.ahead)[0]?.id ?? null;
}

/** The middle of the longest stretch of a line. */
function middleOf({ points }: DiagramEdge): Point {
  const [longest] = stretchesOf(points);
  const [[ax, ay], [bx, by]] = longest ?? [points[0] ?? [0, 0], points[0] ?? [0, 0]];
  return [(ax + bx) / 2, (ay + by) / 2];
}

const PLACES = [
  ['x', 'width'],
  ['y', 'height'],
] as const;

/** How far the middle of another node is away, along an axis. */
function offset(from: DiagramNode, to: DiagramNode, axis: 0 | 1): number {
  const [place, side] = PLACES[axis];
  return to[place] + to[side] / 2 - from[place] - from[side] / 2;
}

/** How far one must leave the straight way: nothing while the other node lies in it. */
function aside(from: DiagramNode, to: DiagramNode, axis: 0 | 1): number {
  const [across, side] = PLACES[axis === 0 ? 1 : 0];
  return Math.max(0, to[across] - from[across] - from[side], from[across] - to[across] - to[side]);
}
