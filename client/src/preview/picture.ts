// Finding one's way between pictures and the text they were made of. Lines are those of the editor, from 0.
import type { Diagram, DiagramEdge, DiagramNode, DiagramProblem } from '../../../server/src/diagram/diagram.ts';
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
export function placeOf(diagrams: readonly Diagram[], spot: Spot): Place | null {
  return drawnAt(diagrams, spot)?.place ?? null;
}

/** How what is drawn differs from what it was, in words. */
export function changesOf(diagrams: readonly Diagram[], spot: Spot): readonly string[] {
  const drawn = drawnAt(diagrams, spot);
  return drawn && 'changes' in drawn ? (drawn.changes ?? []) : [];
}

/** What is drawn in words: the full name of a node or an edge, the message of a problem. */
export function nameOf(diagrams: readonly Diagram[], spot: Spot): string | null {
  const drawn = drawnAt(diagrams, spot);
  return drawn && ('rule' in drawn ? drawn.message : drawn.name);
}

function drawnAt(diagrams: readonly Diagram[], { pod, id }: Spot): DiagramNode | DiagramEdge | DiagramProblem | null {
  const { nodes = [], edges = [], problems = [] } = diagrams[pod] ?? {};
  return (typeof id === 'number' ? problems[id] : [...nodes, ...edges].find((one) => one.id === id)) ?? null;
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
  return extent !== null && isWithin(line, extent);
}

/** Whether a line is in a range of lines, which pictures count from 1. */
export function isWithin(line: number, [first, last]: readonly [number, number]): boolean {
  return first <= line + 1 && line + 1 <= last;
}
