import type { SnippetTextEdit } from 'vscode-languageserver/node';
import { type Edit, lineStart } from '../yaml/span.ts';
import { rangeOf } from './convert.ts';
import type { Piece } from './documents.ts';

/**
 * Edits of a document as snippets in which the values of `fill` can be typed over, in their order.
 * Editors indent the lines of a snippet like the line in which it begins: each of ours begins where its line does.
 */
export function snippetEdits(
  { text, lineStarts }: Piece,
  firstLine: number,
  edits: readonly Edit[],
  fill: readonly string[],
): SnippetTextEdit[] {
  let next = 0;
  return onWholeLines(text, edits).map(({ at, text: written }) => {
    let value = '';
    let from = 0;
    for (let found = placeOf(written, fill[next], from); found >= 0; found = placeOf(written, fill[next], from)) {
      const word = fill[next++] ?? '';
      value += `${escaped(written.slice(from, found))}\${${next}:${escaped(word)}}`;
      from = found + word.length;
    }
    value += escaped(written.slice(from));
    return { range: rangeOf(text, lineStarts, firstLine, at), snippet: { kind: 'snippet', value } };
  });
}

function placeOf(text: string, word: string | undefined, from: number): number {
  return word === undefined || word === '' ? -1 : text.indexOf(word, from);
}

/** The same change, by edits that begin at the begin of a line, sorted; those that meet are one. */
function onWholeLines(text: string, edits: readonly Edit[]): Edit[] {
  const sorted = edits.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const whole: Edit[] = [];
  for (const { at, text: written } of sorted) {
    const start = lineStart(text, at.start);
    const last = whole.at(-1);
    if (last && last.at.end > start) {
      const between = text.slice(last.at.end, at.start);
      whole[whole.length - 1] = { at: { start: last.at.start, end: at.end }, text: last.text + between + written };
    } else whole.push({ at: { start, end: at.end }, text: text.slice(start, at.start) + written });
  }
  return whole;
}

/** Text that means itself in a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
