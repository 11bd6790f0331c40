import { appList, type Team, type Teammate } from '../team.ts';

/**
 * What must have happened before the next step begins. `exit`: it has ended with 0. `startup-probe`: its startup probe has
 * passed. `started`: its process runs, since it has no startup probe. (KEP-753)
 */
export type StepGate = 'exit' | 'startup-probe' | 'started';

/** One step of a pod's start: one entry of `initContainers`, or at the end all containers of the app list together. */
export interface Step {
  readonly members: readonly Teammate[];
  /** Null for the last step: nothing waits for it. */
  readonly gate: StepGate | null;
}

/** The start of a pod, step by step. The last one is absent where an operator adds the application later. */
export function stepsOf(team: Team): Step[] {
  const steps = team.members.flatMap((member): Step[] => {
    const gate = gateOf(member);
    return gate ? [{ members: [member], gate }] : [];
  });
  const last = appList(team);
  return last.length > 0 ? [...steps, { members: last, gate: null }] : steps;
}

function gateOf({ container }: Teammate): StepGate | null {
  if (container.lifecycle === 'init') return 'exit';
  if (container.lifecycle !== 'native-sidecar') return null;
  return container.probes.some(({ kind }) => kind === 'startupProbe') ? 'startup-probe' : 'started';
}

/** A container whose postStart hook holds back what stands behind it in its list. */
export interface Hold {
  readonly by: Teammate;
  readonly back: readonly Teammate[];
  /**
   * A native sidecar counts as started only when its hook is done (KEP-753). That the app list waits, too, is how the kubelet
   * works, one container after the other, and injectors of meshes build on it; the API promises nothing.
   */
  readonly promised: boolean;
}

/** Who is held back by a postStart hook, in the order of the file. Nobody stands behind the last container. */
export function holdsOf(team: Team): Hold[] {
  const steps = stepsOf(team);
  return steps.flatMap(({ members, gate }, i) =>
    members.flatMap((by, at): Hold[] => {
      if (gate === 'exit' || !by.container.hooks.some(({ kind, handler }) => kind === 'postStart' && handler))
        return [];
      const back = gate === null ? members.slice(at + 1) : (steps[i + 1]?.members ?? []);
      return back.length > 0 ? [{ by, back, promised: gate !== null }] : [];
    }),
  );
}
