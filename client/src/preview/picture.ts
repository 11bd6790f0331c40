// Finding one's way between pictures and the text they were made of. Lines are those of the editor, from 0.
import type { Diagram, DiagramNode } from '../../../server/src/diagram/diagram.ts';
import type { Place } from '../../../server/src/yaml/lines.ts';
import type { Spot } from './messages.ts';

/** Whether a line belongs to a pod that is shown: then the picture stays when the cursor goes there. */
export function holdsLine(diagrams: readonly Diagram[], line: number): boolean {
  return diagrams.some(({ nodes }) => nodes.some((node) => node.kind === 'pod' && reaches(node, line)));
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

/** The spot that the cursor is in: in the first picture in which the line has one. */
export function spotAtLine(diagrams: readonly Diagram[], line: number): Spot | null {
  for (const [pod, diagram] of diagrams.entries()) {
    const id = nodeAtLine(diagram, line);
    if (id !== null) return { pod, id };
  }
  return null;
}

/** The place in the text of what is drawn; the spot is in one of the pictures. */
export function placeOf(diagrams: readonly Diagram[], { pod, id }: Spot): Place | null {
  const { nodes = [], edges = [], problems = [] } = diagrams[pod] ?? {};
  if (typeof id === 'number') return problems[id]?.place ?? null;
  return [...nodes, ...edges].find((one) => one.id === id)?.place ?? null;
}

/** How what is drawn differs from what it was, in words. */
export function changesOf(diagrams: readonly Diagram[], { pod, id }: Spot): readonly string[] {
  return diagrams[pod]?.nodes.find((node) => node.id === id)?.changes ?? [];
}

/** What is drawn in words: the full name of a node or an edge, the message of a problem. */
export function nameOf(diagrams: readonly Diagram[], { pod, id }: Spot): string | null {
  const { nodes = [], edges = [], problems = [] } = diagrams[pod] ?? {};
  if (typeof id === 'number') return problems[id]?.message ?? null;
  return [...nodes, ...edges].find((one) => one.id === id)?.name ?? null;
}

/**
 * The pictures with the last good one in the place of each whose text is broken now, and the line where it is, from 1;
 * null where none is broken.
 */
export function withLastGood(
  last: readonly Diagram[],
  diagrams: readonly Diagram[],
): { readonly diagrams: readonly Diagram[]; readonly broken: Broken | null } {
  const first = diagrams.find(({ broken }) => broken)?.broken;
  if (!first) return { diagrams, broken: null };
  const good = last.filter(({ broken }) => !broken);
  const kept = diagrams.map((one) => {
    const nth = diagrams.filter(({ title }) => title === one.title).indexOf(one);
    return one.broken ? (good.filter(({ title }) => title === one.title)[nth] ?? one) : one;
  });
  return { diagrams: kept, broken: { line: first.line, kept: kept.some((one) => last.includes(one)) } };
}

/** Text that is broken: where, and whether an earlier picture stays for it. */
export interface Broken {
  readonly line: number | null;
  readonly kept: boolean;
}

function reaches({ extent }: DiagramNode, line: number): boolean {
  return extent !== null && extent[0] <= line + 1 && line + 1 <= extent[1];
}
