// Finding a pattern by what it is for: "ship logs", "wait for database".
import type { OfferedPattern } from '../../../server/src/features/insert.ts';

/** What is looked at in a pattern. */
export type Searched = Pick<OfferedPattern, 'id' | 'title' | 'purpose' | 'keywords' | 'pattern'>;

/** Words between those that tell something: "in" of "sign in" helps to order what is found, but need not be there. */
const SMALL = new Set('a an and at by for from in into is it my of on or our the through to via with'.split(' '));

const WHOLE = 3;
const BEGIN = 2;
const WITHIN = 1;

/** The words of a pattern, and what they count by where they stand. */
interface Place {
  readonly words: readonly string[];
  readonly weight: number;
}

/**
 * The patterns that have every word of a text, the best first, of equally good ones that whose purpose is said in fewer
 * words; all in their order for an empty text.
 */
export function found<T extends Searched>(typed: string, patterns: readonly T[]): T[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [...patterns];
  const telling = words.filter((word) => !SMALL.has(word));
  const needed = telling.length > 0 ? telling : words;
  return patterns
    .flatMap((pattern) => {
      const score = scoreOf(words, needed, placesOf(pattern));
      return score === null ? [] : [{ pattern, score, length: wordsOf(pattern.purpose).length }];
    })
    .sort((a, b) => b.score - a.score || a.length - b.length)
    .map(({ pattern }) => pattern);
}

function placesOf({ id, title, purpose, keywords, pattern }: Searched): Place[] {
  return [
    { words: wordsOf(purpose), weight: 4 },
    { words: wordsOf(title), weight: 3 },
    { words: wordsOf(keywords.join(' ')), weight: 2 },
    { words: wordsOf(`${id} ${pattern}`), weight: 1 },
  ];
}

/** How well the words are there; null if one that is needed is not. */
function scoreOf(words: readonly string[], needed: readonly string[], places: readonly Place[]): number | null {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(...places.map((place) => place.weight * fit(word, place)));
    if (needed.includes(word)) {
      if (best === 0) return null;
      sum += best;
    } else if (places.some((place) => place.words.includes(word))) sum += 1;
  }
  return sum;
}

/** How well a typed word fits the words of a place: 0 for not at all. The plural of a word is as good as the word. */
function fit(typed: string, { words }: Place): number {
  const singular = typed.length > 3 ? typed.replace(/s$/, '') : typed;
  if (words.includes(typed) || words.includes(singular)) return WHOLE;
  if (words.some((word) => word.startsWith(singular))) return BEGIN;
  return words.some((word) => word.includes(singular)) ? WITHIN : 0;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
