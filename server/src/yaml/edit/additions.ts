import type { YamlDocument } from '../parse.ts';
import { fields } from '../read.ts';
import { type Edit, lineEnd, lineStart, nextLine } from '../span.ts';
import { type Entry, isNull, type Mapping, type Node } from '../tree.ts';
import { type EntryPlace, insertEntry, setEntry } from './entry.ts';
import { writtenValue } from './find.ts';
import { insertItem } from './item.ts';
import { around, type Collection, elementsOf, parentOf, rowsOf, sourceOf } from './place.ts';
import { blockLines, indented, type Value } from './print.ts';
import { columnOf, styleOf, walk } from './style.ts';

/** Something that is put into a collection of a document, none of whose characters change. */
export interface Addition {
  readonly edit: Edit;
  /** How deep the collection lies in the document: of two additions at one place the deeper one comes first. */
  readonly depth: number;
}

/** Where items go: `index` in a list that is there, and where its key goes if it is not. */
export interface ListPlace extends EntryPlace {
  readonly index?: number;
}

/**
 * Adds items to the list under a key of a mapping, behind the last one unless an index is given; a list that is missing
 * or empty is made. Null where nothing can be added: what stands there is no list, is merged in or an alias, or a
 * template action makes the place doubtful.
 */
export function addItems(
  document: YamlDocument,
  mapping: Mapping,
  key: string,
  values: readonly Value[],
  where: ListPlace = {},
): Addition[] | null {
  if (values.length === 0) return [];
  const list = writtenValue(mapping, key);
  if (list?.kind === 'sequence' && (list.items.length > 0 || values.length === 1)) {
    const index = where.index ?? list.items.length;
    const edits = values.map((value) => insertItem(document, list, value, index));
    return joined(document, edits, list);
  }
  return addEntry(document, mapping, key, values, where);
}

/** Adds entries to the mapping under a key of a mapping, which is made if it is missing. Null as `addItems`. */
export function addEntries(
  document: YamlDocument,
  mapping: Mapping,
  key: string,
  entries: Readonly<Record<string, Value>>,
  where: EntryPlace = {},
): Addition[] | null {
  if (Object.keys(entries).length === 0) return [];
  const held = writtenValue(mapping, key);
  if (held?.kind === 'mapping' && held.entries.length > 0) {
    const edits = Object.entries(entries).map(([name, value]) => insertEntry(document, held, name, value));
    return joined(document, edits, held);
  }
  return addEntry(document, mapping, key, entries, where);
}

/** Makes an entry, or fills the one that holds nothing. Null as `addItems`. */
export function addEntry(
  document: YamlDocument,
  mapping: Mapping,
  key: string,
  value: Value,
  where: EntryPlace,
): Addition[] | null {
  const entry = mapping.entries.findLast((each) => each.key.text === key);
  if (!entry) {
    // An entry of its own would hide what is merged in, or stand beside what an action prints.
    if (fields({ node: mapping, via: null }).has(key) || mayPrintEntries(document, mapping)) return null;
    return joined(document, [insertEntry(document, mapping, key, value, where)], mapping);
  }
  if (!isVoid(entry.value)) return null;
  return joined(document, [setEntry(document, mapping, key, value) ?? behindAction(document, entry, value)], mapping);
}

/**
 * Writes entries behind the template actions that print those of an empty entry (`labels:` above `{{- include … | nindent 8 }}`),
 * in the column in which they print. Null if that is not plain to see.
 */
