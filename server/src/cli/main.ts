import { isMainThread } from 'node:worker_threads';
import { keepCompiled } from '../code-cache.ts';
import { helpText } from './flags.ts';
import { reason } from './refusal.ts';
import { questionIn } from './scan.ts';
import { type ExitStatus, terminalOf } from './terminal.ts';
import { VERSION } from './version.ts';

const argv = process.argv.slice(2);
const terminal = terminalOf(process, {
  noColour: argv.includes('--no-color'),
  quiet: argv.includes('--quiet'),
  program: import.meta.filename,
});

if (isMainThread) {
  // The only place of the command line that catches: whatever happens ends in one line.
  run()
    .then((status) => {
      process.exitCode = status;
    })
    .catch((error: unknown) => {
      terminal.clear();
      terminal.complain(reason(error));
      process.exitCode = 2;
    });
} else {
  keepCompiled();
  void import('./lint-thread.ts');
}

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
