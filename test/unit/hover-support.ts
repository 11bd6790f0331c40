import assert from 'node:assert/strict';
import type { Surroundings } from '../../server/src/analysis.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { type Hover, hoverAt } from '../../server/src/features/hover.ts';
import { ALONE, settings, unmark } from '../support.ts';

/** What a test may say beside the text. */
export interface HoverOptions {
  readonly kubernetes?: number;
  readonly around?: Surroundings;
}

/** The hover at the first mark of a text (at its begin); null for nothing. */
export function hoverIn(marked: string, { kubernetes, around = ALONE }: HoverOptions = {}): Hover | null {
  const { text, spans } = unmark(marked);
  const [mark] = spans;
  assert.ok(mark, 'no mark in the text');
  const file = analyseFile(text, around);
  let start = 0;
  for (const part of file) {
    const end = start + part.analysis.text.length;
    if (mark.start < end) return hoverAt(file, part, mark.start - start, settings(kubernetes));
    start = end;
  }
  return null;
}

/** The Markdown of the hover at the mark; fails where there is none. */
export function markdownIn(marked: string, options: HoverOptions = {}): string {
  const hover = hoverIn(marked, options);
  assert.ok(hover, `no hover in\n${marked}`);
  return hover.markdown;
}

/** The same without its last line, the links. */
export function bodyIn(marked: string, options: HoverOptions = {}): string {
  const markdown = markdownIn(marked, options);
  return markdown.slice(0, markdown.lastIndexOf('\n\n['));
}

/** A Pod in flow style: the lists, and more keys of its spec. */
export function pod(lists: { init?: string; containers: string; more?: string }): string {
  const init = lists.init ? `  initContainers: [${lists.init}]\n` : '';
  const more = lists.more ? `${lists.more}\n` : '';
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: shop, labels: {app: shop}}\nspec:\n${init}  containers: [${lists.containers}]\n${more}`;
}
