import { bodyIn } from '../bodies.ts';
import type { Diagram } from '../diagram.ts';

/** What the reader points at: ids of nodes or edges. */
export interface Pointing {
  /** What the editor's cursor is in. */
  readonly cursor?: string | null;
  /** What has the keyboard's focus. */
  readonly focus?: string | null;
  /** What is under the pointer: everything not connected with it steps back. */
  readonly hover?: string | null;
}

/** The classes of each node and edge: `is-cursor`, `is-focus`, `is-hover`, `is-dim`. */
export function statesOf(diagram: Diagram, { cursor, focus, hover }: Pointing): (id: string) => string {
  const near = hover ? connected(diagram, hover) : null;
  return (id) =>
    [
      id === cursor && 'is-cursor',
      id === focus && 'is-focus',
      id === hover && 'is-hover',
      near !== null && !near.has(id) && 'is-dim',
    ]
      .filter(Boolean)
      .join(' ');
}

/** What belongs to a node or an edge: its lines, what they lead to, and the ports and tags of all these. */
export function connected(diagram: Diagram, id: string): ReadonlySet<string> {
  const { nodes, edges } = diagram;
  const body = bodyIn(diagram);
  const hovered = body(id);
  const lines = edges.filter((edge) => edge.id === id || body(edge.from) === hovered || body(edge.to) === hovered);
  const bodies = new Set([hovered, ...lines.flatMap(({ from, to }) => [body(from), body(to)])]);
  return new Set([
    id,
    ...bodies,
    ...lines.map((line) => line.id),
    ...nodes.filter((node) => bodies.has(body(node.id))).map((node) => node.id),
  ]);
}
