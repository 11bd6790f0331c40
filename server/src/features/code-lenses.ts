import type { Container } from '../kubernetes/pod.ts';
import { PATTERNS } from '../patterns/library.ts';
import type { Settings } from '../settings.ts';
import { costOf } from '../traffic/cost.ts';
import type { Team } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import { expectedFor } from './expected.ts';
import type { Part } from './file.ts';
import { takes } from './insert.ts';

/** What stands above a pod. */
export interface Lens {
  readonly at: Span;
  /** What it holds: `2 containers · 1 init · helpers take 18 % of CPU`; empty where no container can be made out. */
  readonly title: string;
  /** What starts after what: `1 init → 2 containers`. */
  readonly order: string;
  readonly team: Team;
}

/** The lenses of a document: one for each pod, above the key that leads to it. */
export function lensesOf({ analysis }: Part, settings: Settings): Lens[] {
  return analysis.teams.map((team) => {
    const { at, containers } = team.pod;
    const added = expectedFor(team, settings).length;
    const injected = added === 0 ? [] : [`${added} injected`];
    const title = [...countsOf(containers), ...injected, ...shareOf(team)].join(' · ');
    return { at, title, order: orderOf(containers), team };
  });
}

/** Whether a pod takes in some container that we know; `kubernetes` is the minor version. */
export function takesHelpers(team: Team, kubernetes: number): boolean {
  const known = TAKING.get(team);
  if (known?.kubernetes === kubernetes) return known.takes;
  // Mostly the first one that is tried.
  const answer = { kubernetes, takes: PATTERNS.some((pattern) => takes(team, pattern, kubernetes)) };
  TAKING.set(team, answer);
  return answer.takes;
}

/** Lenses are asked for anew at each keystroke, and most pods of a file are as they were. */
const TAKING = new WeakMap<Team, { readonly kubernetes: number; readonly takes: boolean }>();

/** How many there are of each kind: those that run in the end first, then init containers, then native sidecars. */
function countsOf(containers: readonly Container[]): string[] {
  const sorted = (['container', 'init', 'native-sidecar'] as const).flatMap((kind) =>
    containers.filter(({ lifecycle }) => lifecycle === kind),
  );
  return sumsOf(sorted.map((container) => ({ word: wordFor(container), count: 1 })));
}

/** What helpers take of the CPU, or of the memory where the application requests no CPU. */
function shareOf(team: Team): string[] {
  // What a manifest leaves out may belong to either side.
  if (team.pod.partial !== null) return [];
  const { cpu, memory } = costOf(team).shares;
  const percent = Math.round((cpu ?? memory ?? 0) * 100);
  return percent === 0 ? [] : [`helpers take ${percent} % of ${cpu === null ? 'memory' : 'CPU'}`];
}

/** `1 init → 1 native sidecar → 2 containers`; containers of one kind in a row are counted. */
function orderOf(containers: readonly Container[]): string {
  const starting = runsOf(containers.filter(({ lifecycle }) => lifecycle === 'init' || lifecycle === 'native-sidecar'));
  const running = runsOf(containers.filter(({ lifecycle }) => lifecycle === 'container')).map(counted);
  const steps = starting.length > MOST_RUNS ? [sumsOf(starting).join(' and ')] : starting.map(counted);
  return [...steps, running.join(' + ')].filter(Boolean).join(' → ');
}

/** With more changes between init containers and native sidecars than this, the sums say more than the order. */
const MOST_RUNS = 3;

/** Containers of one kind that stand next to each other in one list. */
interface Run {
  readonly word: string;
  readonly count: number;
}

function runsOf(containers: readonly Container[]): Run[] {
  const runs: Run[] = [];
  for (const container of containers) {
    const word = wordFor(container);
    const last = runs.at(-1);
    if (last?.word === word) runs[runs.length - 1] = { word, count: last.count + 1 };
    else runs.push({ word, count: 1 });
  }
  return runs;
}

function wordFor({ lifecycle, list }: Container): string {
  if (lifecycle !== 'container') return lifecycle === 'init' ? 'init' : 'native sidecar';
  return list === 'sidecars' ? 'sidecar' : list === 'steps' ? 'step' : 'container';
}

function counted({ word, count }: Run): string {
  return `${count} ${word}${count === 1 || word === 'init' ? '' : 's'}`;
}

function sumsOf(runs: readonly Run[]): string[] {
  const counts = new Map<string, number>();
  for (const { word, count } of runs) counts.set(word, (counts.get(word) ?? 0) + count);
  return [...counts].map(([word, count]) => counted({ word, count }));
}
