import { basename } from 'node:path/posix';
import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Diagram } from '../../../server/src/diagram/diagram.ts';
import { documentAt } from '../manifests.ts';
import { isDiagram } from './messages.ts';

/** Why there is no picture, or none to rely on. */
export type Missing = 'no pod' | 'no file' | 'no server' | 'broken';

/**
 * Asks the language server for the picture of the pod at a position of a file; of the first one without a position.
 * `width` is how many pixels there are for it.
 */
export async function askForDiagram(
  client: LanguageClient,
  uri: vscode.Uri,
  position: vscode.Position | undefined,
  width: number | undefined,
): Promise<Diagram | Missing> {
  // The server knows open files only.
  if (!(await documentAt(uri))) return 'no file';
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const at = position && { position: { line: position.line, character: position.character } };
  try {
    const answer: unknown = await client.sendRequest('podPatterns/diagram', {
      textDocument,
      ...at,
      ...(width === undefined ? {} : { width }),
    });
    return isDiagram(answer) ? answer : 'no pod';
  } catch {
    // The client's library has told why; a server that comes back is heard of.
    return 'no server';
  }
}

/** What the preview says then; `last` where it shows the last picture of the file, `line` where its text is broken. */
export function noteFor(why: Missing, uri: vscode.Uri, last: boolean, line: number | null = null): string {
  const file = basename(uri.path);
  const broken = `${line === null ? file : `Line ${line} of ${file}`} is not valid YAML`;
  const text = (): string => {
    switch (why) {
      case 'no pod':
        return last ? `There is no pod in ${file} any more.` : `There is no pod in ${file}.`;
      case 'no file':
        return `${file} is not there any more.`;
      case 'no server':
        return 'The language server of Pod Patterns does not run.';
      case 'broken':
        return last ? `${broken} yet.` : `${broken}: this is what can be made out.`;
    }
  };
  return last ? `${text()} This is the last picture.` : text();
}
