import type { Args } from './args.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `describe`: prints every pod found. */
export async function describe(_args: Args, terminal: Terminal): Promise<ExitStatus> {
  terminal.complain('not built yet');
  return 2;
}
