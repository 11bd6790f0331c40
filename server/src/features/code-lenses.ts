import type { Container } from '../kubernetes/pod.ts';
import type { Team } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import type { Part } from './file.ts';

/** A line above a pod: what it holds, and the way to its picture. */
export interface Lens {
  readonly at: Span;
  /** Empty where no container can be made out. */
  readonly title: string;
  readonly team: Team;
}

/** The lenses of a document: one for each pod, above the key that leads to it. */
export function lensesOf({ analysis }: Part): Lens[] {
  return analysis.teams.map((team) => ({ at: team.pod.at, title: titleOf(team.pod.containers), team }));
}

/** What starts after what, `1 init → 1 native sidecar → 2 containers`; containers of one kind in a row are counted. */
function titleOf(containers: readonly Container[]): string {
  const starting = runsOf(containers.filter(({ lifecycle }) => lifecycle === 'init' || lifecycle === 'native-sidecar'));
  const running = runsOf(containers.filter(({ lifecycle }) => lifecycle === 'container')).map(counted);
  const steps = starting.length > MOST_RUNS ? [sumOf(starting)] : starting.map(counted);
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

function sumOf(runs: readonly Run[]): string {
  const words = [...new Set(runs.map(({ word }) => word))];
  const sums = words.map((word) => ({
    word,
    count: runs.reduce((sum, run) => sum + (run.word === word ? run.count : 0), 0),
  }));
  return sums.map(counted).join(' and ');
}
