import type { VNode } from 'preact';
import type { StartBar, StripColumn } from '../layout/strip/start.ts';
import type { StopBar, StopLine } from '../layout/strip/stop.ts';
import { type Strip, type StripLine, stripOf } from '../layout/strip/strip.ts';
import { plain } from '../measure.ts';
import { type Child, classes, el, moved, num } from './element.ts';
import { railMark } from './frame.ts';
import { MARKS } from './icons.ts';
import { type Look, rect, roleClass, rolePlate, texts } from './part.ts';

/** From the keys of the charts to what follows. */
const BELOW = 14;

/** Start and end of the containers below `top`; `y` is where the strip ends. */
export function timelineStrip(look: Look, top: number): { readonly parts: readonly Child[]; readonly y: number } {
  const { timeline, width } = look.diagram;
  if (!timeline) return { parts: [], y: top };
  const strip = stripOf(timeline, width);
  const group = el(
    'g',
    { class: 'timeline', role: 'group', 'aria-label': 'Start-up and shut-down', transform: moved(0, top) },
    startParts(strip),
    stopParts(strip),
    strip.lines.map((line) => lifeOf(look, line)),
  );
  return { parts: [group], y: top + strip.height + BELOW };
}

function startParts({ start }: Strip): Child[] {
  const { x, y } = start.key;
  return [
    texts(start.title),
    start.columns.map(column),
    el('path', { class: 'gate', transform: moved(x, y), d: MARKS.gate }),
    texts(start.key.texts),
  ];
}

function column({ box, disc, text }: StripColumn): Child[] {
  return [
    rect(box, 4, 'lane'),
    disc && el('g', { transform: moved(box.x + 12, box.y + 12, 0.8) }, railMark(disc)),
    text && texts([text]),
  ];
}

function stopParts({ stop }: Strip): Child[] {
  if (!stop) return [];
  const { box, kill, key } = stop;
  const [top, bottom, right] = [box.y + 19, box.y + box.height, box.x + box.width];
  return [
    texts(stop.title),
    rect(box, 4, 'lane'),
    stop.marks.map(({ x, text }) => [
      el('path', { class: 'grid', d: `M${num(x)} ${num(top)}V${num(bottom)}` }),
      texts([text]),
    ]),
    el('path', { class: 'kill', d: `M${num(right)} ${num(top)}V${num(bottom)}` }),
    el('text', { class: 'b s11 r', x: num(kill.x), y: num(kill.y) }, kill.text),
    key.texts.length > 0 && el('path', { class: 'tick', d: `M${num(key.x - 2)} ${num(key.y - 6)}v12` }),
    texts(key.texts),
  ];
}

/** The life of a container, as a part of its node; of several in one line that of nobody. */
function lifeOf(look: Look, { rows, heads, start, stop }: StripLine): VNode {
  const [only, ...others] = rows;
  const own = only && others.length === 0 ? only : null;
  const role = own?.role ?? null;
  const name = own?.name ?? `${rows.length} more: ${rows.map(({ label }) => plain(label)).join(', ')}`;
  return el(
    'g',
    {
      key: `life/${only?.id}`,
      ...classes('life', roleClass(role), own !== null && look.states(own.id)),
      'data-id': own?.id ?? '',
      role: 'graphics-symbol',
      'aria-label': name,
    },
    !look.interactive && el('title', {}, name),
    look.interactive &&
      heads.map(({ y }) => rect({ x: 4, y: y - 10, width: look.diagram.width - 8, height: 21 }, 4, 'row')),
    heads.map(({ y, text }) => [own && rolePlate(role, 10, y - 7.5, 0.68), texts([text])]),
    startBar(start),
    stop && stopLine(stop),
  );
}

/** How far the tip of a bar that runs on stands out. */
const TIP = 6;

function startBar({ y, from, to, stays, gates }: StartBar): Child[] {
  const [left, right, up, down] = [num(from), num(to), num(y - 5), num(y + 5)];
  const bar = stays
    ? el('path', {
        class: 'bar',
        d: `M${num(from + 3)} ${up}H${right}L${num(to + TIP)} ${num(y)}L${right} ${down}H${num(from + 3)}a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3Z`,
      })
    : el('rect', { class: 'bar', x: left, y: up, width: num(to - from), height: '10', rx: '3' });
  return [bar, gates.map((x) => el('path', { class: 'gate', transform: moved(x, y), d: MARKS.gate }))];
}

function stopLine({ y, text, bar }: StopLine): Child[] {
  return [text && texts([text]), bar && stopBar(bar, y)];
}

/** Hatched while its hook runs, whole while it runs on, narrowing when it has got SIGTERM. */
function stopBar({ from, hook, sigterm, until, unknown }: StopBar, y: number): Child[] {
  const [up, down] = [num(y - 5), num(y + 5)];
  const tick = { ...classes('tick', unknown && 'unknown'), d: `M${num(sigterm)} ${num(y - 7)}V${num(y + 7)}` };
  return [
    sigterm > from &&
      el('rect', { class: 'bar', x: num(from), y: up, width: num(sigterm - from), height: '10', rx: '2' }),
    hook > from && el('path', { class: 'hatch', d: hatching(from, hook, y) }),
    until > sigterm &&
      el('path', {
        class: 'bar taper',
        d: `M${num(sigterm)} ${up}L${num(until)} ${num(y - 1)}V${num(y + 1)}L${num(sigterm)} ${down}Z`,
      }),
    el('path', tick),
  ];
}

function hatching(from: number, to: number, y: number): string {
  let path = '';
  for (let x = from + 3; x + 4 <= to; x += 7) path += `M${num(x)} ${num(y + 4)}l5-8`;
  return path;
}
