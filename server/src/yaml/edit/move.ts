import { parseDocument, type YamlDocument } from '../parse.ts';
import { applyEdits, contains, type Edit, nextLine, type Span } from '../span.ts';
import type { Mapping, Node, Sequence } from '../tree.ts';
import { isMovable } from './block.ts';
import { type EntryPlace, indexOf, insertEntryLines, removeEntry, setEntry } from './entry.ts';
import { commentOf, indentOf, insertSlot, slotsOf } from './flow.ts';
import { canOpen, insertItemLines, itemText, openEntry, openList, removeItemOrList } from './item.ts';
import { difference, nodeAt, pathOf } from './path.ts';
import { around, isBlank, isSameArm, keepsBlankLines, rowsOf, styleAt } from './place.ts';
import { flowKey, indented, keyText, type Value } from './print.ts';
import { columnOf, flowStyleOf, styleOf, textStart, withStyle } from './style.ts';

/** Item `index` of a list; as a target: before the item that is now at `index`, or behind the last one. */
export interface ItemPlace {
  readonly sequence: Sequence;
  readonly index: number;
}

/** A list that is not there yet (no such key, `key:` or `key: []`): it gets the moved item as its only one. */
export interface NewList extends EntryPlace {
  readonly mapping: Mapping;
  readonly key: string;
}

/** What changes in an item (a mapping) while it is moved. */
export interface ItemChange {
  readonly set?: readonly { readonly key: string; readonly value: Value; readonly after?: readonly string[] }[];
  readonly remove?: readonly string[];
}

/** The text of an item that is on its way. */
interface Piece {
  /** The text instead of what stood at the item's place. */
  readonly text: string;
  /** Its lines with the dash (in flow style: the line that it began on) in column 0. */
  readonly lines: readonly string[];
  readonly column: number;
  readonly flow: boolean;
  /** The comment behind it in a flow collection. */
  readonly comment: string;
  readonly keepsBlankLines: boolean;
}

/**
 * Moves an item with its comments to another list, or within its own, and changes it on the way. Its text stays as it
 * is but for the indentation. The entry of a list that loses its last item is removed.
 * No edits mean that it is where it should be. Null if the target cannot take it: a flow list takes no block item, an
 * alias would lose its anchor, a template action prints only one of the places, or the only entry would be removed.
 */
export function moveItem(
  document: YamlDocument,
  from: ItemPlace,
  to: ItemPlace | NewList,
  change: ItemChange = {},
): Edit[] | null {
  const at = itemText(document, from.sequence, from.index);
  const piece = at && pieceOf(document, from, at, change);
  if (!at || !piece) return null;
  const target = 'sequence' in to ? to.sequence : to.mapping;
  if (target === from.sequence && 'sequence' in to && (to.index === from.index || to.index === from.index + 1)) {
    const edit = difference(document.text.slice(at.start, at.end), piece.text);
    const own = { start: edit.at.start + at.start, end: edit.at.end + at.start };
    return own.start === own.end && edit.text === '' ? [] : [{ at: own, text: edit.text }];
  }
  const insert = contains(at, target.at) ? null : insertPiece(document, piece, to);
  if (!insert || !isMovable(document, at, insert.at.start)) return null;
  if (!isSameArm(document.template, at.start, insert.at.start)) return null;
  if (piece.keepsBlankLines && joinsBlankLines(document.text, insert.at.end)) return null;
  const remove = removeItemOrList(document, from.sequence, from.index);
  if (remove && !meet(insert.at, remove.at)) return [insert, remove];
  return moveInSteps(document, from, to, insert);
}

function joinsBlankLines(text: string, offset: number): boolean {
  const next = textStart(text, offset) === offset ? offset : nextLine(text, offset);
  return next >= text.length || isBlank(text, next);
}

