import type { Diagram } from '../diagram/diagram.ts';
import { drawPod } from '../diagram/layout/layout.ts';
import type { Subject, SubjectProblem } from '../diagram/subject.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { callsOf } from '../traffic/calls.ts';
import { costOf } from '../traffic/cost.ts';
import { inboundOf } from '../traffic/inbound.ts';
import { outboundOf } from '../traffic/outbound.ts';
import { sharesOf } from '../traffic/shares.ts';
import { stepsOf } from '../traffic/steps.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { contains, type Span } from '../yaml/span.ts';
import { expectedFor } from './expected.ts';
import { type AnalysedFile, type Part, placeOf } from './file.ts';

/**
 * The picture of a pod of a file, with the problems that the rules find in it; null for a pod without containers.
 * @param width how many pixels there are for it; see `drawPod`
 */
export function diagramOf(
  file: AnalysedFile,
  part: Part,
  team: Team,
  settings: Settings,
  width?: number,
): Diagram | null {
  if (team.members.length === 0) return null;
  const subject: Subject = {
    team,
    steps: stepsOf(team),
    expected: expectedFor(team, settings),
    calls: callsOf(team),
    shares: sharesOf(team),
    inbound: inboundOf(team),
    outbound: outboundOf(team),
    cost: costOf(team),
    problems: lint(part.analysis, settings)
      .problems.filter((problem) => !problem.suppressed && ownerOf(part, problem) === team)
      .map((problem) => aboutMember(team, problem)),
    whole: wholeOf(part, team),
    placeOf: (document, at) => placeOf(file, document, at),
  };
  const picture = drawPod(subject, width);
  const { document } = team.pod;
  if (!document.broken) return picture;
  const at = document.brokenAt;
  const place = at === null ? null : placeOf(file, document, { start: at, end: at });
  return { ...picture, broken: { line: place?.line ?? null } };
}

/** A pod of a file. */
export interface FoundPod {
  readonly part: Part;
  readonly team: Team;
}

/**
 * The pod in whose spec a place lies, or in whose object; else the nearest one above it in the document, the first one of
 * the document, the nearest one of the file. Null for a file without pods.
 */
export function podNear(file: AnalysedFile, part: Part, offset: number): FoundPod | null {
  const at = { start: offset, end: offset };
  const { teams } = part.analysis;
  const holding = [({ pod }: Team) => pod.spec.node.at, ({ pod }: Team) => pod.manifest.root.node.at].flatMap((whole) =>
    teams
      .filter((team) => contains(whole(team), at))
      .sort((a, b) => size(whole(a)) - size(whole(b)) || distance(a, offset) - distance(b, offset)),
  );
  const above = teams.filter(({ pod }) => pod.at.start <= offset).sort((a, b) => b.pod.at.start - a.pod.at.start);
  const team = holding[0] ?? above[0] ?? teams[0];
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

function distance({ pod }: Team, offset: number): number {
  return Math.abs(pod.at.start - offset);
}

function size({ start, end }: Span): number {
  return end - start;
}

/** What belongs to a pod in its document: its whole object, if no other pod is in it. */
function wholeOf({ analysis: { teams } }: Part, { pod }: Team): Span {
  const alone = teams.every((other) => other.pod === pod || other.pod.manifest.root.node !== pod.manifest.root.node);
  return alone ? pod.manifest.root.node.at : pod.spec.node.at;
}

/** The pod that a problem is about: the innermost one around its place, else the only one of its workload. */
function ownerOf({ analysis: { teams } }: Part, { at, workload }: Problem): Team | null {
  const around = teams
    .filter(({ pod }) => contains(pod.spec.node.at, at))
    .sort((a, b) => size(a.pod.spec.node.at) - size(b.pod.spec.node.at));
  if (around[0]) return around[0];
  const named = teams.filter(
    ({ pod: { manifest } }) =>
      manifest.kind === workload?.kind && manifest.name === workload.name && manifest.namespace === workload.namespace,
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

function aboutMember({ members }: Team, problem: Problem): SubjectProblem {
  const { rule, severity, message, at } = problem;
  const around = members.find(({ container }) => contains(container.at, at));
  const named = members.find(({ container }) => container.name !== null && container.name.value === problem.container);
  const member: Teammate | null = problem.container === null ? null : (around ?? named ?? null);
  return { rule: rule.id, severity, message, at, member };
}
