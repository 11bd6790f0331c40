import type { VNode } from 'preact';
import type { Change, Diagram, DiagramEdge, DiagramNode, NodeKind } from '../diagram.ts';
import { badge } from './badge.ts';
import { changeMarks } from './changes.ts';
import { badgeOn } from './edge-badge.ts';
import { drawnEdges, edge, junction, pole } from './edges.ts';
import { type Child, classes, el, num } from './element.ts';
import { foot } from './foot.ts';
import { lane, pod, rail } from './frame.ts';
import { header } from './header.ts';
import type { Legend } from './legend.ts';
import { container, neighbour, port, volume } from './nodes.ts';
import { changeClass, type Look, layerClass, roleClass, texts } from './part.ts';
import { type Slot, slot } from './slot.ts';
import { type Pointing, statesOf } from './states.ts';

export interface PictureProps extends Pointing {
  readonly diagram: Diagram;
  /**
   * Whether one can point at things and go through them. Nodes, edges and ports carry `data-id`, rows of the list of
   * problems `data-problem` (the index) and the switch of the legend `data-legend`: one listener around the picture is enough.
   */
  readonly interactive?: boolean;
  /** Its index among the pictures of a page: `data-pod` says it, and no id occurs in two of them. */
  readonly pod?: number;
  readonly legend: Legend;
  /** Where a new container would stand. */
  readonly slot?: Slot | null;
  /** CSS that the picture carries with it. */
  readonly style?: string;
  /** What it tells programs about itself. */
  readonly metadata?: string;
}

/** The picture of a pod as an SVG element. */
export function Picture(props: PictureProps): VNode {
  const { diagram, interactive = false, pod: index, legend, slot: free, style, metadata, ...pointing } = props;
  const prefix = index === undefined ? '' : `pod-${index}/`;
  const look: Look = {
    diagram,
    edges: drawnEdges(diagram),
    interactive,
    prefix,
    states: statesOf(diagram, pointing),
  };
  const below = foot(look, legend);
  const [width, height] = [num(Math.ceil(diagram.width)), num(Math.ceil(below.y))];
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'pp',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'graphics-document document',
      'aria-roledescription': 'picture of a pod',
      'aria-labelledby': `${prefix}pp-title`,
      'aria-describedby': `${prefix}pp-description`,
      ...(index === undefined ? {} : { 'data-pod': String(index) }),
    },
    // Browsers show a title wherever the pointer rests.
    el(interactive ? 'desc' : 'title', { id: `${prefix}pp-title` }, diagram.title),
    el('desc', { id: `${prefix}pp-description` }, diagram.description),
    metadata !== undefined && el('metadata', {}, metadata),
    style !== undefined && el('style', {}, style),
    el('rect', { class: 'bg', width, height }),
    el('g', { class: 'header' }, header(diagram)),
    el('g', { class: 'frame' }, frame(look)),
    el(
      'g',
      { class: 'lines' },
      uprights(look),
      inOrder(look.edges).map((one) => edge(look, one)),
      diagram.junctions.map((one) => junction(look, one)),
    ),
    el('g', { class: 'things' }, things(look)),
    free && slot(free, diagram.nodes),
    el('g', { class: 'badges' }, changeMarks(look), badges(look)),
    el('g', { class: 'below' }, below.parts),
  );
}

/** Where lines meet or run together, what is gone lies below what has come, and both below what stays. */
function inOrder(edges: readonly DiagramEdge[]): DiagramEdge[] {
  const isOne = (change: Change) => (one: DiagramEdge) => one.change === change;
  const stays = edges.filter(({ change }) => change !== 'removed' && change !== 'added');
  return [...edges.filter(isOne('removed')), ...edges.filter(isOne('added')), ...stays];
}

function of({ diagram }: Look, kind: NodeKind): DiagramNode[] {
  return diagram.nodes.filter((node) => node.kind === kind);
}

function frame(look: Look): Child[] {
  const lanes = of(look, 'lane').map((node) => lane(look, node));
  return [...of(look, 'pod').flatMap(pod), ...lanes, el('g', look.interactive ? { class: 'L-order' } : {}, rail(look))];
}

function uprights(look: Look): Child[] {
  return of(look, 'container').map((node) => {
    const drawn = pole(look, node);
    const own = classes('upright', roleClass(node.role), changeClass(node.change), look.states(node.id));
    return drawn.length > 0 && el('g', own, drawn);
  });
}

/** Cards, drums, tags and neighbours in the order of the nodes, on them the ports, and what is printed on lines. */
function things(look: Look): Child[] {
  const drawn = look.diagram.nodes.map((node) => {
    if (node.kind === 'container') return container(look, node);
    if (node.kind === 'volume') return volume(look, node);
    return node.kind === 'service' || node.kind === 'external' ? neighbour(look, node) : null;
  });
  const labels = look.edges.flatMap((one) =>
    one.texts.length > 0
      ? [el('g', classes('label', layerClass(look, one), look.states(one.id)), texts(one.texts))]
      : [],
  );
  return [...drawn, ...of(look, 'port').map((node) => port(look, node)), ...labels];
}

/** The badges of problems: at the upper right corner, and on a line. */
function badges(look: Look): Child[] {
  const onNodes = look.diagram.nodes.map((node) => {
    const { problem, kind, x, y, width } = node;
    const hasOne = problem !== null && kind !== 'pod' && kind !== 'lane' && kind !== 'port';
    return hasOne && el('g', badgeOf(look, node), badge(problem, x + width - 6, y, 1.1));
  });
  const onEdges = look.edges.map((one) => {
    if (one.problem === null) return null;
    const [x, y] = badgeOn(look.diagram, one);
    return el('g', badgeOf(look, one), badge(one.problem, x, y, 1.1));
  });
  return [...onNodes, ...onEdges];
}

/** What a page moves and hides together with the thing that has the problem. */
function badgeOf(look: Look, one: DiagramNode | DiagramEdge): Readonly<Record<string, string>> {
  const mine = look.interactive ? { key: one.id, 'data-of': one.id } : {};
  return { ...classes(layerClass(look, one), look.states(one.id)), ...mine };
}
