import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { hoverAt } from '../features/hover.ts';
import { type Asked, partAt } from './asked.ts';
import { rangeIn } from './convert.ts';

/** The explanation of what stands at a position. */
export function hover(asked: Asked): Hover | null {
  const { file, part, offset, context } = partAt(asked);
  const found = hoverAt(file, part, offset, context.settings);
  if (!found) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: rangeIn(part, found.at),
  };
}
