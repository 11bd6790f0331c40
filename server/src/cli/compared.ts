import { basename, resolve } from 'node:path';
import { analyseBefore, correspondingPod } from '../features/compare.ts';
import { type Exportable, exportOfComparison } from '../features/exports/export.ts';
import type { Args } from './args.ts';
import { INPUT, readText, STDIN, textOf } from './files.ts';
import { choosePod, hasPod, type OneFile, openOne } from './one-file.ts';
import { drawOptions } from './picture.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** The picture of a pod in two states of its file; one that only the earlier one has is chosen there. */
export async function compared(earlier: string, args: Args, terminal: Terminal): Promise<Exportable | null> {
  const file = await openOne(args.operands[0] ?? '', args, terminal);
  const before = analyseBefore(file.parts, await earlierText(earlier, file, terminal));
  const isGone = !hasPod(file.parts, args.pod) && hasPod(before, args.pod);
  const pod = isGone ? null : choosePod(file, args.pod);
  const was = pod
    ? correspondingPod(file.parts, pod, before)
    : isGone
      ? choosePod({ ...file, name: earlier, parts: before }, args.pod)
      : null;
  const names = namesOf(earlier, file.name);
  return exportOfComparison({ file: file.parts, pod, before, was, names }, file.settings, drawOptions(args));
}

async function earlierText(earlier: string, file: OneFile, terminal: Terminal): Promise<string> {
  if (earlier === STDIN && file.path === INPUT.path) throw new Refusal('standard input cannot be both states');
  const content = earlier === STDIN ? textOf(await terminal.input()) : readText(resolve(earlier));
  if (!content) throw new Refusal(`${earlier}: this is not a text file`);
  return content.text;
}

/** What the states are called: as short as tells them apart. */
function namesOf(earlier: string, later: string): readonly [string, string] {
  const called = (path: string) => (path === STDIN ? 'standard input' : basename(path));
  const [before, after] = [called(earlier), called(later)];
  return before === after ? [earlier, later] : [before, after];
}
