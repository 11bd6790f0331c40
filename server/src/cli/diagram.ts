import type { Args } from './args.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `diagram`: prints the picture of a pod. */
export async function diagram(_args: Args, terminal: Terminal): Promise<ExitStatus> {
  terminal.complain('not built yet');
  return 2;
}
