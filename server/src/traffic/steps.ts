import { appList, type Team, type Teammate } from './team.ts';

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
