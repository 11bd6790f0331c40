import type { Terminal } from '../../server/src/cli/terminal.ts';

/** Shows nothing, reads nothing, starts no threads. */
export const SILENT: Terminal = {
  print: () => {},
  complain: () => {},
  progress: () => {},
  clear: () => {},
  colours: false,
  input: async () => new Uint8Array(),
  program: null,
};
