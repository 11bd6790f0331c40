import type { SnippetTextEdit } from 'vscode-languageserver/node';
import { lineStart } from '../yaml/span.ts';
import { type FillableEdit, snippetText, type TabStop } from '../yaml/tab-stop.ts';
import { rangeOf } from './convert.ts';
import type { Piece } from './documents.ts';

/**
 * Edits of a document as snippets. Editors indent the lines of a snippet like the line in which it begins: each of ours
 * begins where its line does.
 */
export function snippetsOf(
  { text, lineStarts }: Pick<Piece, 'text' | 'lineStarts'>,
  firstLine: number,
  edits: readonly FillableEdit[],
): SnippetTextEdit[] {
  return onWholeLines(text, edits).map(({ at, text: written, stops }) => {
    const snippet = { kind: 'snippet', value: snippetText({ text: written, stops }) } as const;
    return { range: rangeOf(text, lineStarts, firstLine, at), snippet };
  });
}

/** The same change, by edits that begin at the begin of a line, sorted; those that meet are one. */
function onWholeLines(text: string, edits: readonly FillableEdit[]): FillableEdit[] {
  const sorted = edits.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const whole: FillableEdit[] = [];
  for (const { at, text: written, stops } of sorted) {
    const start = lineStart(text, at.start);
    const last = whole.at(-1);
    if (last && last.at.end > start) {
      const before = last.text + text.slice(last.at.end, at.start);
      const all = [...last.stops, ...moved(stops, before.length)];
      whole[whole.length - 1] = { at: { start: last.at.start, end: at.end }, text: before + written, stops: all };
    } else {
      const before = text.slice(start, at.start);
      whole.push({ at: { start, end: at.end }, text: before + written, stops: moved(stops, before.length) });
    }
  }
  return whole;
}

function moved(stops: readonly TabStop[], by: number): TabStop[] {
  return stops.map((stop) => ({ ...stop, at: { start: stop.at.start + by, end: stop.at.end + by } }));
}
