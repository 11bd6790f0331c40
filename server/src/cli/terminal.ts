/** What a verb may do to the outside beside reading and writing files. */
export interface Terminal {
  /** Prints the result; nothing else goes to standard output. */
  readonly print: (text: string) => void;
  /** Prints one line on standard error, whatever names of files and of what is in them hold. */
  readonly complain: (line: string) => void;
  /** Shows how far the work is, where somebody looks at it; '' takes the line away. */
  readonly progress: (text: string) => void;
  /** Whether standard output shows colours. */
  readonly colours: boolean;
  /** Everything that standard input holds. */
  readonly input: () => Promise<Uint8Array>;
}

/** 0: nothing at or above `--fail-on` · 1: something was · 2: the command could not do its work. */
export type ExitStatus = 0 | 1 | 2;

/** The terminal of a process. Output to a pipe that its reader has closed ends the process quietly. */
export function terminalOf(process: NodeJS.Process, noColour: boolean): Terminal {
  const { stdout, stderr, stdin, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
  return {
    print: (text) => stdout.write(text),
    complain: (line) => stderr.write(`pod-patterns: ${line.replace(/[\s\p{Cc}]+/gu, ' ')}\n`),
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r\x1b[K${text}`);
    },
    colours: stdout.isTTY === true && !noColour && !env.NO_COLOR && env.TERM !== 'dumb',
    input: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };
}
