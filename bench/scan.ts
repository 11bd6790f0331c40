import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findCommand, projectRoot, succeeds } from '../scripts/host/project.ts';
import { FLAGS } from '../server/src/cli/flags.ts';
import { bundle } from '../test/lsp/bundle.ts';
import { areReal, CORPUS } from './inputs.ts';
import { samples } from './manifests.ts';
import { fileOf } from './open-file.ts';
import type { Effort } from './options.ts';
import type { Programs } from './programs.ts';
import type { WarmScan } from './scan-warm.ts';
import type { Notes, Section } from './section.ts';
import { CutOff } from './server.ts';

const QUIETLY = ['--fail-on', 'never', '--quiet'];
/** The flag for one thread, once the command line has it. */
const ONE_JOB = 'jobs' in FLAGS ? ['--jobs', '1'] : [];
const PATIENCE = 120_000;
const PEAK = pathToFileURL(join(import.meta.dirname, 'peak-memory.ts')).href;

/** The programs beside the command line that scans need; bundled when they are first asked for. */
export class ScanPrograms {
  readonly #made = new Map<string, ReturnType<typeof bundle>>();

  async file(entry: string): Promise<string> {
    const made = this.#made.get(entry) ?? bundle(entry);
    this.#made.set(entry, made);
    return (await made).file;
  }

  async remove(): Promise<void> {
    for (const made of this.#made.values()) (await made).remove();
  }
}

/** `lint` of all real manifests, beside reading them. */
export function scanSection({ commandLine }: Programs, made: ScanPrograms, effort: Effort, scratch: string): Section {
  let folder = areReal() ? CORPUS : '';
  return {
    id: 'scan',
    title: `scan of ${areReal() ? 'real manifests' : 'generated manifests'}`,
    who: ['reading', 'ours'],
    rounds: effort.scans,
    figures: [
      { id: 'cold', title: 'fresh process, one core', unit: 'MB/s' },
      { id: 'cold-parsed', title: '… of what must be parsed', unit: 'MB/s' },
      { id: 'cold-all', title: 'fresh process, all cores', unit: 'MB/s' },
      { id: 'warm', title: 'later rounds in a process, one core', unit: 'MB/s' },
      { id: 'warm-parsed', title: '… of what must be parsed', unit: 'MB/s' },
      { id: 'parse', title: 'of a warm round: parsing', unit: 's' },
      { id: 'teams', title: 'of a warm round: reading pods, teams', unit: 's' },
      { id: 'rules', title: 'of a warm round: rules', unit: 's' },
      { id: 'memory', title: 'memory at most, one job', unit: 'MB' },
    ],
    async measure(who, notes) {
      folder ||= madeFolder(scratch);
      const reader = await made.file('bench/read-files.ts');
      const { bytes, seconds } = JSON.parse(run([reader, folder, '3'], pinned).stdout);
      if (who === 'reading') {
        const took = run([reader, folder, '1'], pinned).seconds;
        notes.add('cold', bytes / 1e6 / took);
        notes.add('warm', ...seconds.slice(1).map((time: number) => bytes / 1e6 / time));
        notes.say(
          `${(bytes / 1e6).toFixed(1)} MB of files${pinned.length > 0 ? '' : '; without taskset one core is not kept'}`,
        );
        return;
      }
      const warmer = await made.file('bench/scan-warm.ts');
      const warm = JSON.parse(run([warmer, folder, '3'], pinned).stdout) as WarmScan;
      addWarm(notes, warm, bytes);
      notes.say(`${(warm.parsedBytes / 1e6).toFixed(1)} MB of it must be parsed`);
      const lint = (flags: readonly string[], prefix: readonly string[]) =>
        run([`--import=${PEAK}`, commandLine, 'lint', folder, ...QUIETLY, ...flags], prefix);
      const { seconds: took, stderr } = lint(ONE_JOB, pinned);
      notes.add('cold', bytes / 1e6 / took);
      notes.add('cold-parsed', warm.parsedBytes / 1e6 / took);
      notes.add('memory', Number(/^peak ([\d.]+)/m.exec(stderr)?.[1]));
      notes.add('cold-all', bytes / 1e6 / lint([], []).seconds);
    },
  };
}

/** `lint` of 1 MB of pods, beside a peer. */
export function sampleSection({ commandLine, peers }: Programs, made: ScanPrograms, effort: Effort): Section {
  return {
    id: 'scan-sample',
    title: 'scan of one file with 1 MB of pods',
    who: peers === null ? ['ours'] : ['ours', 'peer'],
    rounds: effort.scans,
    figures: [
      { id: 'cold', title: 'fresh process', unit: 'MB/s' },
      { id: 'warm', title: 'later rounds in a process', unit: 'MB/s' },
    ],
    async measure(who, notes) {
      const file = fileURLToPath(fileOf('pods-1m').uri);
      const megabytes = statSync(file).size / 1e6;
      if (who === 'ours') {
        notes.add('cold', megabytes / run([commandLine, 'lint', file, ...QUIETLY, ...ONE_JOB]).seconds);
        const { stdout } = run([await made.file('bench/scan-warm.ts'), file, '4']);
        notes.add('warm', ...(JSON.parse(stdout) as WarmScan).seconds.slice(1).map((time) => megabytes / time));
        return;
      }
      const peer = [join(import.meta.dirname, 'monokle.ts'), peers ?? '', file];
      notes.say('peer: @monokle/validation without schemas and policies, which it would fetch: this favours the peer');
      notes.add('cold', megabytes / run([...peer, '1']).seconds);
      const { seconds, findings } = JSON.parse(run([...peer, '3']).stdout);
      notes.say(`peer: ${findings} findings`);
      notes.add('warm', ...seconds.slice(1).map((time: number) => megabytes / time));
    },
  };
}

function addWarm(notes: Notes, { seconds, parts, parsedBytes }: WarmScan, bytes: number): void {
  for (const time of seconds.slice(1)) {
    notes.add('warm', bytes / 1e6 / time);
    notes.add('warm-parsed', parsedBytes / 1e6 / time);
  }
  for (const [part, time] of Object.entries(parts)) notes.add(part, time);
}

/** What keeps a program on one core; nothing where that is not known. */
const pinned: readonly string[] =
  findCommand('taskset') && succeeds('taskset', '-c', '0', process.execPath, '--version') ? ['taskset', '-c', '0'] : [];

function run(args: readonly string[], prefix: readonly string[] = []) {
  const [command = '', ...rest] = [...prefix, process.execPath, ...args];
  const since = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, rest, {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 1e9,
    timeout: PATIENCE,
  });
  const seconds = (performance.now() - since) / 1000;
  if (status === 0) return { stdout, stderr, seconds };
  throw new CutOff(error ? error.message : `ended with ${status}: ${stderr.trim().split('\n').at(-1)?.slice(0, 200)}`);
}

/** A folder with a file for every document of the largest sample. */
function madeFolder(scratch: string): string {
  const folder = join(scratch, 'files');
  mkdirSync(folder, { recursive: true });
  const texts = (samples().at(-1)?.text ?? '').split('---\n');
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${i}.yaml`), text);
  return folder;
}
