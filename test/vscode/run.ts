// Packs the extension, installs the package into a real VS Code and runs the suite there.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { buildSync } from 'esbuild';
import { findEditor } from '../../scripts/host/editor.ts';
import { pack } from '../../scripts/host/pack.ts';
import { projectRoot, Refusal, scratchFolder } from '../../scripts/host/project.ts';
import { writeUserSettings } from '../../scripts/host/user-settings.ts';
import { type Outcome, onlyVariable } from './check.ts';
import { makeWorkspace, oddities } from './workspace.ts';

/** The sum of a run; the names of what failed were printed on the way. */
export interface Sum {
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

/** Fewer checks than this means that some were lost. */
const fewestChecks = 80;

const here = join(projectRoot, 'test', 'vscode');

/**
 * Runs the suite; dist/ must be built.
 * @throws Refusal when there is no editor, no package, or no complete result: a suite that lost its host proves nothing
 */
export async function runEditorSuite(): Promise<Sum> {
  const started = Date.now();
  const words = process.env[onlyVariable] ?? '';
  const outcomes = await runIn(scratchFolder('vscode'), words, words === '' ? fewestChecks : 1);
  const failed = outcomes.filter((one) => one.failure).length;
  const skipped = outcomes.filter((one) => one.skipped).length;
  const seconds = (Date.now() - started) / 1000;
  return { passed: outcomes.length - failed - skipped, failed, skipped, seconds };
}

/**
 * What the checks with one of these words in their names measure, in milliseconds; dist/ must be built.
 * @throws Refusal as {@link runEditorSuite} does
 */
export async function measureInEditor(words: string): Promise<Readonly<Record<string, readonly number[]>>> {
  const outcomes = await runIn(scratchFolder('vscode'), words, 1);
  return Object.assign({}, ...outcomes.map(({ figures }) => figures));
}

async function runIn(scratch: string, words: string, fewest: number): Promise<Outcome[]> {
  const editor = await findEditor();
  const { file, bytes } = pack();
  console.log(`Real editor: ${editor.kind}, package ${(bytes / 1000).toFixed(0)} kB`);
  const folders = {
    userData: join(scratch, 'user-data'),
    extensions: join(scratch, 'extensions'),
    scratch: join(scratch, 'host'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  writeUserSettings(folders.userData, {
    'git.enabled': false,
    'files.exclude': { [oddities]: true },
    'files.associations': { '**/templates/*.yaml': 'helm' },
    // The pictures show what we underline, nothing else.
    'editor.occurrencesHighlight': 'off',
    'editor.minimap.enabled': false,
    'window.commandCenter': false,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills these in.
    'window.title': '${activeEditorShort}${separator}${rootName}',
  });
  editor.installExtension(file, folders);
  const workspace = join(scratch, 'examples');
  makeWorkspace(workspace, join(projectRoot, 'examples'));

  const result = join(scratch, 'result.json');
  const printed: string[] = [];
  const ended = await runTests({
    vscodeExecutablePath: editor.executable(folders),
    extensionDevelopmentPath: join(here, 'harness'),
    extensionTestsPath: bundleSuite(scratch),
    launchArgs: [workspace, `--user-data-dir=${folders.userData}`, `--extensions-dir=${folders.extensions}`],
    extensionTestsEnv: {
      POD_PATTERNS_RESULT: result,
      POD_PATTERNS_SCREENSHOTS: join(here, 'screenshots'),
      [onlyVariable]: words,
    },
    stdout: suiteLines(printed),
    stderr: suiteLines(printed),
  }).then(
    () => 'ended with 0',
    (error: Error) => error.message,
  );
  if (!existsSync(result)) {
    throw new Refusal(`${printed.join('')}The editor suite did not come to its end: ${ended}, and no result file`);
  }
  const { expected, outcomes } = JSON.parse(readFileSync(result, 'utf8')) as { expected: number; outcomes: Outcome[] };
  if (outcomes.length !== expected || expected < fewest) {
    throw new Refusal(`The editor suite ran ${outcomes.length} of ${expected} checks; at least ${fewest} are expected`);
  }
  return outcomes;
}

function bundleSuite(scratch: string): string {
  const outfile = join(scratch, 'suite.cjs');
  buildSync({
    entryPoints: [join(here, 'suite.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

/** Shows the lines of the suite as they come and keeps the others for the case that it ends badly. */
function suiteLines(kept: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      for (const line of String(chunk).split(/(?<=\n)/)) {
        if (line.startsWith('[suite] ')) process.stdout.write(line.slice('[suite] '.length));
        else kept.push(line);
      }
      done();
    },
  });
}
