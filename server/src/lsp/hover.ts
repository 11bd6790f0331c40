import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { hoverAt } from '../features/hover.ts';
import { type Asked, partAt } from './asked.ts';
import { rangeOf } from './convert.ts';

/** The explanation of what stands at a position. */
export function hover(asked: Asked): Hover | null {
  const { file, part, offset, context } = partAt(asked);
  const found = hoverAt(file, part, offset, context.settings);
  if (!found) return null;
  const { analysis, lineStarts, firstLine } = part;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: rangeOf(analysis.text, lineStarts, firstLine, found.at),
  };
}
