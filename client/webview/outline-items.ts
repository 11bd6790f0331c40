// What the picture says, as lists: the steps of the start with their containers, and what belongs to these.
import { bodyIn, isNative } from '../../server/src/diagram/bodies.ts';
import type { Diagram, DiagramEdge, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { count, ROLE_WORDS, withoutSubject } from '../../server/src/diagram/words.ts';
import { laneOf } from './lanes.ts';

/** A line of the outline: it leads to a node or an edge by its id, to a problem by its index, or nowhere. */
export interface Item {
  readonly to: string | number | null;
  /** What is printed bold before the rest. */
  readonly head: string;
  readonly text: string;
  /** The title of the first fix of a problem. */
  readonly fix?: string;
  readonly items?: readonly Item[];
}

export interface Chapter {
  readonly title: string;
  readonly ordered: boolean;
  readonly items: readonly Item[];
}

/** The chapters of the outline of a pod; empty ones are left out. */
export function chaptersOf(diagram: Diagram): Chapter[] {
  const { nodes, problems, timeline } = diagram;
  const body = bodyIn(diagram);
  const lives = (timeline?.rows ?? []).map(named);
  const own = nodes.filter(({ kind, form }) => kind === 'volume' && form !== 'tag');
  const around = nodes.filter(({ kind }) => kind === 'service' || kind === 'external');
  const chapters: Chapter[] = [
    { title: 'Problems', ordered: false, items: problems.map((_, at) => problemItem(diagram, at)) },
    { title: 'Start order', ordered: true, items: stepItems(diagram, body) },
    { title: 'Start-up and shut-down', ordered: false, items: lives },
    { title: 'Shared volumes', ordered: false, items: own.map(named) },
    { title: 'Around the pod', ordered: false, items: around.map((one) => neighbourItem(diagram, one, body)) },
  ];
  return chapters.filter(({ items }) => items.length > 0);
}

function problemItem({ problems }: Diagram, at: number): Item {
  const { severity, about, message, fix } = problems[at]!;
  const head = about === null ? severity : `${severity}: ${about}`;
  return { to: at, head, text: withoutSubject(message, about), ...(fix === null ? {} : { fix }) };
}

/** The id of the thing that a port, a leg or a tag stands for, see `bodyIn`. */
type Body = ReturnType<typeof bodyIn>;

function stepItems(diagram: Diagram, body: Body): Item[] {
  const { nodes } = diagram;
  const containers = nodes.filter(({ kind }) => kind === 'container');
  const lanes = nodes.filter(({ kind }) => kind === 'lane');
  return lanes.map((lane) => {
    const here = containers.filter((one) => laneOf(nodes, one) === lane);
    const [caption, ...rest] = lane.texts.map(({ text }) => text);
    const items = here.map((one) => containerItem(diagram, one, body));
    return { to: null, head: caption ?? lane.label, text: rest.join(', '), items };
  });
}

function containerItem(diagram: Diagram, node: DiagramNode, body: Body): Item {
  const { nodes, problems } = diagram;
  const found = problems.filter((problem) => problem.shownAt === node.id).length;
  const words = [
    ROLE_WORDS[node.role ?? 'unknown'].toLowerCase(),
    ...(isNative(diagram, node) ? ['native sidecar, until the pod ends'] : []),
    ...(node.injected ? ['injected'] : []),
    ...(found > 0 ? [count(found, 'problem')] : []),
    ...node.texts.filter(({ kind }) => kind === 'mono').map(({ text }) => text),
  ];
  const ports = nodes.filter(
    ({ kind, form, parent, id }) =>
      kind === 'port' && form !== 'leg' && form !== 'mount' && parent !== null && body(id) === node.id,
  );
  const tags = nodes.filter(({ form, parent }) => form === 'tag' && parent === node.id);
  const items = [...ports, ...linesOf(diagram, node.id, body), ...tags].map(named);
  return { to: node.id, head: node.label, text: words.join(', '), items };
}

/** What stands around the pod, with the lines to others there and to the pod as a whole. */
function neighbourItem({ nodes, edges }: Diagram, node: DiagramNode, body: Body): Item {
  const isTold = (end: string) => isA('container', body(end), nodes);
  const lines = edges.filter(
    ({ from, to }) => (from === node.id && !isTold(to)) || (to === node.id && isA('pod', from, nodes)),
  );
  return { ...named(node), items: lines.map(named) };
}

/** The lines that are told at a container: what it calls and stores, and what comes to it from outside. */
function linesOf({ nodes, edges }: Diagram, id: string, body: Body): DiagramEdge[] {
  const tags = new Set(nodes.filter(({ form }) => form === 'tag').map((one) => one.id));
  return edges.filter(({ kind, from, to }) => {
    if (kind === 'order' || tags.has(from) || tags.has(to)) return false;
    return body(from) === id || (body(to) === id && !isA('container', body(from), nodes));
  });
}

function isA(kind: DiagramNode['kind'], id: string, nodes: readonly DiagramNode[]): boolean {
  return nodes.some((node) => node.kind === kind && node.id === id);
}

function named({ id, name }: { readonly id: string; readonly name: string }): Item {
  return { to: id, head: '', text: name };
}
