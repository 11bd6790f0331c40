import type { YamlDocument } from '../parse.ts';
import { contains, lineEnd, nextLine, type Span } from '../span.ts';
import type { Template } from '../template.ts';
import type { Entry, Item, Mapping, Node, Sequence } from '../tree.ts';
import { type Style, styleAround, textStart, walk } from './style.ts';

export type Collection = Mapping | Sequence;

/** Where a node hangs in the tree: `part` of element `index` of `node`. */
export interface Parent {
  readonly node: Collection;
  readonly index: number;
  readonly part: 'key' | 'value';
}

const PARENTS = new WeakMap<YamlDocument, ReadonlyMap<Node, Parent>>();

/** The parent of a node; null for the root (and for nodes of other documents). */
export function parentOf(document: YamlDocument, node: Node): Parent | null {
  let parents = PARENTS.get(document);
  if (!parents) {
    const found = new Map<Node, Parent>();
    for (const each of walk(document.root)) {
      if (each.kind === 'scalar' || each.kind === 'alias') continue;
      for (const [index, element] of elementsOf(each).entries()) {
        if ('key' in element) found.set(element.key, { node: each, index, part: 'key' });
        if (element.value) found.set(element.value, { node: each, index, part: 'value' });
      }
    }
    PARENTS.set(document, found);
    parents = found;
  }
  return parents.get(node) ?? null;
}

/** The collections around a node, innermost first; a collection itself comes first. */
export function around(document: YamlDocument, node: Node): Collection[] {
  const found: Collection[] = node.kind === 'mapping' || node.kind === 'sequence' ? [node] : [];
  for (let parent = parentOf(document, node); parent; parent = parentOf(document, parent.node)) found.push(parent.node);
  return found;
}

/** The style at a node. */
export function styleAt(document: YamlDocument, node: Node): Style {
  const known = AT.get(document) ?? new WeakMap<Node, Style>();
  AT.set(document, known);
  const style = known.get(node) ?? styleAround(document, around(document, node));
  known.set(node, style);
  return style;
}

const AT = new WeakMap<YamlDocument, WeakMap<Node, Style>>();

/** The entries or items of a collection. */
export function elementsOf(node: Collection): readonly (Entry | Item)[] {
  return node.kind === 'mapping' ? node.entries : node.items;
}

/** The text as it was parsed: template actions masked. */
export function sourceOf(document: YamlDocument): string {
  return document.template?.masked ?? document.text;
}

/** One entry or item of a block collection, with the lines it takes. */
export interface Row {
  /** The key (or its anchor or tag) or the dash. */
  readonly start: number;
  readonly column: number;
  /** Whether it stands behind a dash on the line of another item: `- name: x`, `- - x`. */
  readonly compact: boolean;
  /** Whether an anchor or a tag stands before the key. */
  readonly marked: boolean;
  readonly value: Node | null;
  /** Where the last line of its value begins to be none of it, without the comment behind it. */
  readonly end: number;
}

/** The rows of a block collection; null if it is written in a way that no line can be put in safely (`? key`). */
export function rowsOf(document: YamlDocument, node: Collection): Row[] | null {
  if (node.flow) return null;
  const source = sourceOf(document);
  const rows: Row[] = [];
  for (const { at, value } of elementsOf(node)) {
    const line = textStart(source, at.start);
    const prefix = /^([ \t]*(?:-[ \t]+)*)((?:[&!]\S*[ \t]+)*)$/.exec(source.slice(line, at.start));
    if (!prefix || (node.kind === 'sequence' && source.charAt(at.start) !== '-')) return null;
    const column = prefix[1]?.length ?? 0;
    const compact = prefix[1]?.includes('-') === true;
    rows.push({ start: line + column, column, compact, marked: prefix[2] !== '', value, end: at.end });
  }
  const [first] = rows;
  const even = rows.every((row, i) => row.column === first?.column && (i === 0 || !row.compact));
  return first && even ? rows : null;
}

/** Where the line of a row begins. */
export function lineOf(document: YamlDocument, row: Row): number {
  return textStart(document.text, row.start);
}

/**
 * Where the first line behind a row begins: behind its value, the comment at its end, and the comments and template
 * actions on the following lines that are indented more than the row.
 */
export function behind(document: YamlDocument, row: Row): number {
  const { text, template } = document;
  const source = sourceOf(document);
  const leaf = lastLeaf(row.value);
  const start = lineOf(document, row);
  let end = scalarEnd(document, leaf) ?? nextLine(text, row.end);
  const empty = leaf === null || (leaf.kind === 'scalar' && leaf.at.start === leaf.at.end);
  for (let line = end; line < text.length; ) {
    const content = source.slice(line, lineEnd(source, line));
    const indent = content.search(/\S/);
    const directive = template?.directives.find((at) => at.start === line + indent);
    const next = nextLine(text, directive ? endOfActions(template, directive) : line);
    if (directive) {
      if (!belongs(text.slice(directive.start, directive.end), indent, row.column, empty)) break;
      if (isStrayEnd(template, text, directive, start)) break;
      if (isBalanced(template, { start, end: next })) end = next;
    } else if (indent >= 0) {
      if (content.charAt(indent) !== '#' || indent <= row.column) break;
      end = next;
    }
    line = next;
  }
  return end;
}

/** Where the last action ends of those that stand on one line with `first`. */
function endOfActions(template: Template | null, first: Span): number {
  let end = first.end;
  for (const at of template?.directives ?? []) {
    if (at.start < end) continue;
    if (/[\r\n]/.test(template?.masked.slice(end, at.start) ?? '')) break;
    end = at.end;
  }
  return end;
}

