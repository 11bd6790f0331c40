// When the picture changes, what stays moves to its new place instead of jumping there. Nothing waits for it.
import type { Diagram } from '../../server/src/diagram/diagram.ts';

const EASE: KeyframeAnimationOptions = { duration: 120, easing: 'ease-out' };

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Moves what has another place than in the picture before; both are of the same pod. */
export function ease(picture: Element, before: Diagram, after: Diagram): void {
  if (still.matches) return;
  const places = new Map(before.nodes.map(({ id, x, y }) => [id, [x, y] as const]));
  const moved = new Map(
    after.nodes.flatMap(({ id, x, y }) => {
      const [bx, by] = places.get(id) ?? [x, y];
      return bx === x && by === y ? [] : [[id, `translate(${bx - x}px, ${by - y}px)`] as const];
    }),
  );
  const lines = new Map(before.edges.map(({ id, points }) => [id, String(points)]));
  const drawn = new Set(after.edges.flatMap(({ id, points }) => (lines.get(id) === String(points) ? [] : [id])));
  if (moved.size + drawn.size === 0) return;
  for (const element of picture.querySelectorAll<SVGElement>('.node,.edge,[data-of]')) {
    const id = element.dataset.id ?? element.dataset.of ?? '';
    const from = moved.get(id);
    if (from) element.animate([{ transform: from }, { transform: 'none' }], EASE);
    // A line takes another way: it comes into view there.
    else if (drawn.has(id)) element.animate([{ opacity: 0.4 }, { opacity: 1 }], EASE);
  }
}
