import type { Args } from './args.ts';
import { inputOf, sourcesOf } from './contents.ts';
import { inOrder } from './findings.ts';
import type { LintFormat } from './flags.ts';
import { PRINTERS } from './formats.ts';
import { threadsFor } from './jobs.ts';
import { type Linted, linterOf } from './linter.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { countSeverities, exitStatus } from './verdict.ts';
import { openWorkspace } from './workspace.ts';

/** `lint`: runs the rules on files and prints what they find. */
export async function lint(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const started = performance.now();
  const workspace = openWorkspace(args);
  const sources = sourcesOf(workspace);
  const input = await inputOf(workspace, terminal);
  const threads = terminal.program === null ? 0 : threadsFor(args.jobs, sources);
  const { reports, configs }: Linted =
    threads === 0
      ? await linterOf(workspace, args, input, terminal.progress)(sources.keys())
      : // Most calls start no thread, and load nothing for it.
        await (await import('./threads.ts')).lintInThreads(threads, { args, found: workspace.found, input }, terminal);
  terminal.clear();
  const findings = [...[...reports.values()].flatMap((one) => one.findings), ...[...configs.values()].flat()];
  findings.sort(inOrder);
  const inspected = [...sources.keys()].flatMap((i) => reports.get(i) ?? []);
  const sum = (of: (report: (typeof inspected)[number]) => number) => inspected.reduce((n, one) => n + of(one), 0);
  const milliseconds = Math.round(performance.now() - started);
  const report = {
    findings,
    files: sources.flatMap(({ file }, i) => (reports.get(i)?.skipped ? [] : [file])),
    failOn: args.failOn,
    summary: {
      files: sources.length,
      documents: sum(({ documents }) => documents),
      pods: sum(({ pods }) => pods),
      skipped: sum(({ skipped }) => (skipped ? 1 : 0)),
      ...countSeverities(findings),
      milliseconds,
    },
    colours: terminal.colours,
    quiet: args.quiet,
  };
  terminal.print(PRINTERS[args.format as LintFormat](report));
  return exitStatus(
    args,
    findings,
    inspected.flatMap(({ failures }) => failures),
    terminal,
  );
}
