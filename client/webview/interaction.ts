// Finding one's way in the drawn picture. Nodes and edges carry their id as data-id, the rows of the list of problems
// their index as data-problem, the switch of the legend data-legend.
import type { Diagram } from '../../server/src/diagram/diagram.ts';

/** The smallest part of its size at which a picture can still be read; below it one scrolls. */
const SMALLEST = 0.85;

/** What a click or a key on an element asks for: the id of a node or an edge, or the index of a problem. */
export function askedAt(target: EventTarget | null): string | number | null {
  const { problem, id } = closest(target, '[data-problem],[data-id]')?.dataset ?? {};
  return problem === undefined ? (id ?? null) : Number(problem);
}

/** Whether an element is the switch of the legend. */
export const isLegend = (target: EventTarget | null): boolean => closest(target, '[data-legend]') !== null;

/** Whether a part of the page has the focus. */
export const isFocusIn = (part: HTMLElement): boolean => part.contains(document.activeElement);

/** The id of the node that the keyboard has come to; null also where a click has. */
export function focusedId(picture: HTMLElement): string | null {
  const { activeElement } = document;
  if (!activeElement || !picture.contains(activeElement) || !activeElement.matches(':focus-visible')) return null;
  return (activeElement as SVGElement).dataset.id ?? null;
}

/** The ids of the nodes that Tab goes to, in its order. */
export function stopsOf(picture: HTMLElement): string[] {
  const stops = picture.querySelectorAll<SVGElement>('[data-id][tabindex="0"]');
  return [...stops].flatMap(({ dataset }) => dataset.id ?? []);
}

/** Focuses a node. */
export function focusOn(picture: HTMLElement, id: string): void {
  elementOf(picture, id)?.focus();
}

/** Scrolls to a node that is out of sight. */
export function bringIntoView(picture: HTMLElement, id: string | null): void {
  if (id !== null) elementOf(picture, id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Lets the picture shrink with the page, but not so far that it cannot be read. */
export function fit(picture: HTMLElement, { width }: Diagram): void {
  const svg = picture.querySelector('svg');
  if (!svg) return;
  svg.style.width = '100%';
  svg.style.height = 'auto';
  svg.style.maxWidth = `${width}px`;
  svg.style.minWidth = `${width * SMALLEST}px`;
}

function closest(target: EventTarget | null, selector: string): (Element & HTMLOrSVGElement) | null {
  return target instanceof Element ? target.closest<Element & HTMLOrSVGElement>(selector) : null;
}

function elementOf(picture: HTMLElement, id: string): SVGElement | null {
  return picture.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`);
}
