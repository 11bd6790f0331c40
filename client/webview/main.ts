// The page of the preview: draws what the extension sends, and tells it what somebody wants to see in the text.
import { h, render } from 'preact';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { Picture } from '../../server/src/diagram/svg/picture.ts';
import type { Kept } from '../src/preview/kept.ts';
import { type FromPage, readToPage, type Spot, type ToPage } from '../src/preview/messages.ts';
import { nodeBeyond } from './arrows.ts';
import { fitFont } from './font.ts';
import { askedAt, bringIntoView, fit, focusedId, focusOn, isFocusIn, isLegend, stopsOf } from './interaction.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const note = document.querySelector<HTMLElement>('#note')!;
const picture = document.querySelector<HTMLElement>('#picture')!;
const tools = document.querySelector<HTMLElement>('#tools')!;

/** What is drawn; ids are those of nodes and edges. */
interface Drawn {
  readonly diagram: Diagram | null;
  readonly cursor: string | null;
  readonly focus: string | null;
  readonly hover: string | null;
  readonly legend: 'open' | 'shut';
}

/** Milliseconds for which text may be broken while somebody types. */
const TYPING = 500;

const ROOM_STEP = 20;

let kept: Partial<Kept> = {};
let told = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;
let drawn: Drawn = { diagram: null, cursor: null, focus: null, hover: null, legend: 'shut' };

window.addEventListener('message', ({ data }) => {
  const message = readToPage(data);
  if (message) show(message);
});
window.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') act(event);
  else if (event.key === 'Escape') editor.postMessage({ type: 'back' });
  else move(event);
});
picture.addEventListener('click', (event) => {
  // Whoever has just marked some text wants to copy it.
  if (getSelection()?.isCollapsed !== false) act(event);
});
picture.addEventListener('pointerover', ({ target }) => point(target));
picture.addEventListener('pointerleave', () => point(null));
for (const type of ['focusin', 'focusout'] as const) {
  picture.addEventListener(type, () => queueMicrotask(() => draw({ focus: focusedId(picture) })));
}
document
  .querySelector('#add')
  ?.addEventListener('click', () => editor.postMessage({ type: 'add', pod: 0, lane: null }));
tellRoom();
new ResizeObserver(tellRoom).observe(picture);
editor.postMessage({ type: 'ready' });

/** In steps, so that not every pixel makes a new picture. */
function tellRoom(): void {
  const style = getComputedStyle(picture);
  const room = picture.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  const width = Math.floor(room / ROOM_STEP) * ROOM_STEP;
  if (width > 0 && width !== told) editor.postMessage({ type: 'room', width });
  told = width;
}

function act(event: Event): void {
  const id = askedAt(event.target);
  if (id === null && !isLegend(event.target)) return;
  event.preventDefault();
  if (id === null) draw({ legend: drawn.legend === 'open' ? 'shut' : 'open' });
  else editor.postMessage({ type: 'reveal', spot: { pod: 0, id }, focus: true });
}

function move(event: KeyboardEvent): void {
  const { diagram, focus } = drawn;
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const next = diagram && focus !== null && !modified ? nodeBeyond(event.key, focus, stopsOf(picture), diagram) : null;
  if (next === null) return;
  event.preventDefault();
  focusOn(picture, next);
}

function point(target: EventTarget | null): void {
  const id = askedAt(target);
  const hover = typeof id === 'string' ? id : null;
  if (hover !== drawn.hover) draw({ hover });
}

function show(message: ToPage): void {
  switch (message.type) {
    case 'picture':
      draw({ diagram: message.diagrams[0] ?? null });
      mark(message.cursor);
      document.title = message.diagrams[0]?.title ?? '';
      break;
    case 'cursor':
      mark(message.cursor);
      break;
    case 'note':
      if (message.note === null) say(null);
      else saySoon(message.note);
      break;
    case 'empty': {
      const held = isFocusIn(picture) || isFocusIn(tools);
      draw({ diagram: null, cursor: null });
      say(message.note);
      // What had the focus is gone: without a new place for it the keys would begin anew.
      if (held) note.focus();
    }
  }
  keep(message);
}

/** Lets the editor keep what brings this page back. */
function keep(message: ToPage): void {
  if ('source' in message) kept = { ...kept, source: message.source };
  if (message.type === 'picture') kept = { ...kept, shown: message.shown, locked: message.locked };
  if (kept.source) editor.setState(kept);
}

function mark(spot: Spot | null): void {
  const cursor = typeof spot?.id === 'string' ? spot.id : null;
  if (cursor === drawn.cursor) return;
  draw({ cursor });
  bringIntoView(picture, cursor);
}

/** Draws what has changed; the focus stays on the node that has it, wherever that is now. */
function draw(changes: Partial<Drawn>): void {
  drawn = { ...drawn, ...changes };
  const { diagram, ...pointing } = drawn;
  const focused = focusedId(picture);
  fitFont();
  render(diagram && h(Picture, { diagram, interactive: true, ...pointing }), picture);
  if (focused !== null && focusedId(picture) !== focused) focusOn(picture, focused);
  tools.hidden = diagram === null;
  if (diagram) fit(picture, diagram);
}

/** Says why the picture is missing. */
function say(text: string | null): void {
  clearTimeout(waiting);
  note.textContent = text;
  note.hidden = text === null;
  picture.classList.toggle('is-stale', text !== null);
}

/** Says why the picture is an old one, if it still is in a moment: half-typed text comes and goes. */
function saySoon(text: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => say(text), note.hidden ? TYPING : 0);
}
