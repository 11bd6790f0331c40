import type { Diagram } from '../diagram/diagram.ts';
import { type DrawOptions, drawPod } from '../diagram/layout/layout.ts';
import type { Subject, SubjectProblem } from '../diagram/subject.ts';
import type { Referrer } from '../kubernetes/referrers.ts';
import { lint, type Problem } from '../rules/lint.ts';
import type { Settings } from '../settings.ts';
import { callsOf } from '../traffic/calls/calls.ts';
import { outboundOf } from '../traffic/calls/outbound.ts';
import { costOf } from '../traffic/cost.ts';
import { stepsOf } from '../traffic/order/steps.ts';
import { inboundOf } from '../traffic/ports/inbound.ts';
import { probedOf } from '../traffic/ports/probed.ts';
import { scrapesOf } from '../traffic/ports/scrapes.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { sharesOf } from '../traffic/volumes/shares.ts';
import { contains } from '../yaml/span.ts';
import { expectedFor } from './expected.ts';
import { type AnalysedFile, type Part, partOf, placeOf } from './file.ts';
import { ingressesNear } from './neighbours.ts';
import { podAround, wholeOf } from './pods.ts';

/** The picture of a pod of a file, with the problems that the rules find in it; null for a pod without containers. */
export function diagramOf(
  file: AnalysedFile,
  part: Part,
  team: Team,
  settings: Settings,
  options?: DrawOptions,
): Diagram | null {
  if (team.members.length === 0) return null;
  const subject = subjectOf(file, part, team, settings);
  return withBroken(drawPod(subject, options), file, team);
}

/** What the picture of a pod is made of. */
export function subjectOf(file: AnalysedFile, part: Part, team: Team, settings: Settings): Subject {
  return {
    team,
    steps: stepsOf(team),
    expected: expectedFor(team, settings),
    calls: callsOf(team),
    shares: sharesOf(team),
    inbound: inboundOf(team),
    outbound: outboundOf(team),
    entrances: ingressesNear(part.analysis, team),
    scrapes: scrapesOf(team),
    probed: probedOf(team),
    cost: costOf(team),
    problems: problemsOf(file, part, team, settings),
    whole: wholeOf(part, team),
    placeOf: (document, at) => placeOf(file, document, at),
  };
}

/** Says where the text of the document is broken, if it is. */
export function withBroken(picture: Diagram, file: AnalysedFile, { pod: { document } }: Team): Diagram {
  if (!document.broken) return picture;
  const at = document.brokenAt;
  const place = at === null ? null : placeOf(file, document, { start: at, end: at });
  return { ...picture, broken: { line: place?.line ?? null } };
}

/** What the rules find in a pod, and in the objects of its file that refer to it. */
function problemsOf(file: AnalysedFile, part: Part, team: Team, settings: Settings): SubjectProblem[] {
  const own = lint(part.analysis, settings)
    .problems.filter((problem) => !problem.suppressed && ownerOf(part, problem) === team)
    .map((problem) => aboutMember(team, problem));
  const referrers = [...team.services, ...team.portUsers, ...team.autoscalers];
  return [...own, ...referrers.flatMap((referrer) => aboutReferrer(file, referrer, settings))];
}

/** The pod that a problem is about: the innermost one around its place, else the only one of its workload. */
function ownerOf(part: Part, { at, workload }: Problem): Team | null {
  const around = podAround(part, at);
  if (around) return around;
  const named = part.analysis.teams.filter(
    ({ pod: { manifest } }) =>
      manifest.kind === workload?.kind && manifest.name === workload.name && manifest.namespace === workload.namespace,
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

function aboutMember({ members, pod }: Team, problem: Problem): SubjectProblem {
  const { rule, severity, message, at, fixes } = problem;
  const around = members.find(({ container }) => contains(container.at, at));
  const named = members.find(({ container }) => container.name !== null && container.name.value === problem.container);
  const member: Teammate | null = problem.container === null ? null : (around ?? named ?? null);
  const fix = fixes[0]?.title ?? null;
  return { rule: rule.id, severity, message, document: pod.document, at, member, object: null, service: null, fix };
}

function aboutReferrer(file: AnalysedFile, referrer: Referrer, settings: Settings) {
  const { kind, name, namespace, document } = referrer;
  const part = partOf(file, document);
  if (!part) return [];
  const { problems } = lint(part.analysis, settings);
  const own = problems.filter(({ workload, suppressed }) => {
    return !suppressed && workload?.kind === kind && workload.name === name && workload.namespace === namespace;
  });
  return own.map(({ rule, severity, message, at, fixes }): SubjectProblem => {
    const service = referrer.kind === 'Service' ? referrer : null;
    const fix = fixes[0]?.title ?? null;
    return { rule: rule.id, severity, message, document, at, member: null, object: `${kind} ${name}`, service, fix };
  });
}
