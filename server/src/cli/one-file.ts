import { resolve } from 'node:path';
import { type AnalysedFile, partsOf } from '../features/file.ts';
import { type FoundPod, numbered, podsIn } from '../features/pods.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import type { Args } from './args.ts';
import { takeText } from './contents.ts';
import { INPUT, readText, STDIN, textOf } from './files.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';
import type { Terminal } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** The file that a verb is about, analysed. */
export interface OneFile {
  /** As the output shows it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bom: string;
  readonly settings: Settings;
  readonly parts: AnalysedFile;
}

/** Reads the one file of a verb; `-` is standard input. Throws a Refusal if it is no text, or a folder. */
export async function openOne(path: string, args: Args, terminal: Terminal): Promise<OneFile> {
  const source = path === STDIN ? INPUT : { file: shown(path), path: resolve(path) };
  const workspace = openWorkspace({ ...args, paths: [path] });
  if (path !== STDIN && !workspace.sources.some((found) => found.path === source.path)) {
    throw new Refusal(`${path}: this is a folder, not a file`);
  }
  const content = path === STDIN ? textOf(await terminal.input()) : readText(source.path);
  if (!content) throw new Refusal(`${path}: this is not a text file`);
  const settings = workspace.settingsOf(source);
  takeText(workspace, source, content.text);
  workspace.files.hold(source.path);
  const parts = partsOf(workspace.files, source.path);
  return { name: source.file, path: source.path, bom: content.bom, settings, parts };
}

/** The pod of a file that `--pod` means, or the only one; null for a file without any. See `choose`. */
export function choosePod({ name, parts }: OneFile, wanted: string | null): FoundPod | null {
  return choose(name, podsIn(parts), ({ team }) => nameOf(team), wanted);
}

/** Whether a file has a pod that `--pod` may mean, whatever its number; without `--pod` whether it has any. */
export function hasPod(parts: AnalysedFile, wanted: string | null): boolean {
  return podsIn(parts).some(({ team }) => wanted === null || isCalled(team, wanted.replace(/#\d+$/, '')));
}

/** More choices are counted, not told. */
const MOST_CHOICES = 40;

/**
 * What `--pod` means among pods, or the only one; null if there is none. Throws a Refusal with the choices where there are
 * several, or the name fits none. Several pods of one name (of a workload with several templates) are told apart by their
 * number: `NAME#2`.
 * @param where what holds them, for people
 * @param called the name of each, as `nameOf` says it
 */
export function choose<T>(
  where: string,
  all: readonly T[],
  called: (pod: T) => string,
  wanted: string | null,
): T | null {
  if (all.length === 0) return null;
  const [, meant = wanted, number] = /^(.*)#(\d+)$/.exec(wanted ?? '') ?? [];
  const fitting = meant === null ? all : all.filter((pod) => fits(called(pod), meant));
  const chosen = number === undefined ? fitting[0] : fitting[Number(number) - 1];
  if (chosen && (number !== undefined || fitting.length === 1)) return chosen;
  const names = numbered(all.map(called));
  const more = names.length > MOST_CHOICES ? ` and ${names.length - MOST_CHOICES} more` : '';
  const choices = `${names.slice(0, MOST_CHOICES).join(', ')}${more}`;
  if (wanted === null) throw new Refusal(`${where} has several pods, choose one with --pod: ${choices}`);
  const fault = chosen ? 'fits several pods' : 'fits no pod';
  throw new Refusal(`--pod ${wanted} ${fault} of ${where}, which has ${choices}`);
}

/** `KIND/NAME` of the workload of a pod. */
export function nameOf({ pod: { manifest } }: Team): string {
  return `${manifest.kind}/${manifest.name ?? ''}`;
}

/** Whether a pod is what `--pod` means: `NAME` or `KIND/NAME` of its workload. */
export function isCalled(team: Team, wanted: string): boolean {
  return fits(nameOf(team), wanted);
}

/** Kinds have no slash. */
function fits(name: string, wanted: string): boolean {
  return name.slice(name.indexOf('/') + 1) === wanted || name.toLowerCase() === wanted.toLowerCase();
}
