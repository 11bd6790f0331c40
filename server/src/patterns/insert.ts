import type { Team } from '../traffic/team.ts';
import type { Edit } from '../yaml/span.ts';
import type { ContainerPattern, Variant } from './pattern.ts';

export interface InsertOptions {
  /** Null for the preferred form that the list and the target version allow. */
  readonly variant: Variant | null;
  /** Values of parameters, by key. */
  readonly set: ReadonlyMap<string, string>;
  /** Minor version of the target Kubernetes. */
  readonly kubernetes: number;
  /** The list and index at which the container is to stand; null for the place where the pattern belongs. */
  readonly at: { readonly list: 'containers' | 'initContainers'; readonly index: number } | null;
}

/** The edits of an insertion, or why it cannot be made, as one sentence. */
export type Insertion = { readonly edits: readonly Edit[] } | { readonly refusal: string };

/** Inserts a pattern into a pod: its container, and what the pod and the application need for it. */
export function insertPattern(_team: Team, _pattern: ContainerPattern, _options: InsertOptions): Insertion {
  return { refusal: 'not built yet' };
}
