import type { Edit } from '../../yaml/span.ts';
import type { FillableEdit, TabStop } from '../../yaml/tab-stop.ts';

/**
 * Edits in which some values can be typed over, in the order of `words`; where a word is the value of several keys, those
 * are typed together.
 */
export function fillable(edits: readonly Edit[], words: readonly string[]): FillableEdit[] {
  return edits.map((edit) => {
    const stops = words.flatMap((word, i) =>
      valuesIn(edit.text, word).map((start): TabStop => {
        return { at: { start, end: start + word.length }, number: i + 1, choices: null };
      }),
    );
    return { ...edit, stops: stops.sort((a, b) => a.at.start - b.at.start) };
  });
}

/** Where a word is the whole value of a key. */
function valuesIn(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const before = text.slice(Math.max(0, at - 3), at);
    if (/:\s?["']?$/.test(before) && /^(?:["'\s,}\]]|$)/.test(text.slice(at + word.length))) found.push(at);
  }
  return found;
}
