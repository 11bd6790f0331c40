import type { Args } from './args.ts';
import { configFindings, contents, lintSource } from './contents.ts';
import { type FileFinding, inOrder, SKIPPED } from './findings.ts';
import type { LintFormat } from './flags.ts';
import { PRINTERS } from './formats.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { countSeverities, exitStatus } from './verdict.ts';
import { openWorkspace } from './workspace.ts';

/** `lint`: runs the rules on files and prints what they find. */
export async function lint(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const started = performance.now();
  const workspace = openWorkspace(args);
  const findings: FileFinding[] = [];
  const failures: string[] = [];
  const files: string[] = [];
  const sums = { files: 0, documents: 0, pods: 0, skipped: 0 };
  for await (const [source, content] of contents(workspace, terminal)) {
    const report = content ? lintSource(workspace, source, content.text) : SKIPPED;
    for (const finding of report.findings) findings.push(finding);
    failures.push(...report.failures);
    if (!report.skipped) files.push(source.file);
    sums.files++;
    sums.documents += report.documents;
    sums.pods += report.pods;
    if (report.skipped) sums.skipped++;
  }
  findings.push(...configFindings(workspace));
  findings.sort(inOrder);
  const milliseconds = Math.round(performance.now() - started);
  const report = {
    findings: args.showSuppressed ? findings : findings.filter(({ suppressed }) => !suppressed),
    files,
    failOn: args.failOn,
    summary: { ...sums, ...countSeverities(findings), milliseconds },
    colours: terminal.colours,
    quiet: args.quiet,
  };
  terminal.print(PRINTERS[args.format as LintFormat](report));
  return exitStatus(args, findings, failures, terminal);
}
