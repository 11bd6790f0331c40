import type { Variant } from '../pattern.ts';

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
  /** The name of the container that is to be helped; without it the application of the pod. */
  readonly app?: string | null;
  /** Without annotations that are only good to have. */
  readonly plain?: boolean;
}

/** Why something cannot be inserted, as one sentence without a full stop. */
export interface InsertRefusal {
  readonly refusal: string;
  /** The parameter that needs a value and has none. */
  readonly lacks?: string;
  /** A value of a parameter with which it could be. */
  readonly instead?: { readonly key: string; readonly value: string };
}
