import type { VNode } from 'preact';
import type { Box, Change } from '../diagram.ts';
import { type Child, classes, el, moved, num } from './element.ts';
import { MARKS } from './icons.ts';
import { changeClass, type Look, rect } from './part.ts';

/** The marks of a comparison: at the corners of things, and on lines. */
export function changeMarks(look: Look): Child[] {
  return [...look.diagram.nodes, ...look.edges].map(({ id, change, mark }) => {
    return change && mark && el('g', classes(changeClass(change), look.states(id)), changeMark(change, mark));
  });
}

/** A square with `+`, `−` or `~`. */
function changeMark(change: Change, { x, y, width }: Box): VNode {
  const half = width / 2;
  const plate = { class: 'mark-plate', x: '-9', y: '-9', width: '18', height: '18', rx: '4' };
  return el(
    'g',
    { transform: moved(x + half, y + half, Number(num(width / 18))) },
    el('rect', plate),
    el('path', { class: 'bi', d: MARKS[change] }),
  );
}

/** What the legend shows of a change: the outline and its mark. */
export function changeSample(change: Change): VNode {
  return el(
    'g',
    { class: changeClass(change) },
    rect({ x: 8, y: -5, width: 18, height: 11 }, 4, 'delta'),
    changeMark(change, { x: 2, y: -10, width: 12, height: 12 }),
  );
}
