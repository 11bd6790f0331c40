// Finding one's way in what is drawn. Pictures and their outlines carry their index as data-pod; in them nodes and edges
// carry their id as data-id, problems their index as data-problem or, for their fix, data-fix, lanes data-lane.
import type { Spot } from '../src/preview/messages.ts';

/** The closest element around a target that a selector fits, itself included. */
export function around(target: EventTarget | null, selector: string): (Element & HTMLOrSVGElement) | null {
  return target instanceof Element ? target.closest<Element & HTMLOrSVGElement>(selector) : null;
}

/** The index of the picture that an element is in. */
export function podAt(target: EventTarget | null): number {
  return Number(around(target, '[data-pod]')?.dataset.pod ?? 0);
}

/** The node, edge or problem that a click or a key on an element means. */
export function spotAt(target: EventTarget | null): Spot | null {
  const { problem, id } = around(target, '[data-problem],[data-id]')?.dataset ?? {};
  const what = problem === undefined ? id : Number(problem);
  return what === undefined ? null : { pod: podAt(target), id: what };
}

/** What an element carries under a name. */
export function saidAt(target: EventTarget | null, name: 'fix' | 'slot' | 'lane' | 'legend'): string | null {
  return around(target, `[data-${name}]`)?.dataset[name] ?? null;
}

export function isSame(a: Spot | null, b: Spot | null): boolean {
  return a?.pod === b?.pod && a?.id === b?.id;
}

/** The element of a spot. */
export function elementOf(part: HTMLElement, { pod, id }: Spot): (Element & HTMLOrSVGElement) | null {
  const what = typeof id === 'number' ? `[data-problem="${id}"]` : `[data-id="${CSS.escape(id)}"]`;
  return part.querySelector<Element & HTMLOrSVGElement>(`[data-pod="${pod}"] ${what}`);
}

/** Whether something is drawn and not hidden with its layer. */
export function isThere(part: HTMLElement, spot: Spot): boolean {
  return elementOf(part, spot)?.checkVisibility() ?? false;
}

/** What has the focus. */
export function focusedIn(part: HTMLElement): Spot | null {
  const { activeElement } = document;
  return part.contains(activeElement) ? spotAt(activeElement) : null;
}

/** What the keyboard has come to; null also where a click has. */
export function reachedIn(part: HTMLElement): Spot | null {
  return document.activeElement?.matches(':focus-visible') ? focusedIn(part) : null;
}

/** What Tab goes to, in its order. */
export function stopsIn(part: HTMLElement): (Element & HTMLOrSVGElement)[] {
  const stops = part.querySelectorAll<Element & HTMLOrSVGElement>('[tabindex="0"],button');
  return [...stops].filter((one) => one.checkVisibility());
}

export function focusOn(part: HTMLElement, spot: Spot, how: FocusOptions = {}): void {
  elementOf(part, spot)?.focus(how);
}

/** Scrolls to what is out of sight. */
export function bringIntoView(part: HTMLElement, spot: Spot | null): void {
  if (spot) elementOf(part, spot)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
