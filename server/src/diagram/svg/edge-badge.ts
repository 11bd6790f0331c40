import { boxOfText } from '../boxes.ts';
import type { Box, Diagram, DiagramEdge, Point } from '../diagram.ts';
import { distance, stretchesOf, towards } from './path.ts';

/** Half of a badge on a line, with its edge. */
const REACH = 11;
/** So far from corners and heads a badge stands, if the stretch is long enough. */
const CLEAR = 20;
const STEP = 4;

/**
 * Where the badge of a line stands: on its longest stretch, in the middle or as near to it as nothing is covered; else on
 * another one. Where there is no such place, in the middle of the longest.
 */
export function badgeOn(diagram: Diagram, { points }: DiagramEdge): Point {
  const places = stretchesOf(points).flatMap(([from, to]) => along(from, to));
  const covered = coveredIn(diagram);
  return places.find((place) => covered.every((box) => !isOn(place, box))) ?? places[0] ?? [0, 0];
}

/** Places on a stretch, the middle first. */
function along(from: Point, to: Point): Point[] {
  const half = distance(from, to) / 2;
  const middle = towards(from, to, half);
  const places = [middle];
  for (let by = STEP; by <= half - CLEAR; by += STEP) places.push(towards(middle, to, by), towards(middle, from, by));
  return places;
}

/** What no badge of a line may cover: everything that stands, and everything that is printed. */
function coveredIn({ nodes, edges, rail }: Diagram): Box[] {
  const standing = nodes.filter(({ kind }) => kind !== 'pod' && kind !== 'lane');
  const texts = [...nodes.filter(({ kind }) => kind === 'lane'), ...edges].flatMap((one) => one.texts.map(boxOfText));
  const marks = rail.marks.map(({ y }) => ({ x: rail.x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH }));
  const changes = [...nodes, ...edges].flatMap(({ mark }) => mark ?? []);
  return [...standing, ...texts, ...marks, ...changes];
}

function isOn([x, y]: Point, box: Box): boolean {
  return x + REACH > box.x && x - REACH < box.x + box.width && y + REACH > box.y && y - REACH < box.y + box.height;
}
