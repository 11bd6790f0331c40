import type { Pattern as Role } from '../helpers/helper.ts';
import type { Value } from '../yaml/edit/print.ts';

/** How a helper for the life of the pod is run: in `initContainers` with `restartPolicy: Always`, or in `containers`. */
export type Variant = 'native' | 'classic';

/** Something about a pattern that its user may choose. In the texts of the pattern `${key}` stands for its value. */
export interface Parameter {
  readonly key: string;
  readonly title: string;
  /** Null where nothing can be assumed; then it is required. */
  readonly default: string | null;
  readonly required: boolean;
  readonly choices: readonly string[] | null;
  readonly example: string;
}

/** What stands in the head of a file of `snippets/`. */
export interface PatternHead {
  readonly id: string;
  readonly title: string;
  /** What one wants when one looks for it, in a few words: `Ship log files`. */
  readonly purpose: string;
  readonly pattern: Exclude<Role, 'app' | 'unknown'>;
  /** What it is for, in one or two sentences. */
  readonly description: string;
  /** When something else is better; null where nothing is to be said. */
  readonly avoid: string | null;
  /** Further words by which people look for it. */
  readonly keywords: readonly string[];
  /** The documentation that its flags, ports and probes come from. */
  readonly docs: string;
  readonly parameters: readonly Parameter[];
}

/**
 * A pattern that is inserted into a pod. `${app}` stands for the name of the application's container.
 * A value that is wholly `${key}` becomes a number where its text is one and Kubernetes wants one (ports).
 */
export interface ContainerPattern extends PatternHead {
  readonly scope: 'container';
  /** The forms there are, the preferred one first; empty for an init container that runs to completion. */
  readonly variants: readonly Variant[];
  /** Null where a pod only asks for a helper, by labels and annotations: what they switch on adds the container. */
  readonly container: Record | null;
  /** Keys that the container has in one form only. */
  readonly native: Record;
  readonly classic: Record;
  /** Items of the pod's `volumes`. */
  readonly volumes: readonly Record[];
  /** What the application's container needs: items of its lists. */
  readonly app: { readonly volumeMounts: readonly Record[]; readonly env: readonly Record[] };
  /** Other fields of the pod spec. */
  readonly spec: Readonly<{ [key in PodField]?: Value }>;
  readonly labels: Texts;
  readonly annotations: Texts;
}

/** Fields of a pod spec, beside its lists, that a pattern may need. */
export const POD_FIELDS = ['serviceAccountName', 'shareProcessNamespace', 'securityContext'] as const;
export type PodField = (typeof POD_FIELDS)[number];

/** Labels or annotations. */
export type Texts = Readonly<{ [key: string]: string }>;

export type Record = Readonly<{ [key: string]: Value }>;

/** A pattern of whole documents. */
export interface ManifestPattern extends PatternHead {
  readonly scope: 'manifest';
  /** What one types to get it from the editor: `pod-ambassador`. */
  readonly prefix: string;
  /** The documents as they are written, with LF and two spaces. */
  readonly text: string;
}

export type Pattern = ContainerPattern | ManifestPattern;
