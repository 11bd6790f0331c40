import type { VNode } from 'preact';
import type { Diagram, DiagramNode, NodeKind } from '../diagram.ts';
import { badge } from './badge.ts';
import { badgeOn } from './edge-badge.ts';
import { drawnEdges, edge, junction, pole } from './edges.ts';
import { type Child, classes, el, num } from './element.ts';
import { foot } from './foot.ts';
import { lane, pod, rail } from './frame.ts';
import { header } from './header.ts';
import type { Legend } from './legend.ts';
import { container, neighbour, port, volume } from './nodes.ts';
import { type Look, roleClass, texts } from './part.ts';
import { type Pointing, statesOf } from './states.ts';

export interface PictureProps extends Pointing {
  readonly diagram: Diagram;
  /**
   * Whether one can point at things and go through them. Nodes, edges and ports carry `data-id`, rows of the list of
   * problems `data-problem` (the index) and the switch of the legend `data-legend`: one listener around the picture is enough.
   */
  readonly interactive?: boolean;
  readonly legend: Legend;
  /** CSS that the picture carries with it. */
  readonly style?: string;
}

/** The picture of a pod as an SVG element. */
export function Picture({ diagram, interactive = false, legend, style, ...pointing }: PictureProps): VNode {
  const look: Look = {
    diagram,
    edges: drawnEdges(diagram),
    interactive,
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
      'aria-labelledby': 'pp-title',
      'aria-describedby': 'pp-description',
    },
    el('title', { id: 'pp-title' }, diagram.title),
    el('desc', { id: 'pp-description' }, diagram.description),
    style !== undefined && el('style', {}, style),
    el('rect', { class: 'bg', width, height }),
    el('g', { class: 'header' }, header(diagram)),
    el('g', { class: 'frame' }, frame(look)),
    el(
      'g',
      { class: 'lines' },
      uprights(look),
      look.edges.map((one) => edge(look, one)),
      diagram.junctions.map((one) => junction(look, one)),
    ),
    el('g', { class: 'things' }, things(look)),
    el('g', { class: 'badges' }, badges(look)),
    el('g', { class: 'below' }, below.parts),
  );
}

function of({ diagram }: Look, kind: NodeKind): DiagramNode[] {
  return diagram.nodes.filter((node) => node.kind === kind);
}

function frame(look: Look): Child[] {
  return [...of(look, 'pod').flatMap(pod), ...of(look, 'lane').flatMap(lane), rail(look)];
}

function uprights(look: Look): Child[] {
  return of(look, 'container').map((node) => {
    const drawn = pole(look, node);
    return drawn.length > 0 && el('g', classes('upright', roleClass(node.role), look.states(node.id)), drawn);
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
    one.texts.length > 0 ? [el('g', classes('label', look.states(one.id)), texts(one.texts))] : [],
  );
  return [...drawn, ...of(look, 'port').map((node) => port(look, node)), ...labels];
}

/** The badges of problems: at the upper right corner, and on a line. */
function badges(look: Look): Child[] {
  const onNodes = look.diagram.nodes.map(({ id, problem, kind, x, y, width }) => {
    const hasOne = problem !== null && kind !== 'pod' && kind !== 'lane' && kind !== 'port';
    return hasOne && el('g', classes(look.states(id)), badge(problem, x + width - 6, y, 1.1));
  });
  const onEdges = look.edges.map((one) => {
    if (one.problem === null) return null;
    const [x, y] = badgeOn(look.diagram, one);
    return el('g', classes(look.states(one.id)), badge(one.problem, x, y, 1.1));
  });
  return [...onNodes, ...onEdges];
}
