// The line above the picture that says why it is missing, or an old one.
import { h, render } from 'preact';
import { badge } from '../../server/src/diagram/svg/badge.ts';
import { el } from '../../server/src/diagram/svg/element.ts';

/** Milliseconds for which text may be broken while somebody types. */
const TYPING = 500;

/** Says things in an element, and tells when the picture is an old one. */
export function noteIn(note: HTMLElement, stale: (isStale: boolean) => void) {
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /** Says why the picture is missing; null takes that back. */
  function say(text: string | null): void {
    clearTimeout(waiting);
    const end = text?.indexOf('. ') ?? -1;
    const [first, rest] = end < 0 ? [text, ''] : [text!.slice(0, end + 1), text!.slice(end + 1)];
    const icon = el(
      'svg',
      { class: 'pp', width: '20', height: '20', viewBox: '-10 -10 20 20', 'aria-hidden': 'true' },
      [badge('warning', 0, 1, 0.95)],
    );
    render(text === null ? null : [icon, h('span', {}, first, h('span', { class: 'rest' }, rest))], note);
    note.hidden = text === null;
    stale(text !== null);
  }

  /** Says why the picture is an old one, if it still is in a moment: half-typed text comes and goes. */
  function saySoon(text: string): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => say(text), note.hidden ? TYPING : 0);
  }

  return { say, saySoon };
}
