import { isDeepStrictEqual } from 'node:util';
import { parseAnyDocument, parseSoundDocument } from '../../server/src/yaml/parse.ts';

/** What the two ways of parsing make of one text. */
export type Verdict =
  /** Both ways give the same. */
  | 'same'
  /** The fast way leaves a broken text to the other one. */
  | 'broken'
  /** The fast way leaves a text to the other one, which finds nothing wrong with it. */
  | 'left'
  /** They disagree; where. */
  | `differ at ${string}`;

export function verdictOn(text: string): Verdict {
  const sound = parseSoundDocument(text);
  const any = parseAnyDocument(text);
  if (!sound) return any.broken ? 'broken' : 'left';
  return isDeepStrictEqual(sound, any) ? 'same' : `differ at ${firstDifference(sound, any, '', new Set()) ?? '?'}`;
}

/** A closing bracket that begins its line, which only the fast way may take in any column. */
const BRACKET_IN_A_LINE_OF_ITS_OWN = /[\r\n][ \t]*[\]}]/;

/** Whether it is known why the two ways disagree on a text (`DISAGREEMENTS` in `odd-yaml.ts`). */
export function isListed(text: string): boolean {
  return parseAnyDocument(text).broken && BRACKET_IN_A_LINE_OF_ITS_OWN.test(text);
}

function firstDifference(a: unknown, b: unknown, path: string, seen: Set<unknown>): string | null {
  if (Object.is(a, b) || seen.has(a)) return null;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  }
  seen.add(a);
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(Reflect.get(a, key), Reflect.get(b, key), `${path}.${key}`, seen);
    if (found !== null) return found;
  }
  return null;
}
