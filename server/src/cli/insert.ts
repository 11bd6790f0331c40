import type { Args } from './args.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `insert`: inserts a pattern into a pod. */
export async function insert(_args: Args, terminal: Terminal): Promise<ExitStatus> {
  terminal.complain('not built yet');
  return 2;
}
