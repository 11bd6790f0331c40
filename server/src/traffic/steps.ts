import type { Team, Teammate } from './team.ts';

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

/** The start of a pod, step by step. */
export function stepsOf(_team: Team): Step[] {
  return [];
}
