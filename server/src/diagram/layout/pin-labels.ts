import type { Box, TextRun } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import type { Spot } from './spots.ts';

/** A pin that has its place. */
export interface PlacedPin {
  readonly box: Box;
  readonly side: 'left' | 'right';
  /** Where lines end at it. */
  readonly heights: readonly number[];
  readonly label: string;
  readonly mount: unknown;
  /** What may be told beside the label, the first that has room. */
  readonly notes?: readonly string[];
}

export interface LabelledPin extends PlacedPin {
  readonly texts: readonly TextRun[];
}

/** Lines of a strip that are farther apart are labelled each. */
export const FAR = 120;
const PITCH = 15;

/**
 * Gives pins of full cards their labels, each in a row of its own, as near to the pin as can be. Pins without lines come
 * into the rows that are left: `loose` makes the next one.
 */
export function labelled<T extends PlacedPin>(
  spot: Spot,
  pins: readonly T[],
  pole: number,
  loose: (height: number) => T | null,
): (T & LabelledPin)[] {
  if (spot.actor.density !== 'comfortable') return pins.map((pin) => ({ ...pin, texts: [] }));
  const floor = spot.y + spot.card.free;
  const rows: number[] = [];
  const texts = new Map<T, TextRun[]>();
  const wanted = pins
    .flatMap((pin) => (atPole(spot, pin) ? [] : heightsOf(floor, pin).map((y) => ({ pin, y }))))
    .sort((a, b) => a.y - b.y);
  for (const { pin, y } of wanted) {
    const row = Math.max(y, floor, (rows.at(-1) ?? 0) + PITCH);
    rows.push(row);
    texts.set(pin, [...(texts.get(pin) ?? []), ...runsOf(spot, pin, row)]);
  }
  const all = [...pins];
  const bottom = spot.y + (spot.form === 'bar' ? spot.card.height : spot.height) - 8;
  for (let y = floor; y <= bottom; y++) {
    if (isTaken(y, rows, pins)) continue;
    const pin = loose(y);
    if (!pin) break;
    rows.push(y);
    all.push(pin);
    texts.set(pin, [runOf(spot, pin, y)]);
  }
  return all.map((pin) => ({ ...pin, texts: atPole(spot, pin) ? poleLabel(spot, pin, pole) : (texts.get(pin) ?? []) }));
}

function isTaken(y: number, rows: readonly number[], pins: readonly PlacedPin[]): boolean {
  return (
    rows.some((row) => Math.abs(row - y) < PITCH + 3) ||
    pins.some(({ box }) => y > box.y - 6 && y < box.y + box.height + 6)
  );
}

function atPole({ pole }: Spot, { box }: PlacedPin): boolean {
  return pole !== null && Math.abs(box.x + box.width / 2 - pole) < 1;
}

/** Where the label of a pin is wanted: at its line; of a strip once, at the highest line free of the card's texts. */
function heightsOf(floor: number, { heights }: PlacedPin): readonly number[] {
  const last = heights.at(-1) ?? floor;
  if (last - (heights[0] ?? last) > FAR) return heights;
  return [heights.find((y) => y >= floor) ?? Math.max(floor, last)];
}

/** The label of a pin, and a note behind it if there is room. */
function runsOf(spot: Spot, pin: PlacedPin, height: number): TextRun[] {
  const run = runOf(spot, pin, height);
  const x = run.x + textWidth(run.kind, run.text) + 6;
  const note = pin.notes?.find((text) => x + textWidth('muted', text) <= spot.x + spot.width - 8);
  return pin.side === 'left' && note !== undefined ? [run, { kind: 'muted', text: note, x, y: run.y }] : [run];
}

function runOf(spot: Spot, { mount, side, label }: PlacedPin, height: number): TextRun {
  const text = { kind: mount ? ('mount' as const) : ('port' as const), text: label, y: Math.round(height) + 4 };
  return side === 'left'
    ? { ...text, x: spot.x + (mount ? 10 : 12) }
    : { ...text, x: spot.x + spot.width - (mount ? 10 : 12), anchor: 'end' };
}

function poleLabel({ x: outer }: Spot, { box, side, label, mount }: PlacedPin, pole: number): TextRun[] {
  const kind = mount ? 'mount' : 'port';
  const y = box.y + box.height / 2 - 9;
  const before = Math.min(box.x - 10, pole - 12) - textWidth(kind, label);
  // Left of a pole in the left column is the rail, or another pole.
  const isOut = side === 'left' && before < outer - 12;
  const x = side === 'left' && !isOut ? before : Math.max(box.x + box.width + 10, pole + 12);
  return [{ kind, text: label, x, y }];
}
