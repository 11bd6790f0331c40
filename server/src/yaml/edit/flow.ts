import type { YamlDocument } from '../parse.ts';
import { type Edit, lineEnd, lineStart, nextLine } from '../span.ts';
import { around, type Collection, elementsOf, sourceOf, styleAt } from './place.ts';
import { flowEntry, flowLines, flowText, indented, type Value } from './print.ts';
import { columnOf, flowStyleOf, type Style, textStart } from './style.ts';

/** One element of a flow collection, its anchor or tag included. */
export interface Slot {
  readonly start: number;
  readonly end: number;
  /** The offset of the comma behind it; -1 if there is none. */
  readonly comma: number;
  /** Whether it begins a line. */
  readonly ownLine: boolean;
}

/** The elements of a flow collection; null if it is broken, has no brackets of its own (`[a: b]`) or explicit keys. */
export function slotsOf(document: YamlDocument, node: Collection): Slot[] | null {
  const source = sourceOf(document);
  const brackets = source.charAt(node.at.start) + source.charAt(node.at.end - 1);
  if (!node.flow || brackets !== (node.kind === 'mapping' ? '{}' : '[]')) return null;
  const slots: Slot[] = [];
  let from = node.at.start + 1;
  for (const { at } of elementsOf(node)) {
    const start = skip(source, from);
    if (start > at.start || !/^(?:[&!]\S*\s+)*$/.test(source.slice(start, at.start))) return null;
    const behind = skip(source, at.end);
    const comma = source.charAt(behind) === ',' ? behind : -1;
    if (comma < 0 && behind !== node.at.end - 1) return null;
    const ownLine = source.slice(textStart(source, start), start).trim() === '';
    slots.push({ start, end: at.end, comma, ownLine });
    from = comma + 1;
  }
  return slots.slice(0, -1).every((slot) => slot.comma >= 0) ? slots : null;
}

