import { firstToNeed, hookThatStops, makeNative, startupGate, waitsForApp } from '../../edits/native.ts';
import { whyEnds } from '../../helpers/lasting.ts';
import { NATIVE_PORT_NAMES_SINCE, NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { isKnative } from '../../kubernetes/workloads.ts';
import { mayExitAfterAuth, mayRunOnce } from '../../traffic/order/quits.ts';
import { appOf, type Team, type Teammate } from '../../traffic/team.ts';
import { type Conversion, offered } from './conversion.ts';
import type { RefactoringKind } from './refactoring.ts';

export const toNative: RefactoringKind = {
  kind: 'refactor.rewrite.native',
  at: (spot) => offered(spot, spot.member && nativeConversion(spot.team, spot.member, spot.settings.kubernetesVersion)),
};

/** Makes a container a native sidecar; `kubernetes` is the minor version. */
export function nativeConversion(team: Team, member: Teammate, kubernetes: number): Conversion {
  const misfit = whyMisfit(team, member);
  if (misfit !== null) return { misfit };
  const { container, role } = member;
  const need = firstToNeed(team, member);
  const moves = container.list === 'containers';
  // What stands before the first that needs it stays where it is.
  const before = need && (moves || need.container.index < container.index) ? need : null;
  const native = makeNative(team, member, kubernetes, before);
  const effect = effectOf(team, member);
  return {
    title: `Convert "${container.label}" to a native sidecar (${effect})`,
    disabled: whyNot(team, member, kubernetes) ?? (native ? null : 'no container of "containers" would be left'),
    changes: [moves ? `"${container.label}" ${effect}` : effect, ...consequences(team, member)].join('; '),
    certain: moves ? role.pattern !== 'app' && role.confidence === 'strong' : true,
    edits: () => native?.edits() ?? null,
  };
}

/** Why it makes no sense for a container. */
function whyMisfit(team: Team, member: Teammate): string | null {
  const { pod } = team;
  const { container } = member;
  const named = `"${container.label}"`;
  if (pod.shape !== 'pod-spec' || pod.runs === 'engine' || isKnative(pod.manifest.apiVersion)) {
    return `${pod.manifest.kind} takes no native sidecars`;
  }
  if (pod.partial === 'patch' && container.image === null) {
    return `this is a patch: ${named} stands where the object has it that the patch is laid over`;
  }
  if (container.lifecycle === 'native-sidecar') return `${named} is a native sidecar already`;
  if (container.lifecycle === 'init') {
    const mayEnd = member.endless === null || mayExitAfterAuth(team, member) || mayRunOnce(member);
    return mayEnd ? `${named} is an init container that is meant to end` : null;
  }
  if (container.lifecycle !== 'container') return `${named} is no container of "containers"`;
  return appOf(team) === member ? `${named} is the application` : null;
}

/** What is in the way of it. */
function whyNot(team: Team, member: Teammate, kubernetes: number): string | null {
  const { container } = member;
  if (kubernetes < NATIVE_SIDECARS_SINCE) {
    return `native sidecars need Kubernetes 1.${NATIVE_SIDECARS_SINCE}; the target is 1.${kubernetes}`;
  }
  const ends = container.lifecycle === 'container' ? whyEnds(member) : null;
  if (ends !== null) return `"${container.label}" ends by itself (${ends}): it would be restarted for ever`;
  if (container.hasRestartRules)
    return `the restartPolicyRules of "${container.label}" do not count for native sidecars`;
  if (waitsForApp(team, member)) {
    return `the startup probe or postStart hook of "${container.label}" asks a container that would start only after it`;
  }
  const names = new Set(container.ports.flatMap(({ name }) => (name ? [name.value] : [])));
  const service = team.services.find(({ ports }) => ports.some(({ target }) => names.has(String(target.value))));
  if (service && kubernetes < NATIVE_PORT_NAMES_SINCE) {
    return `Service "${service.name}" would not find its port by name before Kubernetes 1.${NATIVE_PORT_NAMES_SINCE}`;
  }
  return null;
}

/** What a native sidecar does that it did not do before. */
function effectOf(team: Team, member: Teammate): string {
  const { lifecycle, label } = member.container;
  if (lifecycle === 'init') return `what follows starts without waiting for the end of "${label}"`;
  if (team.pod.runs === 'job') return 'starts first, and the Job completes without it';
  const app = appOf(team)?.container.label;
  return app === undefined ? 'starts first, stops last' : `starts before "${app}", stops after it`;
}

/** What else follows from it. */
function consequences(team: Team, member: Teammate): string[] {
  const gate = startupGate(team, member);
  const probed = typeof gate === 'object' || member.container.probes.some(({ kind }) => kind === 'startupProbe');
  const found: string[] = [];
  if (probed) found.push('what follows waits for its startup probe');
  else if (gate === 'unknown') found.push('nothing tells when it has started: give it a startupProbe');
  if (hookThatStops(member.container))
    found.push('its preStop hook goes, since it would stop it before the application');
  if (team.pod.kustomized) found.push('overlays find it in initContainers');
  return found;
}
