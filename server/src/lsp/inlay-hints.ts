import { type InlayHint, MarkupKind, type Range } from 'vscode-languageserver/node';
import { hoverAt } from '../features/hover.ts';
import { inlayHintsOf } from '../features/inlay-hints.ts';
import { type Asked, partAt } from './asked.ts';
import { offsetOn, positionAt } from './convert.ts';
import type { Question } from './session.ts';

/** What each container in a range of a file is, behind its name; nothing if the user wants none. */
export function inlayHints({ file, open, context }: Asked, range: Range): InlayHint[] {
  if (!context.settings.inlayHints) return [];
  return file.flatMap((part) => {
    const { firstLine, lineStarts } = part;
    // Documents outside of the range are not analysed.
    if (firstLine > range.end.line || firstLine + lineStarts.length - 1 < range.start.line) return [];
    const { text } = part.analysis;
    const [start, end] = [range.start, range.end].map(({ line, character }) =>
      line < firstLine ? 0 : offsetOn(text, lineStarts, line - firstLine, character),
    ) as [number, number];
    return inlayHintsOf(part, { start, end }, context.settings).map(({ at, label }): InlayHint => {
      const position = positionAt(text, lineStarts, firstLine, at);
      return { position, label, paddingLeft: true, data: { uri: open.uri, version: open.version } };
    });
  });
}

/** The file and the place that a hint speaks of; null for one that is none of ours. */
export function questionOf({ data, position }: InlayHint): Question | null {
  const { uri }: { uri?: unknown } = Object(data);
  return typeof uri === 'string' ? { textDocument: { uri }, position } : null;
}

/** A hint with the card of its container, as long as the text is the one it was made for. */
export function resolvedHint(asked: Asked, hint: InlayHint): InlayHint {
  const { file, part, offset, context, open } = partAt(asked);
  const card = Object(hint.data).version === open.version && hoverAt(file, part, offset, context.settings);
  return card ? { ...hint, tooltip: { kind: MarkupKind.Markdown, value: card.markdown } } : hint;
}
