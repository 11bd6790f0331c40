// Going through the picture with the keys: arrows follow the lines, Home and End lead to the first and the last stop.
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { connected } from '../../server/src/diagram/svg/states.ts';

/** Where the arrows point: along x or y, forwards or backwards. */
const ARROWS: Readonly<Record<string, readonly [axis: 'x' | 'y', sign: 1 | -1]>> = {
  ArrowRight: ['x', 1],
  ArrowLeft: ['x', -1],
  ArrowDown: ['y', 1],
  ArrowUp: ['y', -1],
};

/** The id of the node that a key leads to from another one; null if it leads nowhere. `stops` are those of Tab. */
export function nodeBeyond(key: string, from: string, stops: readonly string[], diagram: Diagram): string | null {
  if (key === 'Home') return stops[0] ?? null;
  if (key === 'End') return stops.at(-1) ?? null;
  const arrow = ARROWS[key];
  const here = diagram.nodes.find(({ id }) => id === from);
  if (!arrow || !here) return null;
  const near = connected(diagram, from);
  const [axis, sign] = arrow;
  const found = diagram.nodes
    .filter(({ id }) => id !== from && near.has(id) && stops.includes(id))
    .map((node) => ({ id: node.id, ahead: sign * offset(here, node, axis), aside: aside(here, node, axis) }))
    .filter(({ ahead, aside }) => ahead > 0 && ahead > aside);
  return found.sort((a, b) => a.ahead + a.aside - b.ahead - b.aside)[0]?.id ?? null;
}

/** How far the middle of another node is away, along an axis. */
function offset(from: DiagramNode, to: DiagramNode, axis: 'x' | 'y'): number {
  const side = axis === 'x' ? 'width' : 'height';
  return to[axis] + to[side] / 2 - from[axis] - from[side] / 2;
}

/** How far one must leave the straight way: nothing while the other node lies in it. */
function aside(from: DiagramNode, to: DiagramNode, axis: 'x' | 'y'): number {
  const [across, side] = axis === 'x' ? (['y', 'height'] as const) : (['x', 'width'] as const);
  return Math.max(0, to[across] - from[across] - from[side], from[across] - to[across] - to[side]);
}
