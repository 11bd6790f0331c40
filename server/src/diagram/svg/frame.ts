import type { VNode } from 'preact';
import type { Box, DiagramNode, RailMark } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import { type Child, el, moved, num } from './element.ts';
import { MARKS } from './icons.ts';
import { type Look, rect, texts } from './part.ts';

/** The pod with the paper behind it; more than one replica is a stack. */
export function pod(node: DiagramNode): Child[] {
  const paper = (by: number) => rect({ ...node, x: node.x + by, y: node.y + by }, 14, 'stack');
  return [node.stacked ? [paper(6), paper(3)] : null, rect(node, 14, 'pod'), tab(node)];
}

/** `Pod × 3` on the upper border. */
function tab(node: DiagramNode): VNode[] {
  const [own] = node.texts;
  const text = own?.text ?? node.label;
  const width = textWidth('heading', text) + 18;
  const box: Box = { x: node.x + node.width - 20 - width, y: node.y - 12, width, height: 18 };
  return [
    rect(box, 9, 'stack'),
    el('text', { class: 'b mu s11 c', x: num(box.x + width / 2), y: num(box.y + 13) }, text),
    ...texts(node.texts.slice(1)),
  ];
}

/** On a page a lane carries `data-lane`: one may add to it. */
export function lane(look: Look, node: DiagramNode): Child {
  const parts = [rect(node, 9, 'lane'), texts(node.texts)];
  if (!look.interactive) return parts;
  return el('g', { key: node.id, 'data-lane': node.id }, parts[0], el('g', { class: 'L-order' }, parts[1]));
}

/** The left border of the pod: solid while it starts, dotted while it runs. */
export function rail({ diagram }: Look): VNode[] {
  const { x, top, run, bottom, marks } = diagram.rail;
  return [
    el('path', { class: 'rail', d: `M${num(x)} ${num(top)}V${num(run)}` }),
    el('path', { class: 'rail2', d: `M${num(x)} ${num(run)}V${num(bottom)}` }),
    ...marks.map((mark) => el('g', { transform: moved(x, mark.y) }, railMark(mark))),
  ];
}

/** A mark of the rail around its centre. */
export function railMark({ kind, number, removed }: Omit<RailMark, 'y'>): VNode[] {
  if (removed) {
    return kind === 'gate'
      ? [el('path', { class: 'step-gone', d: MARKS.gate })]
      : [el('circle', { class: 'step-gone', r: '10' })];
  }
  if (kind === 'gate') return [el('path', { class: 'gate', d: MARKS.gate })];
  const sign = {
    step: () => el('text', { class: 'tokt', y: '4.3' }, String(number ?? '')),
    play: () => el('path', { class: 'bg', d: MARKS.play }),
    stop: () => el('rect', { class: 'bg', x: '-3.6', y: '-3.6', width: '7.2', height: '7.2' }),
  }[kind];
  return [el('circle', { class: 'tok', r: '10' }), sign()];
}
