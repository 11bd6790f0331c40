import type { ContainerList } from '../../patterns/insert/insertion.ts';
import { lineEnd, lineStart } from '../../yaml/span.ts';
import { linesAbove } from './lines-above.ts';

/** A line on which an item of a list of containers is being begun: blank, a word, or a dash and perhaps a word. */
export interface Typed {
  readonly list: ContainerList;
  /** Where the key of the list begins its line. */
  readonly keyLine: number;
  /** Where the line begins and ends. */
  readonly start: number;
  readonly end: number;
  /** The column in which the dash stands, or is to stand. */
  readonly column: number;
  /** Spaces behind the dash; null where there is no dash yet. */
  readonly gap: number | null;
  /** Where the word begins, or will. */
  readonly word: number;
}

/** Reads the line of an offset, by a cheap look at it and at the lines above; null if no container can begin there. */
export function typedAt(text: string, offset: number): Typed | null {
  const [start, end] = [lineStart(text, offset), lineEnd(text, offset)];
  if (end - start > LONGEST) return null;
  const match = /^( *)(?:(-)( *))?([A-Za-z][\w.-]*)? *$/.exec(text.slice(start, end));
  if (!match) return null;
  const [, margin = '', dash = '', gap = '', typed = ''] = match;
  if (dash && typed && gap === '') return null;
  const column = dash || typed ? margin.length : offset - start;
  // Behind a dash alone the cursor stands where the word will.
  const word = typed || dash ? start + margin.length + dash.length + (typed ? gap.length : 0) : offset;
  if (offset < word) return null;
  const key = listAbove(text, start, column);
  if (!key || (typed && !dash && key.column === column)) return null;
  const behindGap = typed ? word : Math.min(offset, word + gap.length);
  return { ...key, start, end, column, gap: dash ? gap.length : null, word: behindGap };
}

/** No such line is longer. */
const LONGEST = 200;

/** The key of a list of containers that an item in a column would belong to. */
function listAbove(
  text: string,
  line: number,
  column: number,
): { readonly list: Typed['list']; readonly keyLine: number; readonly column: number } | null {
  for (const { start, content, indent } of linesAbove(text, line)) {
    if (indent > column || (indent === column && content.charAt(indent) === '-')) continue;
    const key = /^ *(?:- +)?["']?(containers|initContainers)["']?[ \t]*:[ \t]*(?:#.*)?$/.exec(content)?.[1];
    if (key !== 'containers' && key !== 'initContainers') return null;
    return { list: key, keyLine: start, column: indent };
  }
  return null;
}
