// What is on the page, and drawing it anew after a change.
import { h, render } from 'preact';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import type { Spot, ToPage } from '../src/preview/messages.ts';
import { keepView, keptView } from './editor.ts';
import { fitFont } from './font.ts';
import { hideLayers } from './layers.ts';
import { ease } from './motion.ts';
import { Outline } from './outline.ts';
import { bar, outline, picture, stage } from './parts.ts';
import { Pictures } from './pictures.ts';
import { slotIn } from './slot.ts';
import { focusedIn, focusOn, isSame, stopsIn } from './spots.ts';
import { type Actions, Toolbar } from './toolbar.ts';
import { FIRST_VIEW, scaleOf, type View } from './view.ts';
import { size } from './zoom.ts';

/** Where the outline replaces the picture: fewer pixels than a picture can be read in. */
const OUTLINE_ONLY = 344;

export interface Page {
  /** What is drawn, as it was told. */
  readonly told: Extract<ToPage, { type: 'picture' }> | null;
  readonly cursor: Spot | null;
  readonly focus: Spot | null;
  readonly hover: Spot | null;
  /** The lane that the pointer is over. */
  readonly lane: { readonly pod: number; readonly id: string } | null;
  readonly view: View;
  /** Pixels for the pictures, from side to side. */
  readonly room: number;
}

export let page: Page = {
  told: null,
  cursor: null,
  focus: null,
  hover: null,
  lane: null,
  view: keptView ?? FIRST_VIEW,
  room: 700,
};

let actions: Actions | null = null;

/** Tells the toolbar what to do. */
export function equip(on: Actions): void {
  actions = on;
}

/** The factor by which the pictures are drawn. */
export function scale(): number {
  const widths = (page.told?.diagrams ?? []).map(({ width }) => width);
  return scaleOf(page.view.zoom, Math.max(1, ...widths), page.room);
}

/** Whether the outline stands in the place of the pictures. */
export function isOutlined(): boolean {
  return page.view.outline || page.room < OUTLINE_ONLY;
}

/** What holds what is shown now. */
export function content(): HTMLElement {
  return isOutlined() ? outline : picture;
}

/** Draws what has changed. The focus stays on what has it, wherever that is now; if that is gone, on what comes in its place. */
export function draw(changes: Partial<Page>): void {
  const before = page;
  const { activeElement } = document;
  const held = content().contains(activeElement);
  const spot = focusedIn(content());
  const place = held ? stopsIn(content()).indexOf(activeElement as HTMLElement) : -1;
  page = { ...page, ...changes };
  if (page.view !== before.view) keepView(page.view);
  const { told } = page;
  drawToolbar();
  drawContent();
  stage.classList.toggle('is-empty', told === null);
  // From another part of the window the focus must not be taken.
  if (held && document.hasFocus()) refocus(spot, place);
  if (before.told !== told && before.told && told) easeAll(before.told.diagrams, told.diagrams);
}

function drawToolbar(): void {
  const { told, view, room } = page;
  bar.hidden = told === null;
  if (!told || !actions) {
    render(null, bar);
    return;
  }
  const { pods, shown, locked } = told;
  const width = bar.clientWidth;
  const outlineOnly = room < OUTLINE_ONLY;
  render(h(Toolbar, { pods, shown, locked, view, scale: scale(), width, outlineOnly, on: actions }), bar);
}

function drawContent(): void {
  const { told, cursor, focus, hover, view } = page;
  const diagrams = told?.diagrams ?? [];
  const outlined = isOutlined();
  picture.hidden = outlined;
  outline.hidden = !outlined;
  render(outlined ? h(Outline, { diagrams }) : null, outline);
  if (outlined) {
    render(null, picture);
    return;
  }
  fitFont();
  render(h(Pictures, { diagrams, cursor, focus, hover, slot: slot(), legend: view.legend }), picture);
  hideLayers(picture, view.without);
  size(picture, view.zoom);
}

let lastSlot: { readonly diagram: Diagram; readonly lane: string; readonly slot: ReturnType<typeof slotIn> } | null =
  null;

/** Where a container would stand in the lane under the pointer; the same object as long as nothing changes. */
function slot() {
  const { told, lane } = page;
  const diagram = lane && told?.diagrams[lane.pod];
  if (!diagram) return null;
  if (lastSlot?.diagram !== diagram || lastSlot.lane !== lane.id) {
    lastSlot = { diagram, lane: lane.id, slot: slotIn(diagram, lane.id) };
  }
  return lastSlot.slot && { pod: lane.pod, slot: lastSlot.slot };
}

/** The focus goes back to the spot that had it, or to what has come to its place among the stops. */
function refocus(spot: Spot | null, place: number): void {
  const still = { preventScroll: true };
  if (spot && !isSame(focusedIn(content()), spot)) focusOn(content(), spot, still);
  if (spot ? isSame(focusedIn(content()), spot) : content().contains(document.activeElement)) return;
  const stops = stopsIn(content());
  stops[Math.min(Math.max(place, 0), stops.length - 1)]?.focus(still);
}

/** Pictures of the same pods ease; another pod is there at once. */
function easeAll(before: readonly Diagram[], after: readonly Diagram[]): void {
  if (isOutlined()) return;
  after.forEach((diagram, pod) => {
    const old = before[pod];
    const element = picture.querySelector(`[data-pod="${pod}"]`);
    if (old && old !== diagram && old.title === diagram.title && element) ease(element, old, diagram);
  });
}
