import type { Team } from '../traffic/team.ts';
import { contains, type Span } from '../yaml/span.ts';
import type { AnalysedFile, Part } from './part.ts';

/** A pod of a file. */
export interface FoundPod {
  readonly part: Part;
  readonly team: Team;
}

/** All pods of a file, in their order. */
export function podsIn(file: AnalysedFile): FoundPod[] {
  return file.flatMap((part) => part.analysis.teams.map((team) => ({ part, team })));
}

/** Names, those that occur several times with their number: `web`, `build#1`, `build#2`. */
export function numbered(names: readonly string[], sign = '#'): string[] {
  const times = new Map<string, number>();
  const next = (name: string) => {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time;
  };
  const numbers = names.map(next);
  return names.map((name, i) => (times.get(name) === 1 ? name : `${name}${sign}${numbers[i]}`));
}

/** The pod of `podIn`; in a document without pods the nearest one of the file. Null for a file without pods. */
export function podNear(file: AnalysedFile, part: Part, offset: number): FoundPod | null {
  const team = podIn(part, offset);
  if (team) return { part, team };
  const index = file.indexOf(part);
  // Documents are analysed from near to far, no more of them than need be.
  for (const i of [...file.keys()].sort((a, b) => Math.abs(a - index) - Math.abs(b - index))) {
    const other = file[i];
    const found = i < index ? other?.analysis.teams.at(-1) : other?.analysis.teams[0];
    if (other && found) return { part: other, team: found };
  }
  return null;
}

/**
 * The pod of a document in whose spec a place lies, or in whose object; else the nearest one above it, or the first one.
 * Null for a document without pods.
 */
export function podIn({ analysis: { teams } }: Part, offset: number): Team | null {
  const at = { start: offset, end: offset };
  const holding = [({ pod }: Team) => pod.spec.node.at, ({ pod }: Team) => pod.manifest.root.node.at].flatMap((whole) =>
    teams
      .filter((team) => contains(whole(team), at))
      .sort((a, b) => size(whole(a)) - size(whole(b)) || distance(a, offset) - distance(b, offset)),
  );
  const above = teams.filter(({ pod }) => pod.at.start <= offset).sort((a, b) => b.pod.at.start - a.pod.at.start);
  return holding[0] ?? above[0] ?? teams[0] ?? null;
}

/** What belongs to a pod in its document: its whole object, if no other pod is in it, else its spec. */
export function wholeOf(part: Part, team: Team): Span {
  const { manifest, spec } = team.pod;
  return isAlone(part, team) ? manifest.root.node.at : spec.node.at;
}

/** Whether a pod is the only one of its object. */
export function isAlone({ analysis: { teams } }: Part, { pod }: Team): boolean {
  return teams.every((other) => other.pod === pod || other.pod.manifest.root.node !== pod.manifest.root.node);
}

/** The pod in whose spec something lies, the innermost one; null outside of all. */
export function podAround({ analysis: { teams } }: Part, at: Span): Team | null {
  const around = teams.filter(({ pod }) => contains(pod.spec.node.at, at));
  return around.sort((a, b) => size(a.pod.spec.node.at) - size(b.pod.spec.node.at))[0] ?? null;
}

function distance({ pod }: Team, offset: number): number {
  return Math.abs(pod.at.start - offset);
}

function size({ start, end }: Span): number {
  return end - start;
}
