import type { TabStop } from '../yaml/tab-stop.ts';
import { PLACE } from './parameters.ts';
import type { ManifestPattern } from './pattern.ts';

/** A text with the parts of it that may be typed over. */
export interface Fillable {
  readonly text: string;
  readonly stops: readonly TabStop[];
}

/**
 * The text of a manifest with the defaults of its parameters, or examples, and a tab stop at each place: those of one
 * parameter are typed together.
 */
export function fillable({ parameters, text }: Pick<ManifestPattern, 'parameters' | 'text'>): Fillable {
  const stops: TabStop[] = [];
  let filled = '';
  let done = 0;
  for (const { 0: place, 1: key, index } of text.matchAll(PLACE)) {
    const number = parameters.findIndex((parameter) => parameter.key === key) + 1;
    const parameter = parameters[number - 1];
    if (!parameter) continue;
    const value = parameter.default ?? parameter.example;
    filled += text.slice(done, index);
    done = index + place.length;
    const at = { start: filled.length, end: filled.length + value.length };
    const choices = parameter.choices && [value, ...parameter.choices.filter((choice) => choice !== value)];
    stops.push({ at, number, choices });
    filled += value;
  }
  return { text: filled + text.slice(done), stops };
}

/**
 * The text as a snippet of VS Code and of the Language Server Protocol: the first stop of a number has the value, those
 * behind it follow what is typed there, and the cursor ends behind the text.
 */
export function snippetOf({ text, stops }: Fillable): string {
  const values = new Map<number, string>();
  let snippet = '';
  let done = 0;
  for (const { at, number, choices } of stops) {
    const value = text.slice(at.start, at.end);
    const known = values.get(number);
    snippet += escaped(text.slice(done, at.start));
    done = at.end;
    if (known === undefined) snippet += placeholder(number, value, choices);
    // What reads otherwise than the first one cannot follow it.
    else snippet += known === value ? `\${${number}}` : escaped(value);
    if (known === undefined) values.set(number, value);
  }
  return `${snippet}${escaped(text.slice(done))}$0`;
}

function placeholder(number: number, value: string, choices: readonly string[] | null): string {
  if (choices && choices.length > 1) {
    return `\${${number}|${choices.map((choice) => choice.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
  }
  return value === '' ? `\${${number}}` : `\${${number}:${value.replace(/[\\$}]/g, '\\$&')}}`;
}

/** Text that means itself in a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$]/g, '\\$&');
}
