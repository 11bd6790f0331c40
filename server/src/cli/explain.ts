import type { Args } from './args.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `explain`: prints the hover text at a place. */
export async function explain(_args: Args, terminal: Terminal): Promise<ExitStatus> {
  terminal.complain('not built yet');
  return 2;
}
