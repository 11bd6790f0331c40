import { diffWordsWithSpace } from 'diff';
import type { Edit, Span } from './span.ts';

/** A part of a new text that a person should look at and may type over, in editors that can move from one to the next. */
export interface TabStop {
  /** Where it stands in the new text: UTF-16 code units, half-open. */
  readonly at: Span;
  /** From 1, in the order in which people go through them; stops of one number are typed together. */
  readonly number: number;
  /** What may stand there, the value in the text included; null for anything. */
  readonly choices: readonly string[] | null;
}

/** A text with the parts of it that may be typed over, sorted by place; they do not overlap. */
export interface FillableText {
  readonly text: string;
  readonly stops: readonly TabStop[];
}

/** An edit with the parts of its text that may be typed over. */
export interface FillableEdit extends Edit, FillableText {}

/**
 * Edits of a text in which words can be typed over, in their order: wherever a word is the whole value of a key, together;
 * where it is none, the first time that it stands there. Only what is new counts.
 */
export function fillable(text: string, edits: readonly Edit[], words: readonly string[]): FillableEdit[] {
  const fresh = edits.map((edit) => newParts(text.slice(edit.at.start, edit.at.end), edit.text));
  const isNew = (edit: number, at: Span) => fresh[edit]?.some((part) => part.start < at.end && at.start < part.end);
  const places = words.flatMap((word, i) => {
    if (word === '') return [];
    const found = edits.flatMap((edit, nth) =>
      placesOf(edit.text, word).flatMap((start) => {
        const at = { start, end: start + word.length };
        return isNew(nth, at) ? [{ edit: nth, at, number: i + 1, isValue: isValue(edit.text, at) }] : [];
      }),
    );
    const values = found.filter((place) => place.isValue);
    return values.length > 0 ? values : found.slice(0, 1);
  });
  return edits.map((edit, i) => {
    const own = places.filter((place) => place.edit === i).sort((a, b) => a.at.start - b.at.start);
    const apart = own.filter(({ at }, nth) => nth === 0 || (own[nth - 1]?.at.end ?? 0) <= at.start);
    return { ...edit, stops: apart.map(({ at, number }): TabStop => ({ at, number, choices: null })) };
  });
}

/** What of a new text the old one did not have. */
function newParts(old: string, text: string): Span[] {
  if (old === '') return [{ start: 0, end: text.length }];
  const parts: Span[] = [];
  let start = 0;
  for (const { value, added, removed } of diffWordsWithSpace(old, text)) {
    if (removed) continue;
    if (added) parts.push({ start, end: start + value.length });
    start += value.length;
  }
  return parts;
}

function placesOf(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at);
  return found;
}

/** Whether a word is the whole value of a key. */
function isValue(text: string, { start, end }: Span): boolean {
  return /:\s?["']?$/.test(text.slice(Math.max(0, start - 3), start)) && /^(?:["'\s,}\]]|$)/.test(text.slice(end));
}

/**
 * A text as a snippet of VS Code and of the Language Server Protocol: the first stop of a number has the value, those behind
 * it follow what is typed there.
 */
export function snippetText({ text, stops }: FillableText): string {
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
  return snippet + escaped(text.slice(done));
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
