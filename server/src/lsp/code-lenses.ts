import type { CodeLens } from 'vscode-languageserver/node';
import { lensesOf } from '../features/code-lenses.ts';
import type { Asked } from './asked.ts';
import { rangeOf } from './convert.ts';

/** The command of the client that shows the picture of a pod. Its arguments: the URI of a file, a position in it. */
export const PREVIEW_COMMAND = 'podPatterns.preview';

/** The lines above the pods of a file; they lead to the preview. */
export function codeLenses({ file, open }: Asked): CodeLens[] {
  return file.flatMap((part) => {
    const { analysis, lineStarts, firstLine } = part;
    return lensesOf(part).map(({ at, title }): CodeLens => {
      const range = rangeOf(analysis.text, lineStarts, firstLine, at);
      const label = title === '' ? 'Preview' : `${title} · Preview`;
      return { range, command: { title: label, command: PREVIEW_COMMAND, arguments: [open.uri, range.start] } };
    });
  });
}
