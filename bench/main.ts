// How long things take, beside servers that do nothing and beside others that do something similar.
import { availableParallelism, loadavg } from 'node:os';
import { exitOnSignals } from '../scripts/host/children.ts';
import { scratchFolder } from '../scripts/host/project.ts';
import { allocationSection } from './allocation.ts';
import { editorSection } from './editor.ts';
import { INPUT_NAMES, type InputName } from './inputs.ts';
import { putInputsInto } from './open-file.ts';
import { type Effort, effortOf, type Options } from './options.ts';
import { type Programs, programs } from './programs.ts';
import { circumstances, told, toldSpeed, writeJson, writePage } from './report.ts';
import { ScanPrograms, sampleSection, scanSection } from './scan.ts';
import { Collected, type Section } from './section.ts';
import { sizeSection } from './sizes.ts';
import { speedOfMachine } from './speed.ts';
import { startSection } from './start.ts';
import { printed } from './table.ts';
import { typingSection } from './typing.ts';
import { rowsOf } from './verdict.ts';

/** What a quick run opens. */
const QUICK_INPUTS: readonly InputName[] = ['pods-20k', 'pods-1m', 'list-300k'];

/** Runs what the options ask for, and prints and writes what came of it. */
export async function bench(options: Options): Promise<void> {
  exitOnSignals();
  const since = performance.now();
  const effort = effortOf(options);
  const scratch = scratchFolder('bench');
  putInputsInto(scratch);
  const all = await programs(options);
  const scans = new ScanPrograms();
  try {
    const sections = sectionsOf(options, effort, all, scans, scratch);
    const before = speedOfMachine();
    console.log(`${told(circumstances(effort.rounds, [before]))}\n`);
    if (all.missing !== null) console.log(`no peers: ${all.missing}\n`);
    if ((loadavg()[0] ?? 0) > availableParallelism() / 2) console.log('The machine is busy: believe ratios only.\n');
    const measured = (await runAll(sections, effort)).map((collected) => collected.result());
    for (const one of measured) console.log(printed(one));
    const around = circumstances(effort.rounds, [before, speedOfMachine()]);
    console.log(`${toldSpeed(around)}\n`);
    const verdicts = measured.flatMap(rowsOf).flatMap((row) => row.verdicts);
    const missed = verdicts.filter(({ isMet }) => isMet === false).length;
    const met = verdicts.filter(({ isMet }) => isMet).length;
    const minutes = (performance.now() - since) / 60_000;
    console.log(`${met} targets met, ${missed} missed; measured in ${minutes.toFixed(1)} minutes`);
    writeJson(measured, around, options.json);
    if (options.write) writePage(measured, around);
  } finally {
    all.remove();
    await scans.remove();
  }
}

/** All rounds of all sections; one round of each after the other. Tells how far it is on standard error. */
async function runAll(sections: readonly Section[], effort: Effort): Promise<Collected[]> {
  const all = sections.map((section) => ({ section, collected: new Collected(section) }));
  const most = Math.max(...sections.map(({ rounds }) => rounds ?? effort.rounds));
  const [begin, end] = process.stderr.isTTY ? ['\r\x1b[K', ''] : ['', '\n'];
  for (let round = 0; round < most; round++) {
    for (const { section, collected } of all) {
      if (round >= (section.rounds ?? effort.rounds)) continue;
      const since = performance.now();
      if (process.stderr.isTTY) process.stderr.write(`${begin}round ${round + 1} of ${most}: ${section.id} …`);
      await collected.round(round);
      const seconds = (performance.now() - since) / 1000;
      process.stderr.write(`${begin}round ${round + 1} of ${most}: ${section.id} ${seconds.toFixed(1)} s${end}`);
    }
  }
  process.stderr.write(begin);
  return all.map(({ collected }) => collected);
}

/** The sections that the options ask for. */
export function sectionsOf(
  { quick, only, editor }: Pick<Options, 'quick' | 'only' | 'editor'>,
  effort: Effort,
  all: Programs,
  scans: ScanPrograms,
  scratch: string,
): Section[] {
  const { peer: _, ...withoutPeer } = all.servers;
  const inputs = quick ? QUICK_INPUTS : INPUT_NAMES;
  const makers: readonly (readonly [string, () => Section])[] = [
    ['start', () => startSection(all.servers, effort, scratch)],
    ...inputs.map((name) => [name, () => typingSection(name, all.servers, effort)] as const),
    ['allocation', () => allocationSection(quick ? withoutPeer : all.servers, effort)],
    ['scan', () => scanSection(all, scans, effort, scratch)],
    ['scan-sample', () => sampleSection(all, scans, effort)],
    ['sizes', () => sizeSection(all)],
    ...(quick && !editor ? [] : [['editor', () => editorSection(editor)] as const]),
  ];
  return makers.flatMap(([id, make]) => (id.includes(only) ? [make()] : []));
}
