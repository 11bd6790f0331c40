import { around, parentOf, rowsOf } from './edit-place.ts';
import type { YamlDocument } from './parse.ts';
import {
  doubleQuoted,
  hasUnprintable,
  indented,
  isLiteral,
  isPlain,
  literal,
  quoted,
  scalarText,
  singleQuoted,
} from './print.ts';
import type { Edit } from './span.ts';
import { columnOf, flowStyleOf, styleAround } from './style.ts';
import type { Scalar } from './tree.ts';

/**
 * Replaces a scalar (value or key) by another value, in the quotes that it has; a plain one stays plain if it may.
 * Numbers and booleans are always plain, strings with line breaks are literal blocks where there can be blocks.
 */
export function replaceScalar(document: YamlDocument, scalar: Scalar, value: string | number | boolean): Edit {
  const touches = scalar.at.start === scalar.at.end && /[:-]/.test(document.text.charAt(scalar.at.start - 1));
  return { at: scalar.at, text: (touches ? ' ' : '') + written(document, scalar, value) };
}

function written(document: YamlDocument, scalar: Scalar, value: string | number | boolean): string {
  const collections = around(document, scalar);
  const style = styleAround(document, collections);
  const parent = parentOf(document, scalar);
  const flow = collections.some((collection) => collection.flow);
  if (typeof value !== 'string') return scalarText(value, style.quote, flow);
  if (flow && flowStyleOf(document, collections).json) return doubleQuoted(value);
  const row = parent?.part === 'value' && !flow ? rowsOf(document, parent.node)?.[parent.index] : undefined;
  if (isLiteral(value) && row) {
    const { header, lines } = literal(value);
    const inner = /[\r\n]( +)\S/.exec(document.text.slice(scalar.at.start, scalar.at.end))?.[1]?.length ?? 0;
    const column = scalar.style !== 'plain' && inner > row.column ? inner : row.column + style.indent;
    return [header, ...indented(lines, column)].join(style.eol);
  }
  if (scalar.style === 'double') return doubleQuoted(value);
  if (scalar.style === 'single' && !hasUnprintable(value)) return singleQuoted(value);
  const keyLike =
    parent?.part === 'key' && columnOf(document.text, scalar.at.start) === 0 && /^(?:---|\.\.\.)/.test(value);
  return isPlain(value, flow) && !keyLike ? value : quoted(value, style.quote);
}
