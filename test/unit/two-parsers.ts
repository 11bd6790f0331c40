import { isDeepStrictEqual } from 'node:util';
import {
  parseAnyDocument,
  parseLeanDocument,
  parseSoundDocument,
  type YamlDocument,
} from '../../server/src/yaml/parse.ts';

/** What the ways of parsing make of one text. */
export type Verdict =
  /** All ways that read it give the same. */
  | 'same'
  /** The fast ways leave a broken text to the tolerant one. */
  | 'broken'
  /** The fast ways leave a text to the tolerant one, which finds nothing wrong with it. */
  | 'left'
  /** They disagree; where. */
  | `differ at ${string}`;

export function verdictOn(text: string): Verdict {
  const lean = parseLeanDocument(text);
  const sound = parseSoundDocument(text);
  const any = parseAnyDocument(text);
  if (lean && !isDeepStrictEqual(lean, sound ?? any)) return differing(lean, sound ?? any);
  if (!sound) return any.broken ? 'broken' : 'left';
  return isDeepStrictEqual(sound, any) ? 'same' : differing(sound, any);
}

function differing(a: YamlDocument, b: YamlDocument): Verdict {
  return `differ at ${firstDifference(a, b, '', new Set()) ?? '?'}`;
}

/** A closing bracket that begins its line, which only the fast ways may take in any column. */
const BRACKET_IN_A_LINE_OF_ITS_OWN = /[\r\n][ \t]*[\]}]/;

/** Whether it is known why the ways disagree on a text (`DISAGREEMENTS` in `odd-yaml.ts`). */
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
