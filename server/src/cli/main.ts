import { keepCompiled } from '../code-cache.ts';
import { helpText } from './flags.ts';
import { oneLine, Refusal } from './refusal.ts';
import { questionIn } from './scan.ts';
import { shown } from './shown.ts';
import { type ExitStatus, terminalOf } from './terminal.ts';
import { VERSION } from './version.ts';

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
  keepCompiled();
  // All that reads YAML is loaded for those who do not only ask for help.
  const { runVerb } = await import('./verbs.ts');
  return runVerb(argv, terminal);
}

function reason(error: unknown): string {
  if (error instanceof Refusal) return oneLine(error);
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) return `${shown(path)}: ${REASONS[code] ?? code}`;
  return `internal error: ${oneLine(error)}`;
}
