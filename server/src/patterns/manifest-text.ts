import type { FillableText, TabStop } from '../yaml/tab-stop.ts';
import { PLACE } from './parameters.ts';
import type { ManifestPattern } from './pattern.ts';

/**
 * The text of a manifest with the defaults of its parameters, or examples, and a tab stop at each place: those of one
 * parameter are typed together.
 */
export function manifestText({ parameters, text }: Pick<ManifestPattern, 'parameters' | 'text'>): FillableText {
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
