import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Args } from './args.ts';
import { configFindings, lintSource, readAll, sourcesOf } from './contents.ts';
import { byFile, type FileFinding, type FileReport, SKIPPED } from './findings.ts';
import type { Terminal } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/** What the rules say of some files of a call. */
export interface Linted {
  /** By the number of the file among all of the call. */
  readonly reports: ReadonlyMap<number, FileReport>;
  /** What is wrong in the configuration files that counted so far, by their names. */
  readonly configs: ReadonlyMap<string, readonly FileFinding[]>;
}

/** So many UTF-16 code units are linted in one turn. */
const IN_ONE_TURN = 200_000;

/** Reads all files of a workspace. What comes back lints those with some numbers, whatever thread it runs in. */
export function linterOf(
  workspace: Workspace,
  { format, showSuppressed }: Pick<Args, 'format' | 'showSuppressed'>,
  input: Uint8Array | null,
  progress: Terminal['progress'],
): (numbers: Iterable<number>) => Promise<Linted> {
  const sources = sourcesOf(workspace);
  const textOf = readAll(workspace, input, (done) => progress('reading', done, sources.length));
  const wanted = { suppressed: showSuppressed, fixes: format === 'json' };
  return async (numbers) => {
    const reports = new Map<number, FileReport>();
    let looked = 0;
    for (const number of numbers) {
      const source = sources[number];
      if (!source) continue;
      progress('linting', number, sources.length);
      const content = textOf(source);
      reports.set(number, content ? lintSource(workspace, source, content.text, wanted) : SKIPPED);
      workspace.files.restAlone();
      looked += content?.text.length ?? 0;
      if (looked < IN_ONE_TURN) continue;
      // What was let go in a turn lives until its end.
      looked = 0;
      await nextTurn();
    }
    return { reports, configs: byFile(configFindings(workspace)) };
  };
}
