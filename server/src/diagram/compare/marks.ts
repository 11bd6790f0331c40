import { holderIn } from '../bodies.ts';
import type { Box, Change, Diagram, DiagramEdge, DiagramNode, TextRun } from '../diagram.ts';
import { plain } from '../measure.ts';
import type { Scene } from '../scene.ts';
import { edgeMark, nodeMark } from './mark-places.ts';
import { mountKey, portKey, type State } from './state.ts';

/** How a thing differs; `notes` say it in words. */
interface Difference {
  readonly change: Change;
  readonly notes: readonly string[];
}

/** Both states; null for one that does not have the pod. */
type States = readonly [before: State | null, after: State | null];

/** Marks what differs in the picture of two states. `told` are sentences that say the same. */
export function marked(
  picture: Diagram,
  scene: Scene,
  states: States,
): { readonly nodes: DiagramNode[]; readonly edges: DiagramEdge[]; readonly told: string[] } {
  const found = new Map(picture.nodes.map((node) => [node.id, nodeDifference(scene, states, node)]));
  const changeAt = (id: string | null) => (id === null ? undefined : found.get(id)?.change);
  const told: string[] = [];
  const nodes = picture.nodes.map((node): DiagramNode => {
    const difference = found.get(node.id);
    if (!difference) return node;
    const { change, notes } = difference;
    const isTold = change === changeAt(node.parent) && change !== 'changed';
    const mark = node.kind === 'port' || isTold ? null : nodeMark(node);
    const name = nameWith(node.name, difference);
    if (mark) told.push(`${name}.`);
    return {
      ...node,
      change,
      ...(notes.length > 0 ? { changes: notes } : {}),
      ...(mark ? { mark } : {}),
      name,
      texts: change === 'removed' || node.kind === 'port' ? struck(node, change) : node.texts,
      ...(change === 'removed' ? NOWHERE : {}),
    };
  });
  const holder = holderIn(picture);
  const marks: Box[] = [];
  const edges = picture.edges.map((edge): DiagramEdge => {
    const holders = [edge.from, edge.to].map(holder);
    const difference = edgeDifference(picture, states, edge, holders);
    if (!difference) return edge;
    const { change } = difference;
    const name = nameWith(edge.name, difference);
    const ends = holders.map(changeAt);
    // The stretch between a card and its tag is not drawn.
    const isTag = picture.nodes.some(({ id, form }) => id === edge.to && form === 'tag');
    const isTold = isTag || (ends.includes(change) && change !== 'changed');
    const mark = isTold ? null : edgeMark(picture, nodes, edge, marks);
    if (mark) marks.push(mark);
    if (!isTold) told.push(`${name}.`);
    const gone = change === 'removed' ? { line: null, place: null } : {};
    return { ...edge, change, ...(mark ? { mark } : {}), name, ...gone };
  });
  return { nodes, edges, told };
}

/** What is no more stands nowhere in the file. */
const NOWHERE = { line: null, place: null, extent: null } as const;

function nameWith(name: string, { change, notes }: Difference): string {
  return `${name}, ${change}${notes.length > 0 ? `: ${notes.join(', ')}` : ''}`;
}

const NAMES: ReadonlySet<TextRun['kind']> = new Set(['name', 'app-name', 'heading']);

/** The texts of what is gone with its name struck through; of a port that has come, or is gone, with its label so. */
function struck(node: DiagramNode, change: Change): TextRun[] {
  if (node.kind === 'port') {
    if (change === 'changed') return [...node.texts];
    return node.texts.map((run) => ({ ...run, change: change === 'removed' ? 'old' : 'new' }));
  }
  const isName = ({ kind }: TextRun) => NAMES.has(kind) || (node.form === 'tag' && kind === 'body');
  return node.texts.map((run) => (isName(run) ? { ...run, change: 'old' as const } : run));
}

function nodeDifference(scene: Scene, states: States, node: DiagramNode): Difference | null {
  const { id, kind, parent } = node;
  if (kind === 'container') {
    const actor = scene.actors.find((one) => one.id === id);
    return actor?.injected ? named(states, id) : (actor?.compared ?? null);
  }
  if (kind === 'volume') {
    const drum = scene.drums.find((one) => one.id === id);
    if (drum) return held(states, ({ volumes }) => volumes.get(drum.share.name) ?? null);
    if (node.form !== 'tag') return null;
    const [container, volume] = mountOfTag(node);
    return mountDifference(states, container, volume) ?? held(states, ({ volumes }) => volumes.get(volume) ?? null);
  }
  if (node.form === 'mount' && parent !== null) {
    const volume = scene.drums.find(({ share }) => id === `mount/${parent}/${share.name}`);
    return volume ? mountDifference(states, parent, volume.share.name) : null;
  }
  if (kind === 'port' && parent !== null) {
    return held(states, ({ ports }) => (ports.has(portKey(parent, node.label)) ? '' : null));
  }
  // The full name of a neighbour tells its ports.
  return kind === 'service' || kind === 'external' ? held(states, ({ names }) => names.get(id) ?? null) : null;
}

/** `ends` are the things that the line connects. */
function edgeDifference(
  picture: Diagram,
  states: States,
  edge: DiagramEdge,
  ends: readonly string[],
): Difference | null {
  if (edge.kind !== 'volume') return named(states, edge.id);
  const actor = picture.nodes.find(({ id, kind }) => kind === 'container' && ends.includes(id));
  const volume = picture.nodes.find(({ id, kind }) => kind === 'volume' && ends.includes(id));
  if (!actor || !volume) return null;
  return volume.form === 'tag'
    ? mountDifference(states, ...mountOfTag(volume))
    : mountDifference(states, actor.id, volume.label);
}

/** The container and the volume of a tag; of a tag for several, the first of them. */
function mountOfTag({ id, parent }: DiagramNode): readonly [actor: string, volume: string] {
  return [parent ?? '', id.slice(`tag/${parent}/`.length)];
}

function mountDifference(states: States, actor: string, volume: string): Difference | null {
  return held(states, ({ mounts }) => mounts.get(mountKey(actor, volume)) ?? null, false);
}

/** Whether something with an id is in both states. */
function named(states: States, id: string): Difference | null {
  const [was, is] = states.map((state) => state?.names.has(id) ?? false);
  return was === is ? null : { change: is ? 'added' : 'removed', notes: [] };
}

/** Whether both states hold something, and the same; what is in neither is in both as far as the eye goes. */
function held(states: States, of: (state: State) => string | null, isTold = true): Difference | null {
  const [was = null, is = null] = states.map((state) => state && of(state));
  if (was === is) return null;
  if (was === null) return { change: 'added', notes: [] };
  if (is === null) return { change: 'removed', notes: [] };
  return { change: 'changed', notes: isTold ? [`was ${plain(was)}`] : [] };
}