/**
 * Whether an action on its own line may belong to the row above it, by what it prints. A condition prints nothing: it
 * belongs to the row if it ends where the row ends.
 */
function belongs(action: string, indent: number, column: number, empty: boolean): boolean {
  if (/^\{\{-?\s*(?:if|with|range|else|end|define|block)\b/.test(action)) return true;
  if (/^\{\{-?\s*(?:\/\*|\$\w+\s*:?=)/.test(action)) return indent > column;
  return empty || Number(/\bn?indent\s+(\d+)/.exec(action)?.[1] ?? indent) > column;
}

/** Whether an action ends or continues a condition that does not begin behind `start`. */
function isStrayEnd(template: Template | null, text: string, action: Span, start: number): boolean {
  if (!/^\{\{-?\s*(?:else|end)\b/.test(text.slice(action.start, action.end))) return false;
  return !template?.arms.some((arm) => arm.at.end === action.start && arm.at.start >= start);
}

/** Whether no conditional action begins inside of a place and ends outside of it, or the other way round. */
export function isBalanced(template: Template | null, at: Span): boolean {
  return (template?.arms ?? []).every(
    // A condition that is still open at the end of the text ends in another document.
    (arm) =>
      contains(arm.at, at) ||
      (contains(at, arm.at) && arm.at.end < (template?.masked.length ?? 0)) ||
      arm.at.end <= at.start ||
      arm.at.start >= at.end,
  );
}

/** Whether two offsets are printed under the same conditions. */
export function isSameArm(template: Template | null, a: number, b: number): boolean {
  return isPrintedWith(template, a, b) && isPrintedWith(template, b, a);
}

/** Whether everything that decides if `a` is printed decides it for `b` as well: where `b` is, `a` is. */
export function isPrintedWith(template: Template | null, a: number, b: number): boolean {
  const holds = (arm: { readonly at: Span }, offset: number) => contains(arm.at, { start: offset, end: offset });
  return (template?.arms ?? []).every((arm) => !holds(arm, a) || holds(arm, b));
}

/** The last scalar, alias or flow collection of a value in block style. */
function lastLeaf(value: Node | null): Node | null {
  let leaf = value;
  while (leaf && (leaf.kind === 'mapping' || leaf.kind === 'sequence') && !leaf.flow) {
    leaf = elementsOf(leaf).at(-1)?.value ?? null;
  }
  return leaf;
}

/** Whether a value ends in a block scalar that keeps the blank lines behind it (`|+`). */
export function keepsBlankLines(document: YamlDocument, value: Node | null): boolean {
  const leaf = lastLeaf(value);
  return leaf?.kind === 'scalar' && isBlock(leaf) && /^[|>](?:\d\+|\+)/.test(document.text.slice(leaf.at.start));
}

/** Where the first line behind a block scalar begins, its trailing lines of spaces included; null for other nodes. */
function scalarEnd(document: YamlDocument, leaf: Node | null): number | null {
  if (leaf?.kind !== 'scalar' || !isBlock(leaf)) return null;
  const { text } = document;
  const keep = keepsBlankLines(document, leaf);
  const indent = /[\r\n]( *)\S/.exec(text.slice(leaf.at.start, leaf.at.end))?.[1]?.length ?? 0;
  let end = nextLine(text, leaf.at.end);
  for (let line = end; line < text.length && isBlank(text, line); ) {
    const width = lineEnd(text, line) - line;
    line = nextLine(text, line);
    if (keep || width > indent) end = line;
  }
  return end;
}

function isBlock(node: Node): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** Whether a block scalar under `column` may end in the line of an offset: what follows would not become part of it. */
export function canEndBlock(document: YamlDocument, offset: number, column: number): boolean {
  const source = sourceOf(document);
  for (let line = nextLine(source, offset); line < source.length; line = nextLine(source, line)) {
    const content = source.slice(line, lineEnd(source, line));
    const indent = content.search(/\S/);
    if (indent >= 0) return content.charAt(indent) !== '#' || indent <= column;
    if (content.length > column) return false;
  }
  return true;
}

/** Whether there are only spaces from an offset to the end of its line. */
export function isBlank(text: string, line: number): boolean {
  return text.slice(line, lineEnd(text, line)).trim() === '';
}

/** The first line at or behind a line start that is not blank, or the end of the text. */
export function skipBlank(text: string, from: number): number {
  let line = from;
  while (line < text.length && isBlank(text, line)) line = nextLine(text, line);
  return line;
}

/** Where the line before a line begins; null for the first line. */
function lineBefore(text: string, line: number): number | null {
  const end = breakBefore(text, line);
  return end === line ? null : textStart(text, end);
}

/** Where the line break before a line start begins; the line start itself for the first line. */
export function breakBefore(text: string, line: number): number {
  if (line > 1 && text.startsWith('\r\n', line - 2)) return line - 2;
  return line > 0 && /[\r\n]/.test(text.charAt(line - 1)) ? line - 1 : line;
}

/**
 * Where the comment lines begin that stand directly above a row and in its column (above the first row: or further
 * right); the row's own line if there are none. `floor` is where the row before it ends.
 */
export function withComments(document: YamlDocument, row: Row, first: boolean, floor: number): number {
  let line = lineOf(document, row);
  if (row.compact) return line;
  for (let above = lineBefore(document.text, line); above !== null && above >= floor; ) {
    const indent = /^[ \t]*(?=#)/.exec(document.text.slice(above, lineEnd(document.text, above)))?.[0].length ?? -1;
    if (indent < 0 || (first ? indent < row.column : indent !== row.column)) break;
    line = above;
    above = lineBefore(document.text, line);
  }
  return line;
}
