import { makeClassic } from '../../edits/classic.ts';
import { whyEnds } from '../../helpers/lasting.ts';
import { isToldToQuit } from '../../traffic/order/quits.ts';
import { appList, appOf, type Team, type Teammate } from '../../traffic/team.ts';
import { type Conversion, offered } from './conversion.ts';
import type { RefactoringKind } from './refactoring.ts';

export const toClassic: RefactoringKind = {
  kind: 'refactor.rewrite.classic',
  at: (spot) => offered(spot, spot.member && classicConversion(spot.team, spot.member)),
};

/** Makes a native sidecar a container of `containers`. */
export function classicConversion(team: Team, member: Teammate): Conversion {
  const misfit = whyMisfit(team, member);
  if (misfit !== null) return { misfit };
  const { container } = member;
  const app = appOf(team)?.container.label;
  const effect = app === undefined ? 'starts and stops with the others' : `starts and stops with "${app}"`;
  return {
    title: `Convert "${container.label}" to a classic sidecar (${effect})`,
    disabled: whyNot(team, member),
    changes: [`"${container.label}" ${effect}`, ...consequences(team, member)].join('; '),
    certain: true,
    edits: () => makeClassic(team.pod, container),
  };
}

/** Why it makes no sense for a container. */
function whyMisfit({ pod }: Team, { container }: Teammate): string | null {
  const named = `"${container.label}"`;
  if (pod.shape !== 'pod-spec') return `${pod.manifest.kind} takes no native sidecars`;
  if (pod.partial === 'patch' && container.image === null) {
    return `this is a patch: ${named} stands where the object has it that the patch is laid over`;
  }
  if (container.list === 'containers') return `${named} is in "containers" already`;
  return container.lifecycle === 'native-sidecar' ? null : `${named} is no native sidecar`;
}

/** What is in the way of it. */
function whyNot(team: Team, member: Teammate): string | null {
  const { container } = member;
  const ends = whyEnds(member) !== null || isToldToQuit(team, member);
  if (mustComplete(team) && !ends) {
    const what = team.pod.runs === 'job' ? 'Job' : 'Pod';
    return `the ${what} would never complete: it waits for every container of "containers", and nothing ends "${container.label}"`;
  }
  if (container.hasRestartRules) return `the restartPolicyRules of "${container.label}" need its restartPolicy`;
  const dialling = diallingAfter(team, member);
  if (dialling) {
    return `init container "${dialling.container.label}" dials it, and would wait for ever: "${container.label}" would start only after it`;
  }
  return null;
}

/** Whether the pod is there to complete: a Job, or a bare Pod that is not restarted and whose application may end. */
function mustComplete(team: Team): boolean {
  const { runs, restartPolicy } = team.pod;
  if (runs === 'job') return true;
  const stays = !/^(?:Never|OnFailure)$/.test(restartPolicy?.value ?? '');
  return runs === 'pod' && !stays && appList(team).some(({ endless }) => endless === null);
}

/** The first init container behind a native sidecar that dials it, and must end before anything of `containers` starts. */
function diallingAfter({ members }: Team, member: Teammate): Teammate | null {
  const ports = new Set(member.listens.map(({ port }) => port));
  const isAfter = ({ container }: Teammate) =>
    container.lifecycle === 'init' && container.index > member.container.index;
  return members.find((other) => isAfter(other) && other.dials.some(({ port }) => ports.has(port))) ?? null;
}

/** What else follows from it. */
function consequences({ pod }: Team, { container }: Teammate): string[] {
  const found: string[] = [];
  if (container.hooks.some(({ kind }) => kind === 'postStart')) found.push('what follows waits for its postStart hook');
  else if (container.probes.some(({ kind }) => kind === 'startupProbe'))
    found.push('nothing waits for its startup probe');
  if (/^(?:Never|OnFailure)$/.test(pod.restartPolicy?.value ?? '')) {
    found.push(`restartPolicy ${pod.restartPolicy?.value} of the pod is its own too`);
  }
  if (pod.kustomized) found.push('overlays find it in containers');
  return found;
}
