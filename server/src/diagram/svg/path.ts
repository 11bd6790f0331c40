import type { Point } from '../diagram.ts';
import { num } from './element.ts';

/** An orthogonal path along points, its corners rounded by at most `radius`, those that are `sharp` not at all. */
export function along(
  points: readonly Point[],
  radius: number,
  sharp: (corner: Point) => boolean = () => false,
): string {
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]];
      if (!before) return `M${xy(point)}`;
      if (!after || sharp(point)) return `L${xy(point)}`;
      const reach = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
      return `L${xy(towards(point, before, reach))}Q${xy(point)} ${xy(towards(point, after, reach))}`;
    })
    .join('');
}

/** The point that lies `by` pixels from one point towards another. */
export function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  return whole === 0 ? from : [from[0] + ((to[0] - from[0]) * by) / whole, from[1] + ((to[1] - from[1]) * by) / whole];
}

/** The straight stretches of a line, the longest first. */
export function stretchesOf(points: readonly Point[]): (readonly [from: Point, to: Point])[] {
  return points
    .slice(1)
    .map((to, i) => [points[i] ?? to, to] as const)
    .sort(([a, b], [c, d]) => distance(c, d) - distance(a, b));
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

export function xy([x, y]: Point): string {
  return `${num(x)} ${num(y)}`;
}
