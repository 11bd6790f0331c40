import * as vscode from 'vscode';
import type { Place } from '../../../server/src/yaml/lines.ts';

/** A place of a picture as the editor counts: lines and characters from 0. */
export function rangeOf({ line, column, endLine, endColumn }: Place): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
