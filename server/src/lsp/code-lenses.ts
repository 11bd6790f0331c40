import type { CodeLens, Command } from 'vscode-languageserver/node';
import { lensesOf, takesHelpers } from '../features/code-lenses.ts';
import type { Asked } from './asked.ts';
import type { Client } from './client.ts';
import { rangeIn } from './convert.ts';
import { perPart } from './per-part.ts';

/** The command of the client that shows the picture of a pod. Its arguments: the URI of a file, a position in it. */
export const PREVIEW_COMMAND = 'podPatterns.preview';

/** The command of the client that lets people choose a helper container for a pod. Its arguments are the same. */
export const ADD_HELPER_COMMAND = 'podPatterns.addHelper';

const lenses = perPart<CodeLens>();

/** What stands above the pods of a file: what they hold, the way to the preview, and to more containers. */
export function codeLenses(asked: Asked, client: Client): CodeLens[] {
  const { open, context } = asked;
  return lenses(asked, [open.uri, context.settings, client], (part) =>
    lensesOf(part, context.settings).flatMap(({ at, title, order, team }): CodeLens[] => {
      const range = rangeIn(part, at);
      const place = [open.uri, range.start];
      const preview: Command = { title: 'Preview', command: PREVIEW_COMMAND, arguments: place };
      const adds = client.addsHelpers && takesHelpers(team, context.settings.kubernetesVersion);
      const commands: Command[] = [
        ...(title === '' ? [] : [{ ...preview, title, tooltip: `Start order: ${order}` }]),
        preview,
        ...(adds ? [{ title: 'Add helper…', command: ADD_HELPER_COMMAND, arguments: place }] : []),
      ];
      return commands.map((command) => ({ range, command }));
    }),
  );
}
