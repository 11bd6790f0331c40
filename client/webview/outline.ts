// The outline: what the picture says, as lists of buttons that lead to the text.
import { type ComponentChildren, h } from 'preact';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { badge } from '../../server/src/diagram/svg/badge.ts';
import { el } from '../../server/src/diagram/svg/element.ts';
import { chaptersOf, type Item } from './outline-items.ts';

/** The outlines of all pods that are shown; each button carries what an element of the picture carries. */
export function Outline({ diagrams }: { readonly diagrams: readonly Diagram[] }): ComponentChildren {
  return diagrams.map((diagram, pod) => {
    const { workload, facts } = diagram;
    const about = facts.map(({ label, value }) => `${label} ${value}`).join(' · ');
    return h(
      'section',
      { key: pod, 'data-pod': String(pod), 'aria-labelledby': `outline-${pod}` },
      h(
        'h2',
        { id: `outline-${pod}` },
        diagram.title,
        workload.namespace !== null && h('span', {}, ` ${workload.namespace}`),
      ),
      about && h('p', {}, about),
      chaptersOf(diagram).map(({ title, ordered, items }) => [
        h('h3', {}, title),
        h(
          ordered ? 'ol' : 'ul',
          {},
          items.map((item) => entry(diagram, item)),
        ),
      ]),
    );
  });
}

function entry(diagram: Diagram, item: Item): ComponentChildren {
  const { to, head, text, fix, items = [] } = item;
  const words = [head && h('strong', {}, head), head && text && ' ', text];
  const line = to === null ? h('span', { class: 'line' }, words) : lineButton(diagram, to, words);
  const mend =
    fix !== undefined && h('button', { type: 'button', class: 'fix', 'data-fix': String(to) }, `Fix: ${fix}`);
  return h(
    'li',
    {},
    line,
    mend,
    items.length > 0 &&
      h(
        'ul',
        {},
        items.map((one) => entry(diagram, one)),
      ),
  );
}

function lineButton({ problems }: Diagram, to: string | number, words: ComponentChildren): ComponentChildren {
  const target = typeof to === 'number' ? { 'data-problem': String(to) } : { 'data-id': to };
  const severity = typeof to === 'number' ? problems[to]?.severity : undefined;
  const icon =
    severity &&
    el('svg', { class: 'pp', width: '16', height: '16', viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, [
      badge(severity, 0, 0, 1),
    ]);
  return h('button', { type: 'button', class: 'line', ...target }, icon, h('span', {}, words));
}
