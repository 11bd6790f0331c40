import type { Edit } from '../../yaml/span.ts';
import type { FillableEdit, TabStop } from '../../yaml/tab-stop.ts';
import { isNumber, isPort } from '../parameters.ts';
import type { Parameter } from '../pattern.ts';

/** The values of parameters by key. */
export type Values = ReadonlyMap<string, string>;

/** More places to go through would be a form, not an edit. */
const MOST = 5;

/**
 * Finds the places of parameters in new texts. Texts are printed in many styles, so they are made once more with other
 * values: a parameter that changes nothing but the characters of its value is a tab stop there. One that is tied to what
 * the file holds already, such as a folder that the application mounts, changes more, and is none.
 * @param write makes the same edits with other values; null if they cannot be made
 */
export function withStops(
  edits: readonly Edit[],
  values: Values,
  parameters: readonly Parameter[],
  write: (values: Values) => readonly Edit[] | null,
): FillableEdit[] {
  const asked = wanted(parameters).flatMap((parameter): Swap[] => {
    const from = values.get(parameter.key);
    const to = from === undefined ? null : anotherValue(parameter, from);
    return from === undefined || to === null ? [] : [{ parameter, from, to }];
  });
  const together = placesOf(edits, asked, values, write);
  const places = together ?? asked.flatMap((swap) => placesOf(edits, [swap], values, write) ?? []);
  const order = asked.filter((swap) => places.some((place) => place.swap === swap));
  return edits.map((edit, index) => {
    const own = places.filter((place) => place.edit === index).sort((a, b) => a.start - b.start);
    const apart = own.filter((place, i) => i === 0 || (own[i - 1]?.end ?? 0) <= place.start);
    const stops = apart.map(({ swap, start, end }): TabStop => {
      return { at: { start, end }, number: order.indexOf(swap) + 1, choices: choicesOf(swap) };
    });
    return { ...edit, stops };
  });
}

/** A parameter with its value, and another value that it might have. */
interface Swap {
  readonly parameter: Parameter;
  readonly from: string;
  readonly to: string;
}

interface Place {
  readonly swap: Swap;
  readonly edit: number;
  readonly start: number;
  readonly end: number;
}

/** Those that nothing can be assumed for come first. */
function wanted(parameters: readonly Parameter[]): readonly Parameter[] {
  return [...parameters.filter(({ required }) => required), ...parameters.filter(({ required }) => !required)].slice(
    0,
    MOST,
  );
}

function choicesOf({ parameter: { choices }, from }: Swap): readonly string[] | null {
  return choices && [from, ...choices.filter((choice) => choice !== from)];
}

/** A value that is written alike, but has other characters. */
function anotherValue(parameter: Parameter, value: string): string | null {
  if (parameter.choices) return parameter.choices.find((choice) => choice !== value) ?? null;
  if (isPort(parameter)) return String(Number(value) > 60_000 ? Number(value) - 7919 : Number(value) + 4321);
  if (isNumber(parameter)) return String(Number(value) + 7919);
  const other = value.replace(/[a-z]/gi, (letter) => (/z/i.test(letter) ? 'q' : next(letter)));
  return other === value ? null : other;
}

function next(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 1);
}

/** Where the values stand that are swapped; null if something else changes, too. */
function placesOf(
  edits: readonly Edit[],
  swaps: readonly Swap[],
  values: Values,
  write: (values: Values) => readonly Edit[] | null,
): Place[] | null {
  if (swaps.length === 0) return [];
  const others = write(new Map([...values, ...swaps.map(({ parameter, to }) => [parameter.key, to] as const)]));
  if (others?.length !== edits.length) return null;
  const places: Place[] = [];
  for (const [edit, { at, text }] of edits.entries()) {
    const other = others[edit];
    if (other?.at.start !== at.start || other.at.end !== at.end) return null;
    const own = differences(text, other.text, swaps);
    if (!own) return null;
    places.push(...own.map((place) => ({ ...place, edit })));
  }
  return places;
}

/** Where two texts differ, if that is where values are swapped and nowhere else; null otherwise. */
function differences(text: string, other: string, swaps: readonly Swap[]): Omit<Place, 'edit'>[] | null {
  const places: Omit<Place, 'edit'>[] = [];
  let [here, there] = [0, 0];
  while (here < text.length || there < other.length) {
    if (text.charCodeAt(here) === other.charCodeAt(there)) {
      here++;
      there++;
      continue;
    }
    const fitting = swaps.filter(({ from, to }) => {
      const same = sameStart(from, to);
      return text.startsWith(from, here - same) && other.startsWith(to, there - same);
    });
    const longest = Math.max(...fitting.map(({ from }) => from.length));
    const [swap, rival] = fitting.filter(({ from }) => from.length === longest);
    if (!swap || rival) return null;
    const same = sameStart(swap.from, swap.to);
    const start = here - same;
    if (start < (places.at(-1)?.end ?? 0)) return null;
    here = start + swap.from.length;
    there = there - same + swap.to.length;
    places.push({ swap, start, end: here });
  }
  return places;
}

function sameStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length++;
  return length;
}
