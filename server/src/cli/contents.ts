import { type AnalysedFile, analyseFile, documentsIn, partsOf } from '../features/file.ts';
import { kindsIn } from '../features/neighbours.ts';
import { INPUT, readText, type Source, type Text, textOf } from './files.ts';
import { type FileFinding, type FileReport, lintParts, mayBeManifest, SKIPPED, toFindings } from './findings.ts';
import type { Terminal } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/**
 * The files of a workspace with what they hold, one after the other; null for one that is no text. All of them are read
 * before the first one comes, since they refer to each other; those that hold nothing of that are read again.
 */
export async function* contents(
  workspace: Workspace,
  terminal: Terminal,
): AsyncGenerator<readonly [Source, Text | null]> {
  const { sources, readsInput } = workspace;
  const known = new Map<Source, Text | null>();
  if (readsInput) {
    const text = textOf(await terminal.input());
    known.set(INPUT, text);
    if (text) takeText(workspace, INPUT, text.text);
  }
  for (const [i, source] of sources.entries()) {
    if (i % 50 === 0) terminal.progress(`reading ${i} of ${sources.length} files`);
    const text = readText(source.path);
    if (text && kindsIn(text.text) !== 0) {
      known.set(source, text);
      takeText(workspace, source, text.text);
    }
  }
  if (readsInput) yield [INPUT, known.get(INPUT) ?? null];
  for (const [i, source] of sources.entries()) {
    if (i % 50 === 0) terminal.progress(`${i} of ${sources.length} files`);
    yield [source, known.get(source) ?? readText(source.path)];
  }
  terminal.progress('');
}

/** Puts the text of a file into the workspace, or another one than before. */
export function takeText({ files, placeOf }: Workspace, source: Source, text: string): void {
  files.set(source.path, documentsIn(text), files.file(source.path) ?? placeOf(source));
}

/** Does something with the analyses of a file of the workspace. */
export function withParts<T>(
  { files, placeOf }: Workspace,
  source: Source,
  text: string,
  use: (parts: AnalysedFile) => T,
): T {
  if (!files.file(source.path)) return use(analyseFile(text, placeOf(source).surroundings));
  files.hold(source.path);
  const result = use(partsOf(files, source.path));
  files.release(source.path);
  return result;
}

/** What the rules say of a file of the workspace. */
export function lintSource(workspace: Workspace, source: Source, text: string): FileReport {
  if (!mayBeManifest(text)) return SKIPPED;
  const settings = workspace.settingsOf(source);
  return withParts(workspace, source, text, (parts) => lintParts(source.file, parts, settings));
}

/** What is wrong in the configuration files that counted. */
export function configFindings(workspace: Workspace): FileFinding[] {
  return workspace.configs().flatMap(({ file, text, problems }) => toFindings(file, text, problems));
}
