import { parseDocument, type YamlDocument } from '../parse.ts';
import { applyEdits, type Edit, lineEnd } from '../span.ts';
import type { Entry, Mapping } from '../tree.ts';
import { insertRow, isNeeded, ownerOf, removeRow } from './block.ts';
import { insertSlot, removeSlot } from './flow.ts';
import { difference, nodeAt, pathOf } from './path.ts';
import { around, behind, canEndBlock, isSameArm, rowsOf, sourceOf, styleAt } from './place.ts';
import { blockLines, entryLines, flowText, indented, isFilled, isList, isLiteral, type Value } from './print.ts';
import { replaceScalar } from './scalar.ts';
import { flowStyleOf, styleOf, withStyle } from './style.ts';

/** Where an entry goes: behind the last present one of `after`, else before the first present one of `before`, else last. */
export interface EntryPlace {
  readonly after?: readonly string[];
  readonly before?: readonly string[];
}

/**
 * Adds an entry to a mapping. Comments stay with the entries they belong to; an empty `{}` is filled in flow style.
 * Null if the key is there already, or where a template action or an explicit key (`? a`) makes every place doubtful.
 */
export function insertEntry(
  document: YamlDocument,
  mapping: Mapping,
  key: string,
  value: Value,
  where: EntryPlace = {},
): Edit | null {
  if (entriesOf(mapping, key).length > 0) return null;
  if (mapping.flow) {
    const edit = insertSlot(document, mapping, indexOf(mapping, where), { key, value });
    return edit && isSameArm(document.template, edit.at.start, ownerOf(document, mapping)) ? edit : null;
  }
  return insertEntryLines(document, mapping, entryLines(key, value, styleAt(document, mapping)), where);
}

/**
 * Adds lines (a key and its value, not yet indented) to a block mapping. In a template the place is where nothing
 * conditional is around it, even if that is not the place asked for.
 */
export function insertEntryLines(
  document: YamlDocument,
  mapping: Mapping,
  lines: readonly string[],
  where: EntryPlace,
): Edit | null {
  const column = rowsOf(document, mapping)?.[0]?.column;
  if (column === undefined) return null;
  const asked = indexOf(mapping, where);
  const others = document.template ? mapping.entries.map((_, i) => mapping.entries.length - i).concat(0) : [];
  for (const index of [asked, ...others]) {
    const edit = insertRow(document, mapping, index, indented(lines, column), false);
    if (edit) return edit;
  }
  return null;
}

/** Before which element of a mapping an entry goes. */
export function indexOf(mapping: Mapping, where: EntryPlace): number {
  const keys = mapping.entries.map((entry) => entry.key.text);
  const after = keys.findLastIndex((key) => where.after?.includes(key));
  if (after >= 0) return after + 1;
  const before = keys.findIndex((key) => where.before?.includes(key));
  return before >= 0 ? before : keys.length;
}

function entriesOf(mapping: Mapping, key: string): Entry[] {
  return mapping.entries.filter((entry) => entry.key.text === key);
}

/**
 * Gives an entry a value: replaces the one that it has (the last one of equal keys), or adds the entry. The comment
 * behind the key or the old value stays. Null as `insertEntry`, and where an anchor or a tag stands before the value.
 */
