import type { YamlDocument } from '../parse.ts';
import { type Edit, lineEnd } from '../span.ts';
import type { Scalar } from '../tree.ts';
import { around, canEndBlock, parentOf, rowsOf } from './place.ts';
import { indented, isLiteral, literal, scalarText } from './print.ts';
import { doubleQuoted, hasUnprintable, isPlain, quoted, singleQuoted } from './quotes.ts';
import { flowStyleOf, styleAround } from './style.ts';

/**
 * Replaces a scalar (value or key) by another value, in the quotes that it has; a plain one stays plain if it may.
 * Numbers and booleans are always plain, strings with line breaks are literal blocks where there can be blocks.
 */
export function replaceScalar(document: YamlDocument, scalar: Scalar, value: string | number | boolean): Edit {
  const { text } = document;
  const empty = scalar.at.start === scalar.at.end;
  const start = empty ? text.slice(0, scalar.at.start).replace(/[ \t]+$/, '').length : scalar.at.start;
  const at = { start, end: empty ? start : scalar.at.end };
  const margin = empty ? ' ' : '';
  const block = typeof value === 'string' && isLiteral(value) ? blockOf(document, scalar, value) : null;
  if (block === null) return { at, text: margin + written(document, scalar, value) };
  // The comment behind the old value goes behind the header.
  const end = lineEnd(text, at.end);
  const comment = text.slice(at.end, end).trimEnd();
  return { at: { start, end }, text: `${margin}${block[0]}${comment}${block[1]}` };
}

/** The header of a literal block and its lines; null where no block can be. */
function blockOf(document: YamlDocument, scalar: Scalar, value: string): [string, string] | null {
  const collections = around(document, scalar);
  const parent = parentOf(document, scalar);
  if (parent?.part !== 'value' || collections.some((collection) => collection.flow)) return null;
  const row = rowsOf(document, parent.node)?.[parent.index];
  if (!row || !canEndBlock(document, scalar.at.end, row.column)) return null;
  const style = styleAround(document, collections);
  const { header, lines } = literal(value);
  const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
  const inner = isBlock
    ? (/[\r\n]( +)\S/.exec(document.text.slice(scalar.at.start, scalar.at.end))?.[1]?.length ?? 0)
    : 0;
  const column = inner > row.column ? inner : row.column + style.indent;
  return [header, ['', ...indented(lines, column)].join(style.eol)];
}

function written(document: YamlDocument, scalar: Scalar, value: string | number | boolean): string {
  const collections = around(document, scalar);
  const { quote } = styleAround(document, collections);
  const flow = collections.some((collection) => collection.flow);
  if (typeof value !== 'string') return scalarText(value, quote, flow);
  if (scalar.style === 'double' || (flow && flowStyleOf(document, collections).json)) return doubleQuoted(value);
  if (scalar.style === 'single' && !hasUnprintable(value)) return singleQuoted(value);
  return isPlain(value, flow) ? value : quoted(value, quote);
}
