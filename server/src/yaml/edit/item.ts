import type { YamlDocument } from '../parse.ts';
import { type Edit, lineEnd, type Span } from '../span.ts';
import type { Entry, Mapping, Sequence } from '../tree.ts';
import { insertRow, isNeeded, ownerOf, removeRow, rowLines } from './block.ts';
import { removeEntry } from './entry.ts';
import { insertSlot, removeSlot, slotsOf } from './flow.ts';
import { behind, elementsOf, isSameArm, parentOf, rowsOf, styleAt } from './place.ts';
import { indented, itemLines, type Value } from './print.ts';
import { quoted } from './quotes.ts';
import { quotesOfItems } from './style.ts';

/**
 * Adds an item to a list before item `index`, or as the last one. Dashes, gaps and blank lines are those of the list;
 * an empty `[]` in a block mapping becomes a block list. Null where a template action makes the place doubtful.
 */
export function insertItem(document: YamlDocument, sequence: Sequence, value: Value, index: number): Edit | null {
  const style = styleAt(document, sequence);
  if (canOpen(document, sequence)) return openList(document, sequence, itemLines(value, style));
  if (sequence.flow) {
    const edit = insertSlot(document, sequence, index, { key: null, value });
    return edit && isSameArm(document.template, edit.at.start, ownerOf(document, sequence)) ? edit : null;
  }
  const form = itemForm(document, sequence);
  if (!form) return null;
  const quote = typeof value === 'string' ? quotesOfItems(sequence) : null;
  const lines = quote ? [`-${form.gap}${quoted(String(value), quote)}`] : itemLines(value, style, form.gap);
  return insertItemLines(document, sequence, lines, index);
}

/** How the items of a block list are written: the column of the dashes, and what stands behind them. Null for other lists. */
export function itemForm(
  document: YamlDocument,
  sequence: Sequence,
): { readonly column: number; readonly gap: string } | null {
  const [first] = rowsOf(document, sequence) ?? [];
  if (!first) return null;
  const gap = /^-([ \t]+)[^\s#&!|>]/.exec(document.text.slice(first.start, lineEnd(document.text, first.start)))?.[1];
  return { column: first.column, gap: ' '.repeat(gap?.length ?? 1) };
}

/** Adds lines (an item, not yet indented) to a block list; `spaced` copies the blank lines between its items. */
export function insertItemLines(
  document: YamlDocument,
  sequence: Sequence,
  lines: readonly string[],
  index: number,
  spaced = true,
): Edit | null {
  const rows = rowsOf(document, sequence);
  const column = rows?.[0]?.column;
  if (!rows || column === undefined) return null;
  return insertRow(document, sequence, Math.min(Math.max(index, 0), rows.length), indented(lines, column), spaced);
}

/** Whether a list is an empty `[]` that can become a block list: the value of an entry of a block mapping. */
export function canOpen(document: YamlDocument, sequence: Sequence): boolean {
  const parent = parentOf(document, sequence);
  if (!sequence.flow || sequence.items.length > 0 || parent?.node.kind !== 'mapping' || parent.node.flow) return false;
  return (
    !document.text.slice(sequence.at.start, sequence.at.end).includes('#') && rowsOf(document, parent.node) !== null
  );
}

/** Replaces an empty `[]` (see `canOpen`) by the lines of a block list, not yet indented. */
export function openList(document: YamlDocument, sequence: Sequence, lines: readonly string[]): Edit | null {
  const { text } = document;
  const parent = parentOf(document, sequence);
  const row = parent && rowsOf(document, parent.node)?.[parent.index];
  if (!row) return null;
  const style = styleAt(document, sequence);
  const end = lineEnd(text, sequence.at.end);
  const before = text.slice(row.start, sequence.at.start);
  const start = sequence.at.start - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
  const list = indented(lines, row.column + style.listIndent).join(style.eol);
  const comment = text.slice(sequence.at.end, end);
  if (!/^[ \t]*(?:#.*)?$/.test(comment)) return null;
  if (/[\r\n][ \t]*$/.test(before)) {
    if (comment.trim() !== '') return null;
    return { at: { start, end }, text: list };
  }
  return { at: { start, end }, text: comment.trimEnd() + style.eol + list };
}

/** Writes the lines of a block list (not yet indented) under a key that has no value; null if there is more than a comment. */
export function openEntry(
  document: YamlDocument,
  mapping: Mapping,
  entry: Entry,
  lines: readonly string[],
): Edit | null {
  const row = rowsOf(document, mapping)?.[mapping.entries.indexOf(entry)];
  const end = lineEnd(document.text, entry.key.at.end);
  const below = row && document.text.slice(end, behind(document, row));
  if (!row || !/^\s*:[ \t]*(?:#.*)?$/.test(document.text.slice(entry.key.at.end, end)) || below?.includes('{{'))
    return null;
  const style = styleAt(document, mapping);
  const list = indented(lines, row.column + style.listIndent);
  return { at: { start: end, end }, text: style.eol + list.join(style.eol) };
}

/**
 * Takes an item out of a list, with the comment lines directly above it. Null if it is the only one, an alias elsewhere
 * needs it, or a template action is in the way.
 */
export function removeItem(document: YamlDocument, sequence: Sequence, index: number): Edit | null {
  const item = sequence.items[index];
  if (!item || sequence.items.length < 2) return null;
  if (!sequence.flow) return removeRow(document, sequence, index, true);
  return isNeeded(document, item.at) ? null : removeSlot(document, sequence, index);
}

/**
 * The place of an item's own text: its lines with the comment lines directly above it; behind a dash and in flow style
 * from its begin. Null if there is no such item, or a template action begins or ends inside of it.
 */
export function itemText(document: YamlDocument, sequence: Sequence, index: number): Span | null {
  if (!sequence.flow) return rowLines(document, sequence, index, true);
  const slot = slotsOf(document, sequence)?.[index];
  return slot ? { start: slot.start, end: slot.end } : null;
}

/** Takes an item out of its list, or the whole entry of the list if it is the only item. Null as `removeEntry`. */
export function removeItemOrList(document: YamlDocument, sequence: Sequence, index: number): Edit | null {
  if (sequence.items.length > 1) return removeItem(document, sequence, index);
  const parent = parentOf(document, sequence);
  if (index !== 0 || parent?.node.kind !== 'mapping') return null;
  return removeEntry(document, parent.node, parent.node.entries[parent.index]?.key.text ?? '');
}

/** Takes an entry out of a mapping; if it is the only one, the entry or item whose value the mapping is, and so on. */
export function removeEntryOrParent(document: YamlDocument, mapping: Mapping, key: string): Edit | null {
  const only = mapping.entries.every((entry) => entry.key.text === key);
  return only ? removeCollection(document, mapping) : removeEntry(document, mapping, key);
}

function removeCollection(document: YamlDocument, node: Mapping | Sequence): Edit | null {
  const parent = parentOf(document, node);
  if (!parent) return null;
  if (elementsOf(parent.node).length < 2) return removeCollection(document, parent.node);
  if (parent.node.kind === 'sequence') return removeItem(document, parent.node, parent.index);
  return removeEntry(document, parent.node, parent.node.entries[parent.index]?.key.text ?? '');
}
