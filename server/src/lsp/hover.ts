import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { explanationAt } from '../features/explain.ts';
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

/** The same in Markdown for what begins at a position, a whole volume or mount too; null if there is nothing to say. */
export function explanation(asked: Asked): string | null {
  const { file, part, offset, context } = partAt(asked);
  return explanationAt(file, part, offset, context.settings);
}
