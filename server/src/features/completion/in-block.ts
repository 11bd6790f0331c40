import { otherAdditions } from '../../patterns/insert/edits.ts';
import type { Placed, Plan } from '../../patterns/insert/plan.ts';
import { kept } from '../../patterns/kept.ts';
import type { Record } from '../../patterns/pattern.ts';
import { type Addition, depthOf, editsOf } from '../../yaml/edit/additions.ts';
import { insertItem, itemForm } from '../../yaml/edit/item.ts';
import { around, breakBefore, styleAt } from '../../yaml/edit/place.ts';
import { indented, itemLines } from '../../yaml/edit/print.ts';
import { columnOf, type Style, styleAround } from '../../yaml/edit/style.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { type Edit, nextLine } from '../../yaml/span.ts';
import type { Begun, Written } from './begun.ts';
import type { Slot } from './slot.ts';

/** A container that is being begun on a line of its own; `document` is the text without what is typed. */
export function begunInBlock(document: YamlDocument, slot: Slot): Begun {
  const { team, typed, index } = slot;
  const style = styleAround(document, around(document, slot.spec));
  const form = formOf(document, slot);
  const at = { start: typed.start, end: typed.end };
  const writeItem = ({ container }: Placed): Edit | null => form && { at, text: printed(container, form) };
  const write = (plan: Plan): Written | null => {
    const main = plan.helper && writeItem(plan.helper);
    const additions = otherAdditions(team.pod, plan, typed.start);
    if (!main || 'refusal' in additions) return null;
    const others = editsOf(
      document,
      additions.map((addition) => besideLine(document, slot, addition)),
    );
    return others && apart(document, slot, main, others);
  };
  return { team, list: typed.list, index, offset: typed.start, style, write, writeItem };
}

/** How new items are printed. */
interface Form {
  readonly style: Style;
  /** What stands behind a dash. */
  readonly gap: string;
  /** Of the dash. */
  readonly column: number;
  /** All this as a key. */
  readonly key: string;
}

/** How items are printed in the list; null where no item can be put. */
function formOf(document: YamlDocument, { sequence, spec, typed, index }: Slot): Form | null {
  const around = styleAt(document, sequence ?? spec);
  // Whether there is a place for an item is the same for all of them.
  const form = sequence && insertItem(document, sequence, {}, index) && itemForm(document, sequence);
  if (sequence && !form) return null;
  const { column, gap } = form ?? { column: typed.column, gap: ' ' };
  const key = spec.entries.find((entry) => entry.key.at.start > typed.keyLine)?.key.at.start ?? 0;
  const listIndent = sequence ? around.listIndent : typed.column - columnOf(document.text, key);
  const style = { ...around, listIndent, flush: listIndent === 0 };
  const { eol, indent, quote } = style;
  return { style, column, gap, key: JSON.stringify([column, gap, listIndent, indent, quote, eol]) };
}

/** An item from its dash on. The same containers come again and again, in pod after pod: what was printed is kept. */
function printed(container: Record, { style, gap, column, key }: Form): string {
  const known = PRINTED.get(container) ?? new Map<string, string>();
  PRINTED.set(container, known);
  return kept(known, key, MOST_STYLES, () => {
    const [first = '', ...rest] = itemLines(container, style, gap);
    return [first, ...indented(rest, column)].join(style.eol);
  });
}

const PRINTED = new WeakMap<Record, Map<string, string>>();
/** Few columns and ways to indent are in use in one file. */
const MOST_STYLES = 10;

/** Moves an addition away from the typed line: one to the pod behind it, one to the container above it before it. */
function besideLine(document: YamlDocument, { typed, spec }: Slot, { edit, depth }: Addition): Addition {
  const { text } = document;
  const { start } = edit.at;
  const next = nextLine(text, typed.end);
  if (depth <= depthOf(document, spec)) {
    if (start <= typed.keyLine || start > next) return { edit, depth };
    return { edit: { at: { start: next, end: next }, text: edit.text }, depth };
  }
  if (start !== typed.start) return { edit, depth };
  const end = breakBefore(text, start);
  const eol = text.slice(end, start);
  const above = edit.text.endsWith(eol) ? eol + edit.text.slice(0, -eol.length) : edit.text;
  return { edit: { at: { start: end, end }, text: above }, depth };
}

/** At the end of a text without a last line break, what goes behind the item is written with it. */
function apart(document: YamlDocument, { typed }: Slot, main: Edit, others: readonly Edit[]): Written {
  const touching = others.filter(({ at }) => at.start === document.text.length && at.start === typed.end);
  if (touching.length === 0) return { main, others };
  const behind = touching.map(({ text }) => text.replace(/^[\r\n]+|[\r\n]+$/g, ''));
  const eol = /\r\n|\n|\r/.exec(main.text)?.[0] ?? '\n';
  return {
    main: { at: main.at, text: [main.text, ...behind].join(eol) },
    others: others.filter((edit) => !touching.includes(edit)),
  };
}
