import { indentOf } from '../../yaml/edit/flow.ts';
import { around, type Collection, elementsOf, styleAt } from '../../yaml/edit/place.ts';
import {
  entryLines,
  flowEntry,
  flowKey,
  flowLines,
  flowText,
  indented,
  itemLines,
  scalarText,
} from '../../yaml/edit/print.ts';
import { doubleQuoted, hasUnprintable, quoted, singleQuoted, stringText } from '../../yaml/edit/quotes.ts';
import { columnOf, flowStyleOf, type Style } from '../../yaml/edit/style.ts';
import type { Value } from '../../yaml/edit.ts';
import type { FillableEdit, TabStop } from '../../yaml/tab-stop.ts';
import type { Scalar } from '../../yaml/tree.ts';
import type { Cursor } from './cursor.ts';

/** A part of a new text that is to be typed over, in the order of the text; the last place where it stands counts. */
export interface Gap {
  readonly text: string;
  readonly choices?: readonly string[];
}

/** Writes items in the place of the one that is begun at the cursor, in the style of the list. */
export function itemsEdit(cursor: Cursor, values: readonly Value[], gaps: readonly Gap[] = []): FillableEdit | null {
  const list = cursor.steps.at(-1)?.within;
  if (list?.kind !== 'sequence') return null;
  const style = styleAt(cursor.document, list);
  if (cursor.flow) return edit(cursor, flowItems(cursor, list, values, style), gaps);
  const isNew = cursor.dash === null;
  const column = cursor.dash?.column ?? cursor.column;
  const gap = ' '.repeat(cursor.dash?.gap || 1);
  const lines = values.flatMap((value) => itemLines(value, style, gap));
  const [first = '', ...rest] = lines;
  const text = [isNew ? first : first.slice(1 + gap.length), ...indented(rest, column)].join(style.eol);
  return edit({ ...cursor, before: isNew ? '' : cursor.before }, text, gaps);
}

function flowItems(cursor: Cursor, list: Collection, values: readonly Value[], style: Style): string {
  const { document } = cursor;
  const flow = flowStyleOf(document, around(document, list));
  const siblings = elementsOf(list).flatMap(({ value }) => (value && 'flow' in value ? [value] : []));
  const isWide = siblings.some(({ at }) => /[\r\n]/.test(document.text.slice(at.start, at.end)));
  if (!isWide) return values.map((value) => flowText(value, flow, style.quote)).join(flow.comma);
  const trailing = siblings.some(({ at }) => /,\s*\}$/.test(document.text.slice(at.start, at.end)));
  // Braces that hug the brackets of their list close where the line begins.
  const margin = indentOf(document.text, cursor.at.start);
  const lines = values.map((value) => {
    const [first = '', ...rest] = flowLines(null, value, flow, style, trailing);
    return [first, ...indented(rest, margin)].join(style.eol);
  });
  return lines.join(cursor.bare ? `,${style.eol}${' '.repeat(margin)}` : flow.comma);
}

/** Writes an entry in the place of the key that is begun; where it has a value already, nothing but the key. */
export function entryEdit(cursor: Cursor, key: string, value: Value, gaps: readonly Gap[] = []): FillableEdit | null {
  const mapping = cursor.steps.at(-1)?.within;
  if (mapping?.kind !== 'mapping') return null;
  const style = styleAt(cursor.document, mapping);
  const flow = cursor.flow ? flowStyleOf(cursor.document, around(cursor.document, mapping)) : null;
  if (cursor.isKey) {
    return edit(cursor, flow ? flowKey(key, flow, style.quote) : stringText(key, cursor.quote ?? style.quote, false));
  }
  if (flow) return edit(cursor, flowEntry(key, value, flow, style.quote), gaps);
  const [first = '', ...rest] = entryLines(key, value, style);
  return edit(cursor, [first, ...indented(rest, cursor.column)].join(style.eol), gaps);
}

