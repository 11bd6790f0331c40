import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
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

/** A hover, and what it says: null where there must be none; what begins with `not:` must not be in it. */
export type HoverCase = readonly [name: string, text: string, says: readonly string[] | null, options?: HoverOptions];

/** Tests a table of hovers. */
export function checkHovers(title: string, cases: readonly HoverCase[]): void {
  suite(title, () => {
    for (const [name, text, says, options] of cases) {
      test(name, () => {
        const markdown = hoverIn(text, options)?.markdown ?? null;
        if (says === null) assert.equal(markdown, null);
        for (const wanted of says ?? []) {
          const [no, words] = /^(not:)?(.*)$/s.exec(wanted)?.slice(1) ?? [];
          assert.equal(markdown?.includes(words ?? ''), no === undefined, `${wanted}\n${markdown}`);
        }
      });
    }
  });
}

/** The text with the label by which its pod asks for Istio's sidecar. */
export function meshed(text: string): string {
  return text.replace('labels: {', 'labels: {sidecar.istio.io/inject: "true", ');
}

/** A Pod in flow style: the lists, and more keys of its spec. */
export function pod(lists: { init?: string; containers: string; more?: string }): string {
  const init = lists.init ? `  initContainers: [${lists.init}]\n` : '';
  const more = lists.more ? `${lists.more}\n` : '';
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: shop, labels: {app: shop}}\nspec:\n${init}  containers: [${lists.containers}]\n${more}`;
}
