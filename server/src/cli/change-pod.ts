import type { FoundPod } from '../features/pods.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';
import type { Args } from './args.ts';
import { STDIN } from './files.ts';
import { choosePod, hasPod, type OneFile, openOne } from './one-file.ts';
import { Refusal } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** The edits of a change, or why it cannot be made. */
export type Change = { readonly edits: readonly Edit[]; readonly effect?: string } | { readonly refusal: string };

/**
 * Changes a pod of a file, and prints or writes the text. A refusal, and what a change does at run time, go to standard
 * error.
 * @param done what is told of a written file
 */
export async function changePod(
  path: string,
  args: Args,
  terminal: Terminal,
  change: (found: FoundPod, file: OneFile) => Change,
  done: string,
): Promise<ExitStatus> {
  const { pod, write, quiet } = args;
  if (path === STDIN && write) throw new Refusal('standard input cannot be written: leave out --write');
  const file = await openOne(path, args, terminal);
  const refuse = (reason: string): ExitStatus => {
    terminal.complain(`${file.name}: ${reason}`);
    return 1;
  };
  if (pod !== null && !hasPod(file.parts, pod)) return refuse(`there is no pod called ${pod}`);
  const found = choosePod(file, pod);
  if (!found) return refuse('there is no pod in it');
  const changed = change(found, file);
  if ('refusal' in changed) return refuse(changed.refusal);
  const texts = file.parts.map(({ analysis }) =>
    analysis === found.part.analysis ? applyEdits(analysis.text, changed.edits) : analysis.text,
  );
  const text = file.bom + texts.join('');
  if (!write) terminal.print(text);
  else {
    replaceFile(file.path, text);
    if (!quiet) terminal.print(`${file.name}: ${done}\n`);
  }
  if (changed.effect !== undefined && !quiet) terminal.complain(`${file.name}: ${changed.effect}`);
  return 0;
}
