import { basename } from 'node:path/posix';
import type * as vscode from 'vscode';
import type { Missing } from './request.ts';

/**
 * What the preview says where there is no picture, or none to rely on.
 * @param last whether it shows the last picture of the file
 * @param line where the text is broken, from 1
 */
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
      case 'no git':
        return 'There is nothing to compare with: the Git extension of the editor is off, or finds no Git.';
      case 'no repository':
        return `There is nothing to compare with: ${file} is in no Git repository.`;
      case 'not in HEAD':
        return `There is nothing to compare with: HEAD has no ${file}, it is new.`;
    }
  };
  return last ? `${text()} This is the last picture.` : text();
}
