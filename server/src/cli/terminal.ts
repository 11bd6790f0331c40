/** What a verb may do to the outside beside reading and writing files. */
export interface Terminal {
  /** Prints the result; nothing else goes to standard output. */
  readonly print: (text: string) => void;
  /** Prints one line on standard error, whatever names of files and of what is in them hold. */
  readonly complain: (line: string) => void;
  /** Shows how far long work is, where somebody looks at it: `linting 1,200 of 2,378 files`. */
  readonly progress: (doing: string, done: number, of: number) => void;
  /** Takes that line away. */
  readonly clear: () => void;
  /** Whether standard output shows colours. */
  readonly colours: boolean;
  /** Everything that standard input holds. */
  readonly input: () => Promise<Uint8Array>;
  /** The file of the program, which further threads run, too; null where there can be none. */
  readonly program: string | null;
}

/** 0: nothing at or above `--fail-on` · 1: something was · 2: the command could not do its work. */
export type ExitStatus = 0 | 1 | 2;

/** Work of fewer milliseconds shows no progress; more often than that it does not change. */
const PROGRESS = { from: 1000, every: 100 };

/** What the caller has chosen of a terminal. */
export interface Choices {
  readonly noColour: boolean;
  readonly quiet: boolean;
  readonly program: string | null;
}

/** The terminal of a process. Output to a pipe that its reader has closed ends the process quietly. */
export function terminalOf(process: NodeJS.Process, { noColour, quiet, program }: Choices): Terminal {
  const { stdout, stderr, stdin, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
  const isWatched = stderr.isTTY === true && !quiet && !env.CI;
  let next = performance.now() + PROGRESS.from;
  let isShown = false;
  return {
    print: (text) => stdout.write(text),
    complain: (line) => stderr.write(`pod-patterns: ${line.replace(/[\s\p{Cc}]+/gu, ' ')}\n`),
    progress: (doing, done, of) => {
      if (!isWatched || performance.now() < next) return;
      next = performance.now() + PROGRESS.every;
      isShown = true;
      stderr.write(`\r\x1b[K${doing} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} files`);
    },
    clear: () => {
      if (isShown) stderr.write('\r\x1b[K');
      isShown = false;
    },
    colours: stdout.isTTY === true && !noColour && !env.NO_COLOR && env.TERM !== 'dumb',
    program,
    input: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };
}
