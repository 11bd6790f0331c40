import { boxesOfLine, boxOfText } from '../boxes.ts';
import type { Box, Diagram, DiagramEdge, DiagramNode, Point } from '../diagram.ts';

/** Where the marks of a comparison stand: at the upper left corner of things, on lines where nothing else is. */

/** Cards up to this height show one line, up to the other one two or three. */
const LINE = 30;
const COMPACT = 72;

/** The mark of a node; what stands at the left edge of the picture has it within. */
export function nodeMark(node: DiagramNode): Box {
  const mark = cornerOf(node);
  return { ...mark, x: Math.max(1, mark.x) };
}

function cornerOf({ x, y, height, form, texts }: DiagramNode): Box {
  if (form === 'tag') return square(x - 2, y + height / 2, 12);
  if (form === 'drum' || form === 'neighbour' || form === 'pointer') return square(x + 2, y + 3, 16);
  if (height <= LINE) return square(x - 3, y + 1, 12);
  const isSmall = height <= COMPACT && texts.some(({ kind }) => kind === 'heading');
  return isSmall ? square(x - 1, y, 15) : square(x + 1, y + 2, 18);
}

function square(x: number, y: number, size: number): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

/** Sizes of marks on lines, and how far from the end of a line, where heads and pins are, their middle keeps off. */
const SIZES = [
  { size: 14, fromEnd: 18 },
  { size: 11, fromEnd: 10 },
] as const;
/** Where on a stretch it may stand, the best first. */
const PARTS = [1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4, 1 / 6, 5 / 6];

/** The mark of a line: on its longest stretch, where it covers nothing; null if there is no such place. */
export function edgeMark(
  { edges }: Diagram,
  nodes: readonly DiagramNode[],
  edge: DiagramEdge,
  taken: readonly Box[],
): Box | null {
  const stretches = edge.points
    .flatMap((to, i) => (i > 0 ? [[edge.points[i - 1] as Point, to] as const] : []))
    .sort((a, b) => lengthOf(b) - lengthOf(a));
  const places = stretches.flatMap(([from, to]) => PARTS.map((part) => between(from, to, part)));
  const ends = edge.points.filter((_, i) => i === 0 || i === edge.points.length - 1);
  const covered = [
    ...nodes.filter(({ kind }) => kind !== 'pod' && kind !== 'lane'),
    ...[...nodes, ...edges].flatMap((one) => one.texts.map(boxOfText)),
    ...nodes.flatMap(({ mark }) => mark ?? []),
    ...taken,
  ];
  const lines = edges.filter((one) => one !== edge).flatMap(({ points }) => boxesOfLine(points));
  for (const { size, fromEnd } of SIZES) {
    const isNearEnd = ([x, y]: Point) => ends.some(([ex, ey]) => Math.abs(x - ex) + Math.abs(y - ey) < fromEnd);
    const free = places.filter((point) => {
      const box = square(...point, size + 2);
      return !isNearEnd(point) && covered.every((one) => !meet(box, one));
    });
    const best = free.find((point) => lines.every((one) => !meet(square(...point, size), one))) ?? free[0];
    if (best) return square(...best, size);
  }
  return null;
}

function lengthOf([[ax, ay], [bx, by]]: readonly [Point, Point]): number {
  return Math.abs(ax - bx) + Math.abs(ay - by);
}

function between([ax, ay]: Point, [bx, by]: Point, part: number): Point {
  return [Math.round(ax + (bx - ax) * part), Math.round(ay + (by - ay) * part)];
}

function meet(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
