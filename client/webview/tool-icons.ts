// Own drawings for the toolbar, in a box of 16: a stroke of 1.4, no fill.
import type { VNode } from 'preact';
import { el } from '../../server/src/diagram/svg/element.ts';
import { ICONS } from '../../server/src/diagram/svg/icons.ts';

const TOOLS = {
  order: 'M4 1.5V14.5M4 3.6V3.7M4 8V8.1M4 12.3V12.4M7.5 3.5H14M7.5 8H14M7.5 12.5H14',
  traffic: 'M1.5 5H13M10 2 13.2 5 10 8M14.5 11H3M6 8 2.8 11 6 14',
  volumes: ICONS.database,
  probes: ICONS.kubelet,
  locked: 'M3.5 7H12.5V14H3.5ZM5.2 7V4.8A2.8 2.8 0 0 1 10.8 4.8V7M8 9.8V11.4',
  unlocked: 'M3.5 7H12.5V14H3.5ZM5.2 7V4.8A2.8 2.8 0 0 1 10.6 3.8M8 9.8V11.4',
  smaller: 'M3 8H13',
  larger: 'M3 8H13M8 3V13',
  fit: 'M2 5.5V2H5.5M10.5 2H14V5.5M14 10.5V14H10.5M5.5 14H2V10.5M5 8H11M6.5 6.2 4.8 8 6.5 9.8M9.5 6.2 11.2 8 9.5 9.8',
  legend: 'M2 3H5V6H2ZM2 10H5V13H2ZM7.5 4.5H14M7.5 11.5H14',
  outline: 'M2 3H14M5 6.4H14M5 9.7H14M2 13H14',
  export: 'M8 10V2M5 4.8 8 1.8 11 4.8M2.5 9V14H13.5V9',
  add: 'M8 2.5V13.5M2.5 8H13.5',
  more: 'M3 8H3.1M8 8H8.1M13 8H13.1',
} as const;

export type Tool = keyof typeof TOOLS;

export function toolIcon(tool: Tool): VNode {
  return el(
    'svg',
    { class: `tool-icon ${tool}`, width: '16', height: '16', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    el('path', { d: TOOLS[tool] }),
  );
}