export function setEntry(
  document: YamlDocument,
  mapping: Mapping,
  key: string,
  value: Value,
  where: EntryPlace = {},
): Edit | null {
  const entry = entriesOf(mapping, key).at(-1);
  if (!entry) return insertEntry(document, mapping, key, value, where);
  const source = sourceOf(document);
  const behindKey = /\s*:/y;
  behindKey.lastIndex = entry.key.at.end;
  const colon = behindKey.test(source) ? behindKey.lastIndex : null;
  const old = entry.value;
  const filled = old !== null && old.at.end > old.at.start;
  const start = filled ? old.at.start : (colon ?? entry.key.at.end);
  const end = filled ? old.at.end : start;
  if (filled && isNeeded(document, { start, end })) return null;
  if (mapping.flow) {
    if (!/^\s*$/.test(source.slice(colon ?? start, start)) || (!filled && !/^\s*[,}#]/.test(source.slice(start))))
      return null;
    const style = flowStyleOf(document, around(document, mapping));
    const text = flowText(value, style, styleOf(document).quote);
    return { at: { start, end }, text: filled ? text : (colon === null ? style.colon : ' ') + text };
  }
  const row = rowsOf(document, mapping)?.[mapping.entries.indexOf(entry)];
  if (!row || colon === null) return null;
  if (filled && old.kind === 'scalar' && isScalar(value) && /^[ \t]*$/.test(source.slice(colon, start))) {
    if (!(typeof value === 'string' && isLiteral(value))) return replaceScalar(document, old, value);
  }
  return replaceValue(
    document,
    mapping,
    { colon, end, column: row.column, below: behind(document, row) },
    value,
    start,
  );
}

/** Replaces all that stands between the colon of an entry and the end of its value; the comment in between stays. */
function replaceValue(
  document: YamlDocument,
  mapping: Mapping,
  old: { readonly colon: number; readonly end: number; readonly column: number; readonly below: number },
  value: Value,
  start: number,
): Edit | null {
  const { text } = document;
  const style = styleAt(document, mapping);
  const first = lineEnd(text, old.colon);
  const onLine = start < first || start === old.end;
  const comment = text.slice(
    onLine ? Math.max(old.end, old.colon) : old.colon,
    onLine ? lineEnd(text, old.end) : first,
  );
  if (!/^[ \t]*(?:#.*)?$/.test(comment) || (onLine && !/^[ \t]*$/.test(text.slice(old.colon, start)))) return null;
  if (!onLine && !/^\s*(?:#.*\s+)*$/.test(text.slice(first, start))) return null;
  if (document.template?.directives.some((at) => at.start >= old.colon && at.end <= old.below)) return null;
  const safe = canEndBlock(document, old.end, old.column);
  if (!safe && endsInBlock(value)) return null;
  const lines = blockLines(value, style);
  const kept = comment.trimEnd();
  const at = { start: old.colon, end: lineEnd(text, old.end) };
  if (isFilled(value)) {
    const margin = old.column + (isList(value) ? style.listIndent : style.indent);
    return { at, text: [kept, ...indented(lines, margin)].join(style.eol) };
  }
  return { at, text: [` ${lines[0]}${kept}`, ...indented(lines.slice(1), old.column)].join(style.eol) };
}

/** Whether the last line of a value is one of a literal block. */
function endsInBlock(value: Value): boolean {
  if (isFilled(value)) return endsInBlock(Object.values(value).at(-1) ?? null);
  return typeof value === 'string' && isLiteral(value);
}

function isScalar(value: Value): value is string | number | boolean {
  return typeof value !== 'object';
}

/**
 * Takes an entry (all entries with this key) out of a mapping. The comment lines above it stay, unless it is the last
 * entry and they stand directly above it in its column: there they would describe nothing. Null if there is no such
 * entry, a block mapping would be left empty, an alias elsewhere needs it, or a template action is in the way.
 */
export function removeEntry(document: YamlDocument, mapping: Mapping, key: string): Edit | null {
  const index = mapping.entries.findLastIndex((entry) => entry.key.text === key);
  const entry = mapping.entries[index];
  if (!entry) return null;
  const last = index === mapping.entries.length - 1;
  const edit = mapping.flow
    ? isNeeded(document, entry.at)
      ? null
      : removeSlot(document, mapping, index)
    : removeRow(document, mapping, index, last);
  if (!edit || entriesOf(mapping, key).length < 2) return edit;
  const changed = withStyle(parseDocument(applyEdits(document.text, [edit])), styleOf(document));
  const same = nodeAt(changed, pathOf(document, mapping));
  const rest = same?.kind === 'mapping' ? removeEntry(changed, same, key) : null;
  return rest && difference(document.text, applyEdits(changed.text, [rest]));
}