function behindAction(document: YamlDocument, { key }: Entry, value: Value): Edit | null {
  const { template, text } = document;
  if (!template || typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  let line = nextLine(text, key.at.end);
  let column = -1;
  for (;;) {
    const action = template.directives.find((at) => lineStart(text, at.start) === line);
    const prints = action && PRINTS.exec(text.slice(line, lineEnd(text, line)));
    if (!prints) break;
    const printed = Number(prints[1]);
    if (column >= 0 && printed !== column) return null;
    column = printed;
    line = nextLine(text, line);
  }
  if (column <= columnOf(text, key.at.start) || lineStart(text, line) !== line) return null;
  const style = styleOf(document);
  const lines = indented(blockLines(value, style), column);
  return { at: { start: line, end: line }, text: lines.map((written) => written + style.eol).join('') };
}

/** A line that is nothing but an action which prints lines in a column. */
const PRINTS = /^[ \t]*\{\{-\s[^{}\r\n]*\|\s*nindent\s+(\d{1,3})\s*-?\}\}[ \t]*$/;

function isVoid(node: Node | null): boolean {
  if (node?.kind === 'scalar') return isNull(node);
  return node === null || (node.kind !== 'alias' && elementsOf(node).length === 0);
}

/** Several additions to one collection; those at one place become one. */
function joined(document: YamlDocument, edits: readonly (Edit | null)[], collection: Collection): Addition[] | null {
  const depth = depthOf(document, collection);
  const additions: Addition[] = [];
  for (const edit of edits) {
    if (!edit) return null;
    const last = additions.at(-1);
    if (last?.edit.at.start !== edit.at.start || last.edit.at.end !== edit.at.end) additions.push({ edit, depth });
    else {
      const more = behindFirst(document, edit);
      if (more === null) return null;
      additions[additions.length - 1] = { depth, edit: { at: edit.at, text: last.edit.text + more } };
    }
  }
  return additions;
}

/** The text of an edit at a place that another one has changed: the comment that it moves has been moved. */
function behindFirst(document: YamlDocument, { at, text }: Edit): string | null {
  const old = document.text.slice(at.start, at.end);
  if (old === '') return text;
  return text.startsWith(`,${old}`) ? `,${text.slice(old.length + 1)}` : null;
}

/** How many collections lie around one, itself included. */
export function depthOf(document: YamlDocument, collection: Collection): number {
  return around(document, collection).length;
}

/** The edits of additions to one document; null if two of them want to change the same text. */
export function editsOf(document: YamlDocument, additions: readonly Addition[]): readonly Edit[] | null {
  const sorted = additions.toSorted(
    (a, b) => a.edit.at.start - b.edit.at.start || a.edit.at.end - b.edit.at.end || b.depth - a.depth,
  );
  const edits: Edit[] = [];
  for (const { edit } of sorted) {
    const last = edits.at(-1);
    if (last && last.at.end > edit.at.start) {
      const more = last.at.start === edit.at.start && last.at.end === edit.at.end ? behindFirst(document, edit) : null;
      if (more === null) return null;
      edits[edits.length - 1] = { at: last.at, text: last.text + more };
    } else edits.push(edit);
  }
  return edits;
}

const TARGETS = new WeakMap<YamlDocument, ReadonlySet<Node>>();

/** Whether an alias shows a node elsewhere in the document too, so that a change would be one of both places. */
export function isShared(document: YamlDocument, node: Node): boolean {
  let targets = TARGETS.get(document);
  if (!targets) {
    const found = new Set<Node>();
    for (const each of walk(document.root)) if (each.kind === 'alias' && each.target) found.add(each.target);
    TARGETS.set(document, found);
    targets = found;
  }
  if (targets.size === 0) return false;
  for (let each: Node | undefined = node; each; each = parentOf(document, each)?.node) {
    if (targets.has(each)) return true;
  }
  return false;
}

const CONTROL = /^\{\{-?\s*(?:if|with|range|else|end|define|block|\/\*|\$\w+\s*:?=)/;

/** Whether a template action in the lines of a block mapping may print entries of it, which nobody can see. */
function mayPrintEntries(document: YamlDocument, mapping: Mapping): boolean {
  const { template, text } = document;
  const column = rowsOf(document, mapping)?.[0]?.column;
  if (!template || column === undefined) return false;
  const source = sourceOf(document);
  const end = endOfBlock(source, mapping.at.end, column);
  return template.directives.some((at) => {
    if (at.start < mapping.at.start || at.start >= end) return false;
    const action = text.slice(at.start, at.end);
    const begin = lineStart(text, at.start);
    if (CONTROL.test(action) || /:\s*$/.test(contentAbove(source, begin))) return false;
    return Number(/\bn?indent\s+(\d+)/.exec(action)?.[1] ?? at.start - begin) <= column;
  });
}

/** Everything above a line but comments, which template actions are in the text that is parsed. */
function contentAbove(source: string, line: number): string {
  return source.slice(Math.max(0, line - FAR), line).replace(/^[ \t]*#.*$/gm, '');
}

/** The key above an action is not further away. */
const FAR = 1000;

/** Where the first line begins that is neither blank nor a comment nor indented as far as a column. */
function endOfBlock(source: string, from: number, column: number): number {
  let line = nextLine(source, from);
  for (; line < source.length; line = nextLine(source, line)) {
    const indent = source.slice(line, lineEnd(source, line)).search(/[^ \t]/);
    if (indent >= 0 && indent < column && source.charAt(line + indent) !== '#') break;
  }
  return line;
}
