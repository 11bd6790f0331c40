// Going through the page with the keyboard.
import { act, run } from './actions.ts';
import { beyond } from './arrows.ts';
import type { cardIn } from './card.ts';
import { tell } from './editor.ts';
import { commandOf, isControl } from './keys.ts';
import { content, isOutlined, page } from './page.ts';
import { outline, stage } from './parts.ts';
import { around, elementOf, focusedIn, focusOn, isThere, podAt, stopsIn } from './spots.ts';

/** Listens to keys; `space` hears of the Space bar and says whether the picture was dragged with it. */
export function listenForKeys(cards: ReturnType<typeof cardIn>, space: (down: boolean) => boolean): void {
  window.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const command = commandOf(event);
    if (key === 'Enter') {
      if (hasContent(target) && act(target, true)) event.preventDefault();
    } else if (key === ' ') {
      if (isControl(target)) return;
      event.preventDefault();
      space(true);
    } else if (command === 'back') {
      if (cards.isOpen) cards.hide();
      else tell({ type: 'back' });
    } else if (command === 'explain') {
      const spot = focusedIn(content());
      if (spot) cards.toggle(spot);
    } else if (command) {
      event.preventDefault();
      run(command);
    } else if (move(event)) event.preventDefault();
  });
  window.addEventListener('keyup', ({ key, target }) => {
    if (key !== ' ' || isControl(target)) return;
    if (!space(false) && hasContent(target)) act(target, false);
  });
  window.addEventListener('blur', () => space(false));
}

const hasContent = (target: EventTarget | null): boolean => target instanceof Node && stage.contains(target);

/** Whether a key has led from one thing to another. */
function move(event: KeyboardEvent): boolean {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
  if (altKey || ctrlKey || metaKey || shiftKey || !hasContent(target)) return false;
  return isOutlined() ? moveInList(key, target) : moveInPicture(key);
}

function moveInPicture(key: string): boolean {
  const part = content();
  const from = focusedIn(part);
  const diagram = from && page.told?.diagrams[from.pod];
  if (!diagram || typeof from.id !== 'string') return false;
  const { pod } = from;
  const stops = stopsIn(part).flatMap((stop) => (podAt(stop) === pod ? (stop.dataset.id ?? []) : []));
  const next = beyond(key, from.id, stops, diagram, (id) => isThere(part, { pod, id }));
  if (next === null) return false;
  focusOn(part, { pod, id: next });
  elementOf(part, { pod, id: next })?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

function moveInList(key: string, target: EventTarget | null): boolean {
  const lines = [...outline.querySelectorAll<HTMLElement>('button')];
  const here = lines.indexOf(around(target, 'button') as HTMLElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: lines.length - 1,
  };
  const next = lines[places[key] ?? -1];
  if (here < 0 || !next) return false;
  next.focus();
  return true;
}
