import { type Args, readArgs } from './args.ts';
import { convert } from './convert.ts';
import { describe } from './describe.ts';
import { explain } from './explain.ts';
import { fix } from './fix.ts';
import type { Verb } from './flags.ts';
import { insert } from './insert.ts';
import { lint } from './lint.ts';
import { patterns } from './patterns.ts';
import { rules } from './rules.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

type Run = (args: Args, terminal: Terminal) => ExitStatus | Promise<ExitStatus>;

const RUN: Readonly<Record<Verb, Run>> = {
  lint,
  fix,
  describe,
  explain,
  // Only here something is drawn.
  diagram: async (args, terminal) => (await import('./diagram.ts')).diagram(args, terminal),
  insert,
  convert,
  patterns,
  rules,
};

/** Does what a command line says. Throws a Refusal that says what is wrong with it. */
export async function runVerb(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const args = readArgs(argv);
  return RUN[args.verb](args, terminal);
}