/** The first offset that is neither white space nor in a comment. */
function skip(source: string, from: number): number {
  const blank = /(?:\s|(?<=\s)#[^\r\n]*)*/y;
  blank.lastIndex = from;
  blank.test(source);
  return blank.lastIndex;
}

/** What is put into a flow collection: an entry, an item (null key), or text with the comment behind it ('' if none). */
export type Element =
  | { readonly key: string | null; readonly value: Value }
  | { readonly lines: readonly string[]; readonly comment: string };

/** Puts an element before element `index` of a flow collection, or behind its last one; null if that is not possible. */
export function insertSlot(document: YamlDocument, node: Collection, index: number, element: Element): Edit | null {
  const slots = slotsOf(document, node);
  if (!slots) return null;
  const style = { ...styleAt(document, node), indent: stepOf(document, node, slots) };
  const flow = flowStyleOf(document, around(document, node));
  const { text } = document;
  const [before, first] = [slots[index - 1], slots[0]];
  if (!first) return fill(document, node, element, style);
  const comment = 'comment' in element ? element.comment : '';
  const trailing = slots.at(-1)?.comma !== -1;
  const beside = before ?? first;
  const column = columnOf(text, beside.start);
  const comma = before && before.comma >= 0 ? before.comma + 1 : before?.end;
  const rest = comma === undefined ? '' : text.slice(comma, lineEnd(text, comma));
  if (beside.ownLine && /^\s*(?:#.*)?$/.test(rest)) {
    const wide = isWide(document, node, flow.quoted !== null);
    const lines = linesOf(element, wide, document, node, style, trailing);
    const shifted = [lines[0] ?? '', ...indented(lines.slice(1), column)].join(style.eol);
    const margin = style.eol + ' '.repeat(column);
    if (!before) return { at: { start: first.start, end: first.start }, text: `${shifted},${comment}${margin}` };
    if (before.comma >= 0) return insertion(lineEnd(text, before.comma), `${margin}${shifted},${comment}`);
    const end = lineEnd(text, before.end);
    return { at: { start: before.end, end }, text: `,${text.slice(before.end, end)}${margin}${shifted}${comment}` };
  }
  if (comment !== '') return null;
  const hugging = huggingOf(document, node, slots.indexOf(beside));
  const margin = hugging ? hugging.margin : indentOf(text, beside.start) + style.indent;
  const lines = hugging
    ? linesOf(element, true, document, node, { ...style, indent: hugging.indent }, hugging.trailing)
    : linesOf(element, false, document, node, style, trailing);
  const inline = [lines[0] ?? '', ...indented(lines.slice(1), margin)].join(style.eol);
  if (!before) return insertion(first.start, inline + flow.comma);
  return before.comma < 0
    ? insertion(before.end, flow.comma + inline)
    : insertion(before.comma + 1, `${flow.comma.slice(1)}${inline},`);
}

/** How items are written whose braces hug the brackets of their list, as KYAML is printed: `[{`, `}, {`, `}]`. */
interface Hugging {
  /** The indentation of the closing brace. */
  readonly margin: number;
  /** Columns from there to the entries. */
  readonly indent: number;
  /** Whether a comma stands behind the last entry. */
  readonly trailing: boolean;
}

/** How an item hugs; null if it does not. */
function huggingOf({ text }: YamlDocument, node: Collection, index: number): Hugging | null {
  const item = node.kind === 'sequence' ? node.items[index]?.value : null;
  const [first, last] = item?.kind === 'mapping' ? [item.entries[0], item.entries.at(-1)] : [];
  if (!item || !first || !last) return null;
  const margin = indentOf(text, item.at.end - 1);
  const indent = indentOf(text, first.key.at.start) - margin;
  return indent > 0 ? { margin, indent, trailing: /^\s*,/.test(text.slice(last.at.end)) } : null;
}

/** Fills an empty flow collection. */
function fill(document: YamlDocument, node: Collection, element: Element, style: Style): Edit | null {
  const { text } = document;
  const flow = flowStyleOf(document, around(document, node));
  const [open, close] = [node.at.start + 1, node.at.end - 1];
  const base = indentOf(text, node.at.start);
  const wide = flow.json && /[\r\n]/.test(document.text.trim());
  if ('comment' in element && element.comment !== '') return null;
  const lines = linesOf(element, wide, document, node, style, false);
  if (text.slice(open, close).trim() !== '')
    return insertion(close, lines.join(style.eol + ' '.repeat(base + style.indent)));
  const at = { start: open, end: close };
  if (!wide) {
    const padding = node.kind === 'mapping' ? flow.padding : '';
    return {
      at,
      text: padding + [lines[0], ...indented(lines.slice(1), base + style.indent)].join(style.eol) + padding,
    };
  }
  const inner = indented(lines, base + style.indent).join(style.eol);
  return { at, text: `${style.eol}${inner}${style.eol}${' '.repeat(base)}` };
}

function linesOf(
  element: Element,
  wide: boolean,
  document: YamlDocument,
  node: Collection,
  style: Style,
  trailing: boolean,
): readonly string[] {
  if ('lines' in element) return element.lines;
  const flow = flowStyleOf(document, around(document, node));
  if (wide) return flowLines(element.key, element.value, flow, style, trailing);
  return element.key === null
    ? [flowText(element.value, flow, style.quote)]
    : [flowEntry(element.key, element.value, flow, style.quote)];
}

/** Whether collections in a flow collection are written over several lines: as those that are there, else as `otherwise`. */
function isWide(document: YamlDocument, node: Collection, otherwise: boolean): boolean {
  const inner = elementsOf(node).flatMap(({ value }) =>
    value && 'flow' in value && elementsOf(value).length > 0 ? [document.text.slice(value.at.start, value.at.end)] : [],
  );
  return inner.length > 0 ? inner.some((written) => /[\r\n]/.test(written)) : otherwise;
}

/** Columns from the line of the opening bracket to the elements. */
function stepOf(document: YamlDocument, node: Collection, slots: readonly Slot[]): number {
  const own = slots.find((slot) => slot.ownLine);
  const step = own ? columnOf(document.text, own.start) - indentOf(document.text, node.at.start) : 0;
  return step > 0 ? step : styleAt(document, node).indent;
}

/** The indentation of the line of an offset. */
export function indentOf(text: string, offset: number): number {
  const start = textStart(text, offset);
  return /^ */.exec(text.slice(start, offset))?.[0].length ?? 0;
}

/** The comment behind an element that has its line for itself, with the spaces before it; '' if there is none. */
export function commentOf(document: YamlDocument, slot: Slot): string {
  const behind = Math.max(slot.end, slot.comma + 1);
  const rest = document.text.slice(behind, lineEnd(document.text, behind));
  return slot.ownLine && /^\s*#/.test(rest) ? rest.trimEnd() : '';
}

/** Takes element `index` out of a flow collection, and the comma that is no longer needed; null if a comment is in the way. */
export function removeSlot(document: YamlDocument, node: Collection, index: number): Edit | null {
  const { text } = document;
  const slots = slotsOf(document, node);
  const slot = slots?.[index];
  if (!slots || !slot) return null;
  const [before, after] = [slots[index - 1], slots[index + 1]];
  const last = slot.comma < 0 ? slot.end : slot.comma + 1;
  const alone = slot.ownLine && /^\s*(?:#.*)?$/.test(text.slice(last, lineEnd(text, last)));
  if (slots.length === 1) return free(text, node.at.start + 1, node.at.end - 1);
  if (alone && (slot.comma >= 0 || !before)) return removal(lineStart(text, slot.start), nextLine(text, last));
  if (alone && before) {
    const kept = text.slice(before.comma + 1, lineStart(text, slot.start)).replace(/(?:\r\n|\n|\r)$/, '');
    return { at: { start: before.comma, end: lineEnd(text, last) }, text: kept };
  }
  if (after) return free(text, slot.start, after.start);
  if (!before) return null;
  return slot.comma < 0 ? free(text, before.end, slot.end) : free(text, before.comma + 1, slot.comma + 1);
}

function free(text: string, start: number, end: number): Edit | null {
  return /(?:^|\s)#/.test(withoutStrings(text.slice(start, end))) ? null : removal(start, end);
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/gs, '""');
}

function removal(start: number, end: number): Edit {
  return { at: { start, end }, text: '' };
}

function insertion(start: number, text: string): Edit {
  return { at: { start, end: start }, text };
}
