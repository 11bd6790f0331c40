import type { Box, Point } from '../../diagram.ts';
import type { Neighbour } from '../../neighbours.ts';
import type { Arriving, Leaving, Probing } from '../../scene.ts';

/** A line between the pod and the outside. */
export type Outside = Arriving | Probing | Leaving;

/** Where lines to neighbours would be straight: the height of each. */
export type Wishes = ReadonlyMap<Outside, number>;

/** Who is at the outer end of a line. */
export function neighbourOf(link: Outside): Neighbour {
  return link.kind === 'outbound' ? link.to : link.from;
}

/** Further lines leave a neighbour from its lower or upper border, so far from its left edge, and so far apart. */
const FIRST = 46;
const PITCH = 10;
const MOST = 3;
/** Lines keep that distance from neighbours which they pass. */
const CLEAR = 8;
/** How far neighbours are pushed apart for the lines of one of them. */
const FARTHEST = 64;

/** How far the further lines of a neighbour reach above and below its box, where no other neighbour is in between. */
export function reachOf(
  neighbour: Neighbour,
  { wish, height }: { readonly wish: number; readonly height: number },
  between: { readonly above: number; readonly below: number },
  wishes: Wishes,
): { above: number; below: number } {
  const heights = [...wishes].flatMap(([link, y]) => (neighbourOf(link) === neighbour ? [y] : []));
  const up = Math.min(wish, ...heights.filter((y) => y > between.above && !neighbour.entrance));
  const down = Math.max(wish, ...heights.filter((y) => y < between.below));
  const least = height / 2;
  const within = (far: number) => Math.min(FARTHEST, Math.max(0, far));
  return { above: within(wish - up - least), below: within(down - wish - least) };
}

/**
 * Where the lines of a neighbour on the left begin that do not leave it at its tip: all but the one nearest to the tip, if
 * they have room. Those that go farther leave it farther left, so that none crosses another.
 */
export function exitsOf(boxes: ReadonlyMap<Neighbour, Box>, wishes: Wishes): Map<Outside, Point> {
  const exits = new Map<Outside, Point>();
  for (const [neighbour, box] of boxes) {
    if (neighbour.side !== 'left' || neighbour.kind === 'kubelet') continue;
    const middle = box.y + box.height / 2;
    const [, ...own] = [...wishes]
      .filter(([link]) => neighbourOf(link) === neighbour)
      .sort(([, a], [, b]) => Math.abs(a - middle) - Math.abs(b - middle));
    const others = [...boxes.values()].filter((one) => one !== box && one.x === box.x);
    const [low, high] = [box.y + box.height + CLEAR, box.y - CLEAR];
    const down = own.filter(([, y]) => y >= low);
    const up = own.filter(([, y]) => y <= high);
    for (const [side, from] of [
      [down, box.y + box.height],
      [up, box.y],
    ] as const) {
      side.slice(0, MOST).forEach(([link, y], i) => {
        const isFree = others.every((one) => {
          const [top, bottom] = [Math.min(from, y) - CLEAR, Math.max(from, y) + CLEAR];
          return one.y >= bottom || one.y + one.height <= top;
        });
        if (isFree) exits.set(link, [box.x + FIRST - i * PITCH, from]);
      });
    }
  }
  return exits;
}
