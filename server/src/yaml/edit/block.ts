import type { YamlDocument } from '../parse.ts';
import { contains, type Edit, type Span } from '../span.ts';
import {
  behind,
  breakBefore,
  type Collection,
  elementsOf,
  isBalanced,
  isBlank,
  isSameArm,
  keepsBlankLines,
  lineOf,
  parentOf,
  type Row,
  rowsOf,
  skipBlank,
  withComments,
} from './place.ts';
import { styleOf, walk } from './style.ts';

/**
 * Puts lines (indented as they are to stand) before row `index` of a block collection, or behind its last row.
 * `spaced` copies the blank lines between all rows of the collection. Null where a template action or an explicit key
 * makes the place doubtful.
 */
export function insertRow(
  document: YamlDocument,
  node: Collection,
  index: number,
  lines: readonly string[],
  spaced: boolean,
): Edit | null {
  const rows = rowsOf(document, node);
  const first = rows?.[0];
  if (!rows || !first) return null;
  const before = rows[index - 1];
  const { eol } = styleOf(document);
  if (!before && first.compact) {
    if (first.marked) return null;
    const at = { start: first.start, end: first.start };
    return { at, text: [...lines, ''].map((line, i) => margin(line, first.column, i, lines.length)).join(eol) };
  }
  const after = rows[index];
  const places = [before ? behind(document, before) : aboveFirst(document, node, first)];
  if (before && after) places.push(withComments(document, after, false, behind(document, before)));
  const start = places.find((place) => isSameArm(document.template, place, ownerOf(document, node)));
  if (start === undefined) return null;
  const keeps = before !== undefined && keepsBlankLines(document, before.value);
  const gap = spaced && isSpaced(document, rows) && !keeps;
  const all = gap ? (before ? ['', ...lines] : [...lines, '']) : lines;
  const open = start === document.text.length && breakBefore(document.text, start) === start && start > 0;
  if (open && keeps) return null;
  return { at: { start, end: start }, text: open ? eol + all.join(eol) : all.join(eol) + eol };
}

/** The first line goes behind the dash that is there; behind the last line the row that stood there goes on. */
function margin(line: string, column: number, i: number, count: number): string {
  if (i === 0) return line.slice(column);
  return i === count ? ' '.repeat(column) : line;
}

function aboveFirst(document: YamlDocument, node: Collection, first: Row): number {
  return node.kind === 'sequence' ? withComments(document, first, true, 0) : lineOf(document, first);
}

/** Whether blank lines stand between all rows (of which there must be two). */
function isSpaced(document: YamlDocument, rows: readonly Row[]): boolean {
  const gaps = rows.slice(1).map((row, i) => {
    const end = behind(document, rows[i] as Row);
    return /(?:^|[\r\n])[ \t]*[\r\n]/.test(document.text.slice(end, lineOf(document, row)));
  });
  return gaps.length > 0 && gaps.every(Boolean);
}

/** The offset of the key or dash that a collection belongs to: it is printed whenever the collection is. */
export function ownerOf(document: YamlDocument, node: Collection): number {
  const parent = parentOf(document, node);
  return parent ? (elementsOf(parent.node)[parent.index]?.at.start ?? parent.node.at.start) : 0;
}

/**
 * The lines of row `index`, with the comment lines directly above it if `comments`; null if it is the only row or
 * cannot be taken out as lines. Starts in the middle of a line where the row stands behind a dash.
 */
export function rowLines(document: YamlDocument, node: Collection, index: number, comments: boolean): Span | null {
  const rows = rowsOf(document, node);
  const row = rows?.[index];
  if (!rows || !row) return null;
  const before = rows[index - 1];
  const floor = before ? behind(document, before) : 0;
  const above = comments ? withComments(document, row, !before, floor) : lineOf(document, row);
  const at = { start: row.compact ? row.start : above, end: behind(document, row) };
  return (row.compact && row.marked) || !isBalanced(document.template, at) ? null : at;
}

/**
 * Takes row `index` out of a block collection, and one of the blank gaps beside it. Null if it is the only row, or
 * something else needs it: a conditional action ends inside of it, or an alias elsewhere means an anchor in it.
 */
export function removeRow(document: YamlDocument, node: Collection, index: number, comments: boolean): Edit | null {
  const { text } = document;
  const rows = rowsOf(document, node);
  const at = rowLines(document, node, index, comments);
  const row = rows?.[index];
  if (!rows || !row || !at || rows.length < 2 || isNeeded(document, at)) return null;
  const after = rows[index + 1];
  if (row.compact) {
    const next = at.end + text.slice(at.end).search(/\S/);
    if (!after || text.startsWith('{{', next)) return null;
    return { at: { start: row.start, end: next }, text: '' };
  }
  let { start, end } = at;
  const before = rows[index - 1];
  const floor = before ? behind(document, before) : start;
  if (before && keepsBlankLines(document, before.value)) end = skipBlank(text, end);
  else if (!before) end = after ? skipBlank(text, end) : end;
  else if ((!after || isBlank(text, end)) && skipBlank(text, floor) >= start) start = floor;
  if (end === text.length && breakBefore(text, end) === end) start = breakBefore(text, start);
  return isBalanced(document.template, { start, end }) ? { at: { start, end }, text: '' } : null;
}

/** Whether an alias outside of a place means an anchor inside of it. */
export function isNeeded(document: YamlDocument, at: Span): boolean {
  for (const node of walk(document.root)) {
    if (node.kind === 'alias' && node.target && !contains(at, node.at) && contains(at, node.target.at)) return true;
  }
  return false;
}

/** Whether the aliases in and to a place still find their anchors when it is moved to `to`. */
export function isMovable(document: YamlDocument, at: Span, to: number): boolean {
  for (const node of walk(document.root)) {
    if (node.kind !== 'alias' || !node.target) continue;
    const [inside, target] = [contains(at, node.at), contains(at, node.target.at)];
    if (target && !inside && to > node.at.start) return false;
    if (inside && !target && to < node.target.at.start) return false;
  }
  return true;
}
