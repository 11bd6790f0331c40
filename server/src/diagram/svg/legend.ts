import type { VNode } from 'preact';
import type { Diagram, Form, LegendEntry } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import { changeSample } from './changes.ts';
import { type Child, el, moved, num } from './element.ts';
import { railMark } from './frame.ts';
import { MARKS } from './icons.ts';
import { type Look, roleClass } from './part.ts';

/** Printed with the picture, or behind a switch that is on or off. */
export type Legend = 'printed' | 'open' | 'shut';

const LEFT = 10;
const SAMPLE = 34;
const GAP = 16;
const ROW = 20;
/** What stands beside a text keeps off it, also where the font is wider than the measured one. */
const SLACK = 1.04;

/** What the legend says. Only what occurs in the picture stands in it. */
const ENTRIES: Readonly<Record<LegendEntry, { readonly text: string; readonly sample: (look: Look) => Child[] }>> = {
  'start-order': {
    text: 'start order',
    sample: () => [
      el('path', { class: 'rail', d: 'M14-9V9' }),
      el('g', { transform: moved(14, 0, 0.75) }, railMark({ kind: 'step', number: 1 })),
    ],
  },
  gate: {
    text: 'gate: waits here',
    sample: () => [el('path', { class: 'gate', transform: moved(14, 0), d: MARKS.gate })],
  },
  'native-bar': {
    text: 'native sidecar: runs until the pod ends',
    sample: (look) => [
      el(
        'g',
        { class: roleOf(look, 'bar') },
        el('rect', { class: 'card', x: '8', y: '-8', width: '14', height: '16', rx: '3' }),
        el('rect', { class: 'tint tinted', x: '8', y: '-8', width: '14', height: '16', rx: '3' }),
        el('path', { class: 'foot thin', d: 'M11 5H19' }),
      ),
    ],
  },
  'native-post': {
    text: 'native sidecar: stands until the pod ends',
    sample: (look) => [
      el(
        'g',
        { class: roleOf(look, 'post') },
        el('rect', { class: 'card', x: '4', y: '-8', width: '20', height: '8', rx: '2.5' }),
        el('path', { class: 'pole thin', d: 'M20 0V8' }),
      ),
    ],
  },
  calls: { text: 'calls', sample: () => arrow('e', 'ef') },
  probe: {
    text: 'probe',
    sample: () => [
      el('path', { class: 'pr', d: 'M0 0H19' }),
      el('circle', { class: 'ring-end', cx: '23.4', cy: '0', r: '3.6' }),
    ],
  },
  redirected: {
    text: 'redirected by iptables',
    sample: () => [
      el(
        'g',
        { class: 'R-proxy' },
        el('path', { class: 'rd', d: 'M0 0H18' }),
        el('path', { class: 'rd-core', d: 'M0 0H18' }),
        el('path', { class: 'rdf', d: 'M28 0L17-7V7Z' }),
      ),
    ],
  },
  listens: { text: 'listens', sample: () => [el('circle', { class: 'port', cx: '14', cy: '0', r: '4' })] },
  'volume-write': { text: 'volume, may write', sample: () => arrow('v', 'vf') },
  'volume-read': { text: 'volume, read-only', sample: () => arrow('v ro', 'vf') },
  injected: {
    text: 'injected, not in the file',
    sample: () => [
      el(
        'g',
        { class: 'R-init' },
        el('rect', { class: 'card inj', x: '2', y: '-7', width: '24', height: '14', rx: '4' }),
      ),
    ],
  },
  added: { text: 'added', sample: () => [changeSample('added')] },
  removed: { text: 'removed', sample: () => [changeSample('removed')] },
  changed: { text: 'changed', sample: () => [changeSample('changed')] },
};

/** The colours of the first container of a form. */
function roleOf({ diagram }: Look, form: Form): string {
  return roleClass(diagram.nodes.find((node) => node.form === form)?.role ?? null);
}

function arrow(line: string, head: string): VNode[] {
  return [el('path', { class: line, d: 'M0 0H20' }), el('path', { class: head, d: 'M27 0L18-4.6V4.6Z' })];
}

/** The legend below `top`, in as many rows as it needs; `y` is where it ends. */
export function legendEntries(look: Look, legend: Legend, top: number) {
  const { diagram } = look;
  if (diagram.legend.length === 0) return { parts: [], y: top };
  const rows = placed(diagram, legend === 'printed' ? top : top + ROW);
  const entries = rows.entries.map(({ entry, x, y }) => [
    el('g', { transform: moved(x, y) }, ENTRIES[entry].sample(look)),
    el('text', { class: 'mu s11', x: num(x + SAMPLE), y: num(y + 4) }, ENTRIES[entry].text),
  ]);
  const group = el('g', { class: 'legend' }, entries);
  if (legend === 'printed') return { parts: [group], y: rows.y };
  const parts = [toggle(legend === 'open', top), legend === 'open' && group];
  return { parts, y: legend === 'open' ? rows.y : top + ROW };
}

function placed({ legend, width }: Diagram, top: number) {
  const entries: { entry: LegendEntry; x: number; y: number }[] = [];
  let [x, y] = [LEFT, top + ROW / 2];
  for (const entry of legend) {
    const whole = SAMPLE + textWidth('muted', ENTRIES[entry].text) * SLACK;
    if (x > LEFT && x + whole > width - LEFT) [x, y] = [LEFT, y + ROW];
    entries.push({ entry, x, y });
    x += whole + GAP;
  }
  return { entries, y: y + ROW / 2 };
}

function toggle(isOpen: boolean, top: number): VNode {
  const points = isOpen ? 'M-4-2 0 2 4-2' : 'M-2-4 2 0-2 4';
  return el(
    'g',
    {
      class: 'toggle',
      role: 'button',
      tabindex: '0',
      'data-legend': 'switch',
      'aria-expanded': String(isOpen),
      'aria-label': 'Legend',
    },
    el('rect', { class: 'row', x: '4', y: num(top - 2), width: '76', height: '24', rx: '4' }),
    el('path', { class: 'ic', transform: moved(16, top + 10), d: points }),
    el('text', { class: 'mu s11', x: '28', y: num(top + 14) }, 'Legend'),
  );
}
