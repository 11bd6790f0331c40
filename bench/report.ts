import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../scripts/host/project.ts';
import { areReal } from './inputs.ts';
import { peerVersions } from './peers.ts';
import type { Measured } from './section.ts';
import { MEANT_FOR } from './speed.ts';
import { markdown } from './table.ts';
import { rowsOf } from './verdict.ts';

/** Where the figures of the last run are kept; not tracked. */
const RESULTS = join(projectRoot, 'bench', 'results', 'last.json');
const PAGE = join(projectRoot, 'docs', 'performance.md');
const [BEGIN, END] = ['<!-- made by npm run bench -- --write -->', '<!-- end of what npm run bench made -->'];

/** Where and with what it was measured: nothing that names the machine. */
export interface Circumstances {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: string;
  readonly rounds: number;
  /** How fast the machine was before and after all, see `speedOfMachine`. */
  readonly speeds: readonly number[];
}

export function circumstances(rounds: number, speeds: readonly number[]): Circumstances {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${platform()} ${arch()}`,
    versions: { node: process.versions.node, 'pod-patterns': version, ...peerVersions() },
    inputs: areReal() ? 'real manifests' : 'generated manifests',
    rounds,
    speeds,
  };
}

/** One line of it. */
export function told({ date, processor, cores, memoryGB, system, versions, inputs, rounds }: Circumstances): string {
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const machine = `${processor}, ${cores} cores, ${memoryGB} GB, ${system}`;
  return `${date}; ${machine}; ${all.join(', ')}; ${inputs}; ${rounds === 1 ? 'one round' : `${rounds} rounds`}`;
}

/** How fast the machine was, beside the one that the targets are meant for. */
export function toldSpeed({ speeds }: Pick<Circumstances, 'speeds'>): string {
  const [least = 0, most = 0] = [Math.min(...speeds), Math.max(...speeds)].map((speed) => speed.toFixed(1));
  const here = least === most ? least : `${least} to ${most}`;
  const slower = (MEANT_FOR * speeds.length) / speeds.reduce((sum, speed) => sum + speed, 0);
  return `yaml reads 20 KB of pods at ${here} MB/s here, and at ${MEANT_FOR} on the quiet machine whose milliseconds the targets are: times are ${slower.toFixed(1)} times those of there`;
}

/** Writes every row as JSON, also to `bench/results/last.json`. */
export function writeJson(all: readonly Measured[], around: Circumstances, file: string | null): void {
  const sections = all.map((measured) => ({
    id: measured.section.id,
    title: measured.section.title,
    rows: rowsOf(measured),
    answers: measured.answers,
    remarks: measured.remarks,
  }));
  const text = `${JSON.stringify({ ...around, sections }, null, 2)}\n`;
  for (const path of file === null ? [RESULTS] : [RESULTS, file]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Puts the tables into docs/performance.md, between its marks; what people wrote around them stays. */
export function writePage(all: readonly Measured[], around: Circumstances): void {
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), all, around));
}

/** The page with other tables between its marks. Throws if it has lost them. */
export function withTables(page: string, all: readonly Measured[], around: Circumstances): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md lacks its marks: ${BEGIN} … ${END}`);
  const tables = all.map(markdown).join('\n');
  return `${page.slice(0, from + BEGIN.length)}\n\n${told(around)}.\n\nThe machine: ${toldSpeed(around)}.\n\n${tables}\n${page.slice(to)}`;
}
