import type { Expected } from '../../helpers/expected.ts';
import { type Pod, workloadName } from '../../kubernetes/pod.ts';
import type { Settings } from '../../settings.ts';
import { appList, type Team, type Teammate } from '../../traffic/team.ts';
import { expectedFor } from '../expected.ts';
import type { AnalysedFile } from '../file.ts';
import { PARTIAL_WORDS } from '../role-words.ts';
import { code, joined, plain } from './markdown.ts';

/** What a hover is written from: a pod of a file, read for one version of Kubernetes. */
export interface View {
  /** The file in which the pod stands. */
  readonly file: AnalysedFile;
  readonly team: Team;
  readonly pod: Pod;
  /** The minor version of Kubernetes: 35 for 1.35. */
  readonly kubernetes: number;
  /** Whether parts of the pod are not in the document, so that nothing may be concluded from what is missing. */
  readonly partial: boolean;
  /** What people know of their control plane: whether it injects native sidecars; null for nothing. */
  readonly meshNative: boolean | null;
  /** The containers that injectors will add. Made when they are asked for. */
  readonly expected: () => readonly Expected[];
}

/** The view of a pod of a file. */
export function viewOf(file: AnalysedFile, team: Team, settings: Settings): View {
  const { pod } = team;
  return {
    file,
    team,
    pod,
    kubernetes: settings.kubernetesVersion,
    partial: pod.partial !== null,
    meshNative: settings.mesh.nativeSidecars,
    expected: () => expectedFor(team, settings),
  };
}

/** The container's name as code. */
export function nameOf({ container }: Teammate): string {
  return code(container.label);
}

/** Names of containers, joined for a sentence. */
export function namesOf(members: readonly Teammate[], word = 'and'): string {
  return joined(members.map(nameOf), word);
}

/** The word that agrees with how many there are: `runs` for one, `run` for several. */
export function agree(of: readonly unknown[], one: string, several: string): string {
  return of.length === 1 ? one : several;
}

/** The workload as people call it: `Deployment "web"`. */
export function workloadOf({ pod }: View): string {
  return plain(workloadName(pod));
}

/** Members of the app list, but for one. */
export function listed({ team }: View, but?: Teammate): Teammate[] {
  return appList(team).filter((member) => member !== but);
}

/** Native sidecars, in the order of the list. */
export function natives({ team }: View): Teammate[] {
  return team.members.filter(({ container }) => container.lifecycle === 'native-sidecar');
}

/** A line on what is not in the document; null for a whole pod. */
export function partialNote({ pod }: View): string | null {
  return (
    pod.partial && `*Only a part of this pod is written here (${PARTIAL_WORDS[pod.partial]}); the rest may differ.*`
  );
}

/** Whether a container has a probe of a kind. */
export function hasProbe({ container }: Teammate, kind: string): boolean {
  return container.probes.some((probe) => probe.kind === kind);
}

/** Whether a container has a hook of a kind. */
export function hasHook({ container }: Teammate, kind: string): boolean {
  return container.hooks.some((hook) => hook.kind === kind);
}

/**
 * Whether the pod has an end that its containers bring about: the Job that owns it, or its own restartPolicy.
 * `engine` stands for a controller that judges by itself.
 */
export function endsWith({ pod, partial }: View): 'job' | 'pod' | 'engine' | 'never' | 'unknown' {
  if (pod.runs === 'job' || pod.runs === 'engine') return pod.runs;
  if (pod.runs === 'service') return 'never';
  const policy = pod.restartPolicy?.value;
  if (policy === 'Never' || policy === 'OnFailure') return 'pod';
  return policy === undefined && partial ? 'unknown' : 'never';
}
