// Finding one's way between a picture and the text it was made of. Lines are those of the editor, from 0.
import type { Diagram, DiagramNode } from '../../../server/src/diagram/diagram.ts';
import type { Place } from '../../../server/src/yaml/lines.ts';
import type { Spot } from './messages.ts';

/** Whether a line belongs to the pod that is shown: then the picture stays when the cursor goes there. */
export function holdsLine({ nodes }: Diagram, line: number): boolean {
  return nodes.some((node) => node.kind === 'pod' && reaches(node, line));
}

/**
 * The id of the node that the cursor is in: of the container, else of the one that is injected because of the line, else
 * of the volume, Service or Ingress that the line declares.
 */
export function nodeAtLine({ nodes }: Diagram, line: number): string | null {
  const found = nodes.filter((node) => reaches(node, line));
  const containers = found.filter(({ kind }) => kind === 'container');
  const container = containers.find(({ injected }) => !injected) ?? containers[0];
  return (container ?? found.find(({ kind }) => ['volume', 'service', 'external'].includes(kind)))?.id ?? null;
}

/** The place in the text of what is drawn; the spot is in one of the pictures. */
export function placeOf(diagrams: readonly Diagram[], { pod, id }: Spot): Place | null {
  const { nodes, edges, problems } = diagrams[pod] ?? { nodes: [], edges: [], problems: [] };
  if (typeof id === 'number') return problems[id]?.place ?? null;
  return [...nodes, ...edges].find((one) => one.id === id)?.place ?? null;
}

function reaches({ extent }: DiagramNode, line: number): boolean {
  return extent !== null && extent[0] <= line + 1 && line + 1 <= extent[1];
}
