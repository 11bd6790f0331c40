import type { Args } from './args.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `patterns`: lists what there is to insert. */
export async function patterns(_args: Args, terminal: Terminal): Promise<ExitStatus> {
  terminal.complain('not built yet');
  return 2;
}
