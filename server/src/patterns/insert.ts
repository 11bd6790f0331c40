import type { Team } from '../traffic/team.ts';
import type { Edit } from '../yaml/span.ts';
import { insertionEdits } from './insert-edits.ts';
import { planInsertion } from './insert-plan.ts';
import type { ContainerPattern, Variant } from './pattern.ts';

/** The lists of a pod that a pattern's container may stand in. */
export type ContainerList = 'containers' | 'initContainers';

export interface InsertOptions {
  /** Null for the preferred form that the list and the target version allow. */
  readonly variant: Variant | null;
  /** Values of parameters that somebody chose, by key. */
  readonly set: ReadonlyMap<string, string>;
  /** Values for those that nobody chose, in place of their defaults. */
  readonly assumed?: ReadonlyMap<string, string>;
  /** Minor version of the target Kubernetes. */
  readonly kubernetes: number;
  /** The list and index at which the container is to stand; null for the place where the pattern belongs. */
  readonly at: { readonly list: ContainerList; readonly index: number } | null;
}

/** Why something cannot be inserted, as one sentence without a full stop. */
export interface InsertRefusal {
  readonly refusal: string;
  /** A value of a parameter with which it could be. */
  readonly instead?: { readonly key: string; readonly value: string };
}

/** The edits of an insertion, or why it cannot be made. */
export type Insertion = { readonly edits: readonly Edit[] } | InsertRefusal;

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