function meet(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Where the two edits of a move touch the same text, the second one is found in the text after the first. */
function moveInSteps(document: YamlDocument, from: ItemPlace, to: ItemPlace | NewList, insert: Edit): Edit[] | null {
  const changed = withStyle(parseDocument(applyEdits(document.text, [insert])), styleOf(document));
  // The target is below or behind the source here, so that the way to the source is still the same.
  const source = nodeAt(changed, pathOf(document, from.sequence));
  if (source?.kind !== 'sequence') return null;
  const index =
    'sequence' in to && to.sequence === from.sequence && to.index <= from.index ? from.index + 1 : from.index;
  const remove = removeItemOrList(changed, source, index);
  return remove && [difference(document.text, applyEdits(changed.text, [remove]))];
}

/** Cuts the item out as a document of its own, and changes it there. */
function pieceOf(document: YamlDocument, from: ItemPlace, at: Span, change: ItemChange): Piece | null {
  const { flow } = from.sequence;
  const style = styleAt(document, from.sequence);
  const margin = columnOf(document.text, at.start);
  let piece = withStyle(parseDocument(' '.repeat(margin) + document.text.slice(at.start, at.end)), style);
  const steps: ((item: Mapping) => Edit | null | undefined)[] = [
    ...(change.set ?? []).map((one) => (item: Mapping) => setEntry(piece, item, one.key, one.value, one)),
    ...(change.remove ?? []).map((key) => (item: Mapping) => {
      return item.entries.some((entry) => entry.key.text === key) ? removeEntry(piece, item, key) : undefined;
    }),
  ];
  for (const step of steps) {
    const item = itemOf(piece, flow);
    const edit = item?.kind === 'mapping' ? step(item) : null;
    if (edit === null) return null;
    if (edit) piece = withStyle(parseDocument(applyEdits(piece.text, [edit])), style);
  }
  const { text, root } = piece;
  const column = flow
    ? indentOf(document.text, at.start)
    : root && 'entries' in root
      ? 0
      : columnOf(text, root?.at.start ?? 0);
  const lines = text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
  const outdented = lines.map((line, i) => {
    if (flow && i === 0) return line.trimStart();
    return line.slice(Math.min(column, line.search(/[^ ]|$/)));
  });
  const slot = flow ? slotsOf(document, from.sequence)?.[from.index] : undefined;
  const comment = slot ? commentOf(document, slot) : '';
  return {
    text: text.slice(margin),
    lines: outdented,
    column,
    flow,
    comment,
    keepsBlankLines: keepsBlankLines(piece, root),
  };
}

function itemOf(piece: YamlDocument, flow: boolean): Node | null {
  if (flow) return piece.root;
  return piece.root?.kind === 'sequence' ? (piece.root.items[0]?.value ?? null) : null;
}

function insertPiece(document: YamlDocument, piece: Piece, to: ItemPlace | NewList): Edit | null {
  if ('mapping' in to) return insertList(document, piece, to);
  const { sequence, index } = to;
  if (canOpen(document, sequence)) return openList(document, sequence, rowsFor(document, piece, sequence) ?? []);
  if (sequence.flow)
    return piece.flow ? insertSlot(document, sequence, index, { lines: piece.lines, comment: piece.comment }) : null;
  const lines = rowsFor(document, piece, sequence);
  return lines && insertItemLines(document, sequence, lines, index, !piece.keepsBlankLines);
}

function insertList(document: YamlDocument, piece: Piece, to: NewList): Edit | null {
  const { mapping, key } = to;
  const entry = mapping.entries.findLast((each) => each.key.text === key);
  const style = styleAt(document, mapping);
  if (mapping.flow) {
    if (entry?.value?.kind === 'sequence' && entry.value.items.length === 0) {
      return insertPiece(document, piece, { sequence: entry.value, index: 0 });
    }
    if (entry || !piece.flow) return null;
    const flow = flowStyleOf(document, around(document, mapping));
    const name = `${flowKey(key, flow, style.quote)}${flow.colon}`;
    const long = piece.lines.length > 1;
    const lines = long ? [`${name}[`, ...indented(piece.lines, style.indent), ']'] : [`${name}[${piece.lines[0]}]`];
    return insertSlot(document, mapping, indexOf(mapping, to), { lines, comment: piece.comment });
  }
  const lines = rowsFor(document, piece, mapping);
  if (!lines) return null;
  if (!entry) {
    return insertEntryLines(document, mapping, [keyText(key, style), ...indented(lines, style.listIndent)], to);
  }
  if (entry.value?.kind === 'sequence' && canOpen(document, entry.value)) return openList(document, entry.value, lines);
  const empty = entry.value === null || (entry.value.kind === 'scalar' && entry.value.at.start === entry.value.at.end);
  return empty ? openEntry(document, mapping, entry, lines) : null;
}

/**
 * The lines of a piece as a block item. Numbers of columns in template actions (`nindent 12`) move with the item; null
 * if they cannot.
 */
function rowsFor(document: YamlDocument, piece: Piece, target: Mapping | Sequence): readonly string[] | null {
  const [first, ...rest] = piece.lines;
  const lines = piece.flow ? [`- ${first}`, ...indented(rest, 2)] : [...piece.lines];
  lines.push(lines.pop() + piece.comment);
  if (!document.template) return lines;
  const column = columnFor(document, target);
  if (column === null) return null;
  let possible = true;
  const moved = lines.map((line) =>
    line.replace(/\{\{.*?\}\}/g, (action) =>
      action.replace(/\b(n?indent\s+)(\d+)/g, (_, name: string, columns: string) => {
        const shiftedColumns = Number(columns) + column - piece.column;
        possible &&= shiftedColumns >= 0;
        return name + shiftedColumns;
      }),
    ),
  );
  return possible ? moved : null;
}

/** The column of the dashes of a list, or of the list that is going to be in a mapping. */
function columnFor(document: YamlDocument, target: Mapping | Sequence): number | null {
  if (target.kind === 'sequence' && !target.flow) return rowsOf(document, target)?.[0]?.column ?? null;
  const mapping = target.kind === 'mapping' ? target : around(document, target)[1];
  const row = mapping && rowsOf(document, mapping)?.[0];
  return row ? row.column + styleAt(document, target).listIndent : null;
}
