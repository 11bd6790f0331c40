import type { VNode } from 'preact';
import type { Box, DiagramNode } from '../diagram.ts';
import { el, moved, num } from './element.ts';
import { outline, rect } from './part.ts';

/** Where a new container would stand: a free place of a lane; `small` has room for the plus sign only. */
export interface Slot {
  /** The id of the lane. */
  readonly lane: string;
  readonly box: Box;
  readonly small: boolean;
}

/** The place of a new container, dotted; carries `data-slot`, the id of the lane. */
export function slot({ lane, box, small }: Slot, nodes: readonly DiagramNode[]): VNode {
  const { x, y, width, height } = box;
  const where = nodes.find(({ id }) => id === lane)?.label ?? '';
  const middle = y + height / 2;
  return el(
    'g',
    {
      class: 'slot',
      role: 'button',
      tabindex: '-1',
      'data-slot': lane,
      'data-lane': lane,
      'aria-label': `Add helper${where && `: ${where}`}`,
    },
    rect(box, small ? 6 : 8, 'slot-box'),
    outline(box, 3, small ? 9 : 11, 'ring slot-ring'),
    el('path', { class: 'slot-plus', transform: moved(x + (small ? width / 2 : 18), middle), d: 'M-6 0H6M0-6V6' }),
    !small && el('text', { class: 'b s13', x: num(x + 31), y: num(middle + 4.5) }, 'Add helper'),
  );
}
