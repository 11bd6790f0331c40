// What one can do on the page, with the toolbar, keys or the pointer.
import { tell } from './editor.ts';
import type { Command } from './keys.ts';
import { laneOf } from './lanes.ts';
import { content, draw, page, scale } from './page.ts';
import { stage } from './parts.ts';
import { focusedIn, podAt, saidAt, spotAt } from './spots.ts';
import type { Actions } from './toolbar.ts';
import { clampZoom, stepFrom, toggled, type View, type Zoom } from './view.ts';
import { keepAt } from './zoom.ts';

/** Looks at the page in another way. */
export function look(changes: Partial<View>): void {
  draw({ view: { ...page.view, ...changes } });
}

/** Changes the size; a point of the window stays where it is, in the middle if none is given. */
function zoomTo(zoom: Zoom, x?: number, y?: number): void {
  const { left, top, width, height } = stage.getBoundingClientRect();
  keepAt(stage, x ?? left + width / 2, y ?? top + height / 2, () => look({ zoom }));
}

export function zoomBy(factor: number, x: number, y: number): void {
  zoomTo(clampZoom(scale() * factor), x, y);
}

const ZOOMS: Readonly<Record<'larger' | 'smaller' | 'whole' | 'fit', () => Zoom>> = {
  larger: () => stepFrom(scale(), 1),
  smaller: () => stepFrom(scale(), -1),
  whole: () => 1,
  fit: () => 'fit',
};

/** What the toolbar does. */
export const TOOLS: Actions = {
  choose: (shown) => tell({ type: 'pod', shown }),
  lock: () => tell({ type: 'lock', locked: !page.told?.locked }),
  toggle: (layer) => {
    const view = toggled(page.view, layer);
    draw({ view });
    if (layer === 'probes') tell({ type: 'probes', on: !view.without.includes('probes') });
  },
  zoom: (how) => zoomTo(ZOOMS[how]()),
  legend: () => look({ legend: page.view.legend === 'open' ? 'shut' : 'open' }),
  outline: () => look({ outline: !page.view.outline }),
  export: () => tell({ type: 'export' }),
  add: () => addAt(focusedIn(content())?.pod ?? page.cursor?.pod ?? 0, null),
};

/** Tells the extension what the page before this one has shown beyond the usual. */
export function askAgain(): void {
  if (!page.view.without.includes('probes')) tell({ type: 'probes', on: true });
}

/** Does what a click or a key on an element asks for; whether it asks for anything. */
export function act(target: EventTarget | null, focus: boolean): boolean {
  const fix = saidAt(target, 'fix');
  const lane = saidAt(target, 'slot');
  const spot = spotAt(target);
  if (fix !== null) tell({ type: 'fix', pod: podAt(target), problem: Number(fix) });
  else if (lane !== null) addAt(podAt(target), lane);
  else if (saidAt(target, 'legend') !== null) TOOLS.legend();
  else if (spot) tell({ type: 'reveal', spot, focus });
  else return false;
  return true;
}

/** Adds a container in the lane of what has the focus. */
function addHere(): void {
  const spot = focusedIn(content());
  const { nodes } = page.told?.diagrams[spot?.pod ?? 0] ?? { nodes: [] };
  const node = nodes.find(({ id }) => id === spot?.id);
  addAt(spot?.pod ?? 0, (node && laneOf(nodes, node)?.id) ?? null);
}

function addAt(pod: number, lane: string | null): void {
  tell({ type: 'add', pod, lane });
}

/** Changes the size, or adds a container; what is about the card and the focus is done elsewhere. */
export function run(command: Exclude<Command, 'explain' | 'back'>): void {
  if (command === 'add') addHere();
  else TOOLS.zoom(command);
}
