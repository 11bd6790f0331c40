import { type Args, questionIn, readArgs } from './args.ts';
import { convert } from './convert.ts';
import { describe } from './describe.ts';
import { diagram } from './diagram.ts';
import { explain } from './explain.ts';
import { shown } from './files.ts';
import { oneLine } from './findings.ts';
import { fix } from './fix.ts';
import { helpText, type Verb } from './flags.ts';
import { insert } from './insert.ts';
import { lint } from './lint.ts';
import { patterns } from './patterns.ts';
import { Refusal } from './refusal.ts';
import { rules } from './rules.ts';
import { type ExitStatus, type Terminal, terminalOf } from './terminal.ts';
import { VERSION } from './version.ts';

const RUN: Readonly<Record<Verb, (args: Args, terminal: Terminal) => ExitStatus | Promise<ExitStatus>>> = {
  lint,
  fix,
  describe,
  explain,
  diagram,
  insert,
  convert,
  patterns,
  rules,
};

/** What the operating system says, for people. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'a file is in the way of this folder',
  EISDIR: 'this is a folder',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a file is in the way of this path',
  ENOSPC: 'no space left on the device',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

const argv = process.argv.slice(2);
const terminal = terminalOf(process, argv.includes('--no-color'));

// The only place of the command line that catches: whatever happens ends in one line.
run()
  .then((status) => {
    process.exitCode = status;
  })
  .catch((error: unknown) => {
    terminal.progress('');
    terminal.complain(reason(error));
    process.exitCode = 2;
  });

async function run(): Promise<ExitStatus> {
  const question = questionIn(argv);
  if (question !== 'none') {
    terminal.print(question === 'help' ? helpText() : `${VERSION}\n`);
    return 0;
  }
  const args = readArgs(argv);
  return RUN[args.verb](args, terminal);
}

function reason(error: unknown): string {
  if (error instanceof Refusal) return oneLine(error);
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) return `${shown(path)}: ${REASONS[code] ?? code}`;
  return `internal error: ${oneLine(error)}`;
}