/** Writes the value that is begun, and entries behind it that its mapping lacks. Null for a number within quotes. */
export function valueEdit(
  cursor: Cursor,
  value: string | number,
  more: Readonly<Record<string, Value>> = {},
): FillableEdit | null {
  const mapping = cursor.steps.at(-1)?.within;
  if (mapping?.kind !== 'mapping' || (typeof value === 'number' && cursor.quote !== null)) return null;
  const style = styleAt(cursor.document, mapping);
  const first = valueText(cursor, mapping, value, style);
  const entries = Object.entries(more);
  if (entries.length === 0) return edit(cursor, first);
  if (cursor.flow) {
    const flow = flowStyleOf(cursor.document, around(cursor.document, mapping));
    return edit(
      cursor,
      [first, ...entries.map(([key, one]) => flowEntry(key, one, flow, style.quote))].join(flow.comma),
    );
  }
  const own = mapping.entries.find((entry) => entry.value && entry.value.at.start >= cursor.at.start);
  const column = columnOf(cursor.document.text, own?.key.at.start ?? 0);
  const rest = entries.flatMap(([key, one]) => entryLines(key, one, style));
  return edit(cursor, [first, ...indented(rest, column)].join(style.eol));
}

/** Whether entries can be written behind the word: nothing follows on its line. */
export function canGrow({ analysis, at, flow }: Cursor): boolean {
  return flow || /^[^\S\r\n]*(?:[\r\n]|$)/.test(analysis.text.slice(at.start).replace(/^\s*["']?\uE001["']?/, ''));
}

function valueText(cursor: Cursor, mapping: Collection, value: string | number, style: Style): string {
  if (typeof value === 'number') return String(value);
  if (cursor.quote === 'double') return doubleQuoted(value);
  if (cursor.quote === 'single' && !hasUnprintable(value)) return singleQuoted(value);
  if (cursor.flow) {
    const flow = flowStyleOf(cursor.document, around(cursor.document, mapping));
    if (flow.json) return doubleQuoted(value);
    if (flow.quoted) return quoted(value, flow.quoted);
  }
  const key = cursor.steps.at(-1)?.to;
  const beside = siblingsOf(cursor).flatMap((one): Scalar[] => {
    const entry = one.entries.find((each) => each.key.text === key);
    return entry?.value?.kind === 'scalar' && one !== mapping ? [entry.value] : [];
  });
  const quote = (['double', 'single'] as const).find((of) => beside.every(({ style: own }) => own === of));
  if (beside.length > 0 && quote) return quoted(value, quote);
  return scalarText(value, style.quote, cursor.flow);
}

/** The mappings of the list in which the mapping of the cursor stands. */
function siblingsOf({ steps }: Cursor) {
  const list = steps.at(-2)?.within;
  return list?.kind === 'sequence' ? list.items.flatMap(({ value }) => (value?.kind === 'mapping' ? [value] : [])) : [];
}

/** The text in the place of the word, with what is missing around it. */
function edit({ at, before, behind }: Cursor, text: string, gaps: readonly Gap[] = []): FillableEdit {
  const whole = before + text + behind;
  return { at, text: whole, stops: stopsIn(whole, gaps) };
}

function stopsIn(text: string, gaps: readonly Gap[]): TabStop[] {
  const stops: TabStop[] = [];
  let end = text.length;
  for (const [i, gap] of [...gaps.entries()].reverse()) {
    const start = gap.text === '' ? betweenQuotes(text, end) : text.lastIndexOf(gap.text, end - gap.text.length);
    if (start < 0) continue;
    const choices = gap.choices && [gap.text, ...gap.choices.filter((choice) => choice !== gap.text)];
    stops.unshift({ at: { start, end: start + gap.text.length }, number: i + 1, choices: choices ?? null });
    end = start;
  }
  return stops;
}

/** Where an empty string ends a text; -1 if none does. */
function betweenQuotes(text: string, end: number): number {
  return end === text.length && /(?:""|'')$/.test(text) ? end - 1 : -1;
}
