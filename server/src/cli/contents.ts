import { INPUT, readText, type Source, type Text, textOf } from './files.ts';
import { type FileFinding, type FileReport, lintFile, toFindings } from './findings.ts';
import type { Terminal } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/** The files of a workspace with what they hold, one after the other; null for one that is no text. */
export async function* contents(
  workspace: Workspace,
  terminal: Terminal,
): AsyncGenerator<readonly [Source, Text | null]> {
  if (workspace.readsInput) yield [INPUT, textOf(await terminal.input())];
  for (const [i, source] of workspace.sources.entries()) {
    if (i % 50 === 0) terminal.progress(`${i} of ${workspace.sources.length} files`);
    yield [source, readText(source.path)];
  }
  terminal.progress('');
}

/** What the rules say of a file of the workspace. */
export function lintSource(workspace: Workspace, source: Source, text: string): FileReport {
  return lintFile(source.file, text, workspace.surroundingsOf(source), workspace.settingsOf(source));
}

/** What is wrong in the configuration files that counted. */
export function configFindings(workspace: Workspace): FileFinding[] {
  return workspace.configs().flatMap(({ file, text, problems }) => toFindings(file, text, problems));
}
