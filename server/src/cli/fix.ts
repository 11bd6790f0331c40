import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { count } from '../diagram/words.ts';
import { fixAll } from '../features/fix-all.ts';
import type { Args } from './args.ts';
import { configFindings, contents, lintSource, takeText, withParts } from './contents.ts';
import { type Source, STDIN } from './files.ts';
import type { FileFinding } from './findings.ts';
import { printJson } from './formats/json.ts';
import { severities } from './formats/text.ts';
import { Refusal } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { countSeverities, exitStatus } from './verdict.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** A file that was mended. */
interface Mended {
  readonly file: string;
  readonly fixes: number;
}

/** `fix`: applies the safe fixes, file by file. What lies between the places that are mended keeps its bytes. */
export async function fix(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const printsText = args.paths.includes(STDIN) && !args.dryRun;
  if (printsText && (args.paths.length > 1 || args.format === 'json')) {
    throw new Refusal('fix - prints the fixed text: no other path and no --format json goes with it');
  }
  const workspace = openWorkspace(args);
  const left: FileFinding[] = [];
  const failures: string[] = [];
  const mended: Mended[] = [];
  const diffs: string[] = [];
  const sums = { files: 0, skipped: 0 };
  for await (const [source, content] of contents(workspace, terminal)) {
    sums.files++;
    if (content === null) {
      if (printsText) throw new Refusal('standard input is not UTF-8 text');
      sums.skipped++;
      continue;
    }
    const { text, fixes } = fixText(workspace, source, content.text);
    const report = lintSource(workspace, source, text, { suppressed: false, fixes: false });
    for (const finding of report.findings) left.push(finding);
    failures.push(...report.failures);
    if (report.skipped) sums.skipped++;
    if (printsText) terminal.print(content.bom + text);
    if (fixes === 0) continue;
    mended.push({ file: source.file, fixes });
    if (args.dryRun) diffs.push(unifiedDiff(source.file, content.bom + content.text, content.bom + text));
    else if (!printsText) replaceFile(source.path, content.bom + text);
  }
  left.push(...configFindings(workspace));
  if (!printsText) terminal.print(outcome(args, mended, diffs, left, sums));
  return exitStatus(args, left, failures, terminal);
}

function fixText(workspace: Workspace, source: Source, text: string): { text: string; fixes: number } {
  let fixes = 0;
  const settings = workspace.settingsOf(source);
  const documents = withParts(workspace, source, text, (parts) =>
    parts.map(({ analysis }) => {
      const result = fixAll(analysis, settings);
      fixes += result.fixed;
      return result.text;
    }),
  );
  if (fixes === 0) return { text, fixes };
  const fixed = documents.join('');
  takeText(workspace, source, fixed);
  return { text: fixed, fixes };
}

/** A diff that `patch -p1` takes. */
function unifiedDiff(file: string, before: string, after: string): string {
  const path = file.replace(/^\/+/, '');
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  // A name with spaces ends with a tab, or "patch" takes it for shorter; a quoted one needs none.
  return patch.replace(/^(--- [^"\n]* [^\n]*)\n(\+\+\+ [^\n]*)/, '$1\t\n$2\t');
}

function outcome(
  { format, dryRun, quiet }: Args,
  mended: readonly Mended[],
  diffs: readonly string[],
  left: readonly FileFinding[],
  sums: { readonly files: number; readonly skipped: number },
): string {
  const fixes = mended.reduce((sum, { fixes }) => sum + fixes, 0);
  const remaining = countSeverities(left);
  if (format === 'json') {
    const summary = { ...sums, fixed: fixes, ...remaining };
    return printJson({
      version: 1,
      dryRun,
      summary,
      files: mended.map((one, i) => (dryRun ? { ...one, diff: diffs[i] } : one)),
    });
  }
  if (dryRun) return diffs.join('');
  if (quiet) return '';
  const lines = mended.map(({ file, fixes }) => `${file}: ${count(fixes, 'problem')} fixed`);
  const rest = severities(remaining);
  const done = fixes > 0 ? `Fixed ${count(fixes, 'problem')} in ${count(mended.length, 'file')}` : 'Nothing to fix';
  return `${[...lines, `${done}; ${rest === '' ? 'nothing' : rest} left in ${count(sums.files, 'file')}.`].join('\n')}\n`;
}
