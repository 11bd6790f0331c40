// The page of the preview: draws what the extension sends, and tells it what somebody wants to see, know or do.
import { readToPage, type ToPage } from '../src/preview/messages.ts';
import { act, askAgain, look, TOOLS, zoomBy } from './actions.ts';
import { cardIn } from './card.ts';
import { keepTold, keptView, tell } from './editor.ts';
import { listenForKeys } from './keyboard.ts';
import { noteIn } from './note.ts';
import { content, draw, equip, isOutlined, page } from './page.ts';
import { listenForPan } from './pan.ts';
import { aloud, bar, card, note, outline, picture, stage } from './parts.ts';
import { answerPngs } from './png.ts';
import { watchRoom } from './room.ts';
import { around, bringIntoView, elementOf, isSame, podAt, reachedIn, saidAt, spotAt } from './spots.ts';
import { listenForZoom } from './zoom.ts';

/** Milliseconds after which the page's place is kept. */
const SCROLLED = 200;

const notes = noteIn(note, (isStale) => {
  for (const part of [picture, outline]) part.classList.toggle('is-stale', isStale);
});
const cards = cardIn({
  card,
  aloud,
  room: () => stage.getBoundingClientRect(),
  elementOf: (spot) => elementOf(content(), spot),
  ask: (spot) => tell({ type: 'explain', spot }),
});
/** What was shown last: another pod begins at its top. */
let title = '';
let step = 0;
let scrolled: ReturnType<typeof setTimeout> | undefined;

equip(TOOLS);
window.addEventListener('message', ({ data }) => {
  const message = readToPage(data);
  if (message) show(message);
});
const pan = listenForPan(stage, (target) => !around(target, '[data-id],[role="button"],text,button,p,h2,h3,li,#card'));
stage.addEventListener('click', ({ target }) => {
  // Whoever has just marked some text wants to copy it.
  if (getSelection()?.isCollapsed === false || card.contains(target as Node)) return;
  cards.click(spotAt(target));
  act(target, false);
});
stage.addEventListener('dblclick', ({ target }) => spotAt(target) && act(target, true));
// Nor does a double click mark a word of what it leads to.
stage.addEventListener('mousedown', (event) => event.detail > 1 && spotAt(event.target) && event.preventDefault());
picture.addEventListener('pointerover', (event) => point(event.target, event));
picture.addEventListener('pointerleave', (event) => point(null, event));
stage.addEventListener('scroll', () => {
  if (cards.isOpen) cards.hide();
  clearTimeout(scrolled);
  scrolled = setTimeout(() => look({ scroll: [stage.scrollLeft, stage.scrollTop] }), SCROLLED);
});
for (const type of ['focusin', 'focusout'] as const) {
  picture.addEventListener(type, () => queueMicrotask(() => draw({ focus: reachedIn(picture) })));
}
listenForKeys(cards, pan.press);
listenForZoom(stage, (factor, x, y) => {
  cards.hide();
  zoomBy(factor, x, y);
});
watchRoom(stage, picture, (room, wanted) => {
  if (room !== page.room) draw({ room });
  if (wanted > 0 && wanted !== step) tell({ type: 'room', width: wanted });
  step = wanted;
});
answerPngs(tell);
tell({ type: 'ready' });
askAgain();

function point(target: EventTarget | null, { clientX: x, clientY: y }: PointerEvent): void {
  const spot = spotAt(target);
  const hover = typeof spot?.id === 'string' ? spot : null;
  const id = saidAt(target, 'lane');
  const lane = id === null ? null : { pod: podAt(target), id };
  const stays = isSame(hover, page.hover) && lane?.id === page.lane?.id && lane?.pod === page.lane?.pod;
  if (!stays) draw({ hover, lane });
  cards.point(hover, around(target, '[data-id]'), { x, y });
}

function show(message: ToPage): void {
  switch (message.type) {
    case 'picture':
      showPicture(message);
      break;
    case 'cursor':
      mark(message.cursor);
      break;
    case 'card':
      cards.show(message.spot, message.markdown);
      break;
    case 'note':
      if (message.note === null) notes.say(null);
      else notes.saySoon(message.note);
      break;
    case 'empty': {
      const held = [bar, stage].some((part) => part.contains(document.activeElement));
      cards.hide();
      draw({ told: null, cursor: null, hover: null, lane: null });
      notes.say(message.note);
      // What had the focus is gone: without a new place for it the keys would begin anew.
      if (held) note.focus();
    }
  }
  keepTold(message);
}

function showPicture(message: Extract<ToPage, { type: 'picture' }>): void {
  const { diagrams, cursor, shown } = message;
  const isFirst = page.told === null;
  const next = shown === 'all' ? 'all' : (diagrams[0]?.title ?? '');
  const [left, top] = page.view.scroll;
  const isElsewhere = !isSame(cursor, page.cursor);
  // A card tells about what was there before.
  cards.hide();
  draw({ told: message, cursor });
  if (isFirst && keptView) stage.scrollTo({ left, top, behavior: 'instant' });
  else {
    if (!isFirst && next !== title) stage.scrollTo({ left: 0, top: 0, behavior: 'instant' });
    if (isElsewhere) showCursor();
  }
  title = next;
  document.title = diagrams.map((diagram) => diagram.title).join(', ');
}

/** Marks what the editor's cursor is in, and scrolls to it when it is another than before. */
function mark(cursor: typeof page.cursor): void {
  if (isSame(cursor, page.cursor)) return;
  draw({ cursor });
  showCursor();
}

function showCursor(): void {
  if (!isOutlined()) bringIntoView(picture, page.cursor);
}
