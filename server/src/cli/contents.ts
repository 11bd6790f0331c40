import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AnalysedFile, analyseFile, partsOf } from '../features/file.ts';
import { kindsIn } from '../features/neighbours.ts';
import { manifestTexts } from '../kubernetes/texts.ts';
import { splitDocuments } from '../yaml/split.ts';
import { INPUT, readText, type Source, type Text, textOf } from './files.ts';
import {
  type FileFinding,
  type FileReport,
  lintParts,
  mayBeManifest,
  SKIPPED,
  toFindings,
  type Wanted,
} from './findings.ts';
import type { Terminal } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/** Tells how far some work is: the number of files that are done. */
export type Told = (done: number) => void;

/**
 * Reads the files of a workspace, since they refer to each other, and what standard input holds. Gives what a file holds;
 * null for one that is no text. Those that hold nothing that others look for are not kept, but read again.
 */
export function readAll(workspace: Workspace, input: Uint8Array | null, tell: Told): (source: Source) => Text | null {
  const known = new Map<Source, Text | null>();
  if (input) {
    const text = textOf(input);
    known.set(INPUT, text);
    if (text) takeText(workspace, INPUT, text.text);
  }
  for (const [i, source] of workspace.sources.entries()) {
    tell(i);
    const text = readText(source.path);
    if (text && kindsIn(text.text) !== 0) {
      known.set(source, text);
      takeText(workspace, source, text.text);
    }
  }
  return (source) => known.get(source) ?? (source === INPUT ? null : readText(source.path));
}

/** All files of a workspace, standard input first. */
export function sourcesOf({ readsInput, sources }: Workspace): readonly Source[] {
  return readsInput ? [INPUT, ...sources] : sources;
}

/** What standard input holds, if it is one of the files. */
export async function inputOf({ readsInput }: Workspace, terminal: Terminal): Promise<Uint8Array | null> {
  return readsInput ? terminal.input() : null;
}

/** The files of a workspace with what they hold, one after the other; null for one that is no text. */
export async function* contents(
  workspace: Workspace,
  terminal: Terminal,
): AsyncGenerator<readonly [Source, Text | null]> {
  const sources = sourcesOf(workspace);
  const input = await inputOf(workspace, terminal);
  const textOf = readAll(workspace, input, (done) => terminal.progress('reading', done, sources.length));
  for (const [i, source] of sources.entries()) {
    terminal.progress('looking at', i, sources.length);
    yield [source, textOf(source)];
    // What was let go in a turn lives until its end.
    await nextTurn();
  }
  terminal.clear();
}

/** Puts the text of a file into the workspace, or another one than before. */
export function takeText({ files, placeOf }: Workspace, source: Source, text: string): void {
  files.set(source.path, manifestTexts(text), files.file(source.path) ?? placeOf(source));
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
export function lintSource(workspace: Workspace, source: Source, text: string, wanted: Wanted): FileReport {
  if (!mayBeManifest(text)) return SKIPPED;
  const settings = workspace.settingsOf(source);
  const found = withParts(workspace, source, text, (parts) => lintParts(source.file, parts, settings, wanted));
  return { ...found, documents: splitDocuments(text).length, skipped: false };
}

/** What is wrong in the configuration files that counted. */
export function configFindings(workspace: Workspace): FileFinding[] {
  return workspace.configs().flatMap(({ file, text, problems }) => toFindings(file, text, problems));
}
