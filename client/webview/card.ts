// The card that tells what something is, as the hover of the text does: when it comes, where it stands, when it goes.
import { render } from 'preact';
import type { Spot } from '../src/preview/messages.ts';
import { type Area, placeBeside } from './card-place.ts';
import { markdownElements } from './markdown.ts';
import { isSame } from './spots.ts';

/** Milliseconds for which the pointer rests before somebody wants to know, and for which a card waits for the pointer. */
const REST = 400;
const LEAVE = 250;
const WIDEST = 340;
const HIGHEST = 220;
/** Around the pointer, where a thing is too large to stand beside it. */
const NEAR = 14;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the card needs of the page. */
interface Around {
  readonly card: HTMLElement;
  /** What is written here is read to people who do not see the page. */
  readonly aloud: HTMLElement;
  readonly room: () => Area;
  readonly elementOf: (spot: Spot) => Element | null;
  /** Asks the extension; `show` is to be called with the answer. */
  readonly ask: (spot: Spot) => void;
}

/** The one card of the page. */
export function cardIn({ card, aloud, room, elementOf, ask }: Around) {
  let wanted: Spot | null = null;
  let about: Element | null = null;
  /** Where the pointer is; null where the keyboard asked. */
  let at: Point | null = null;
  /** What the pointer is on: of what is drawn twice the one that is meant. */
  let under: Element | null = null;
  /** What was clicked: whoever knows it need not be told. */
  let known: Spot | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(timer);
    wanted = null;
    about?.removeAttribute('aria-describedby');
    about = null;
    card.hidden = true;
    aloud.textContent = '';
    render(null, card);
  }

  /** The pointer is over something, or over nothing. */
  function point(spot: Spot | null, element: Element | null, where: Point): void {
    if (spot && isSame(spot, known)) return;
    known = null;
    if (spot && isSame(spot, wanted)) {
      if (card.hidden) [at, under] = [where, element];
      else clearTimeout(timer);
      return;
    }
    clearTimeout(timer);
    if (card.hidden) {
      wanted = null;
      if (spot) timer = setTimeout(() => want(spot, element, where), REST);
    } else {
      // On its way to the card, the pointer passes other things.
      timer = setTimeout(() => (spot ? want(spot, element, where) : hide()), spot ? REST : LEAVE);
    }
  }

  /** Asks for the card of something, at once. */
  function want(spot: Spot, element: Element | null, where: Point | null): void {
    hide();
    [wanted, under, at] = [spot, element, where];
    ask(spot);
  }

  /** The answer has come. */
  function show(spot: Spot, markdown: string | null): void {
    const element = under?.isConnected ? under : elementOf(spot);
    if (!isSame(spot, wanted) || !markdown || !element) return;
    render(markdownElements(markdown), card);
    card.hidden = false;
    card.scrollTop = 0;
    if (!stand(element)) {
      hide();
      return;
    }
    about = element;
    if (at) return;
    element.setAttribute('aria-describedby', card.id);
    aloud.textContent = card.textContent;
  }

  function stand(element: Element): boolean {
    Object.assign(card.style, { left: '0', top: '0', width: 'max-content', maxWidth: `${WIDEST}px`, height: 'auto' });
    const { width, height } = card.getBoundingClientRect();
    const here = room();
    const point = at ?? middleOf(element);
    const near = { left: point.x - NEAR, top: point.y - NEAR, right: point.x + NEAR, bottom: point.y + NEAR };
    const size = { width: Math.ceil(width), height: Math.min(HIGHEST, Math.ceil(height)) };
    const place = placeBeside(element.getBoundingClientRect(), size, here) ?? placeBeside(near, size, here);
    if (!place) return false;
    const isCut = place.height < height || place.width < width;
    for (const side of ['left', 'top', 'width', 'height'] as const) card.style[side] = `${place[side]}px`;
    if (isCut) card.tabIndex = 0;
    else card.removeAttribute('tabindex');
    return true;
  }

  /** Something was clicked: it gets no card while the pointer is there. */
  function click(spot: Spot | null): void {
    hide();
    known = spot;
  }

  card.addEventListener('pointerenter', () => clearTimeout(timer));
  card.addEventListener('pointerleave', () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LEAVE);
  });

  return {
    point,
    show,
    hide,
    click,
    /** The keyboard asks for a card, or takes it back. */
    toggle: (spot: Spot) => (isSame(spot, wanted) && !card.hidden ? hide() : want(spot, null, null)),
    get isOpen() {
      return !card.hidden;
    },
  };
}

function middleOf(element: Element): Point {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
