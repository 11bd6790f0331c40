import type { Team } from '../traffic/team.ts';
import { insertionEdits } from './insert/edits.ts';
import type { Insertion, InsertOptions } from './insert/insertion.ts';
import { planInsertion } from './insert/plan.ts';

import type { ContainerPattern } from './pattern.ts';

/** Inserts a pattern into a pod: its container, and what the pod and the application need for it. */
export function insertPattern(team: Team, pattern: ContainerPattern, options: InsertOptions): Insertion {
  const plan = planInsertion(team, pattern, options);
  const insertion = 'refusal' in plan ? plan : insertionEdits(team.pod, plan);
  // Names come from the file: a refusal stays one line, whatever they hold.
  return 'refusal' in insertion
    ? { ...insertion, refusal: insertion.refusal.replace(/[\s\p{Cc}]+/gu, ' ') }
    : insertion;
}

/** Values for the parameters of a pattern that have none of their own: their examples. */
export function examplesOf({ parameters }: ContainerPattern): Map<string, string> {
  return new Map(parameters.flatMap(({ key, default: usual, example }) => (usual === null ? [[key, example]] : [])));
}
