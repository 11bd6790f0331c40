import type { Expected } from '../helpers/expected.ts';
import type { Referrer } from '../kubernetes/referrers.ts';
import type { Service } from '../kubernetes/services.ts';
import type { Severity } from '../severity.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Edit, Span } from '../yaml/span.ts';
import type { Need } from './needs.ts';

/** What a rule is about; the order is that of the list of rules. */
export const GROUPS = {
  correctness: 'It cannot work',
  lifecycle: 'Start, stop and order',
  networking: 'Ports and traffic',
  volumes: 'Volumes and data',
  resources: 'CPU and memory',
  security: 'Users and rights',
  operations: 'Running it',
  design: 'Thoughts on the design',
  project: 'Pod Patterns itself',
} as const;
export type Group = keyof typeof GROUPS;

/** What a rule may know beside the team. */
export interface Target {
  /** The minor version of Kubernetes: 35 for 1.35. */
  readonly kubernetes: number;
  /** Whether people know that their mesh injects native sidecars; null for nothing known. */
  readonly meshNative: boolean | null;
  /** The containers that injectors will add. Made when they are asked for. */
  readonly expected: () => readonly Expected[];
  /** All pods that a Service near the team selects, as far as they are known; the team's own among them. */
  readonly selectedBy: (service: Service) => readonly Team[];
}

/** A change that mends a finding. */
export interface Fix {
  /** Begins with a verb. */
  readonly title: string;
  /** Whether it may be applied unattended: the object stays accepted, nothing is exposed, no new problem appears. */
  readonly safe: boolean;
  /** Made when it is asked for; null if the text leaves no way to make it. All edits refer to the document as it is. */
  readonly edits: () => readonly Edit[] | null;
  /** Values in the new text that a person should look at, in their order: an editor lets them be typed over. */
  readonly fill?: readonly string[];
}

/** What a rule found. Offsets are those of the document. */
export interface Finding {
  /** What the editor underlines. */
  readonly at: Span;
  /** Key of the rule's `messages`. */
  readonly message: string;
  readonly args: Readonly<Record<string, string | number>>;
  /** If it differs from the rule's. */
  readonly severity?: Severity;
  /** Null for findings about the pod. */
  readonly container: Teammate | null;
  readonly related?: readonly Related[];
  /** The first one is preferred. */
  readonly fixes?: readonly Fix[];
  /** What it is about, where that is not a container as a whole: a port, a path, a volume. */
  readonly about?: string;
  /** Rules whose findings say the same thing again: about the same thing if `about` is set, else about the same container. */
  readonly hides?: readonly string[];
}

/** Another place that has to do with a finding. */
export interface Related {
  readonly at: Span;
  readonly message: string;
  /** The document it is in, if it is not that of the finding. */
  readonly document?: YamlDocument;
}

/**
 * A rule: one file. Its examples are its tests and its documentation.
 * In an example `«…»` marks what is underlined; `good` is the text after the first fix, without one a text that is better.
 */
export interface Rule {
  /** Also the key of its setting, its page, its SARIF id and the word that silences it. */
  readonly id: string;
  readonly title: string;
  /** The default; a finding may lower it, and one of a warning may raise it to an error. */
  readonly severity: Severity;
  readonly group: Group;
  /** `safe` if its fix is safe at least in some cases, `choice` if a person has to choose, null if there is none. */
  readonly fix: 'safe' | 'choice' | null;
  /** The first version of Kubernetes it speaks of, as `1.29`. */
  readonly since?: string;
  /** Whether what it underlines does nothing, so that editors may fade it. */
  readonly unnecessary?: true;
  /** Templates with `{name}` for arguments. What stands behind the last `; ` is dropped first if a message is too long. */
  readonly messages: Readonly<Record<string, string>>;
  /** What happens at run time, in a paragraph of Markdown. */
  readonly why: string;
  /** When it says nothing, for the page. */
  readonly silent?: string;
  readonly references: readonly string[];
  /** Whether it concludes only from what is there, so that it may speak in partial documents too. */
  readonly speaksInPartial: boolean;
  /** What a pod must have, all of it, so that `check` can find anything: it is not asked about others (see `needs.ts`). */
  readonly needs?: readonly Need[];
  readonly examples: readonly Example[];
  /** Looks at a pod. */
  readonly check?: (team: Team, target: Target) => Iterable<Finding>;
  /**
   * Looks at an object that refers to pods; the findings are places of its document, and about no container. `teams` are all
   * pods that it refers to, as far as they are known: at least one unless it `readsReferrersAlone`, and all whole unless the
   * rule speaks in partial documents.
   */
  readonly checkReferrer?: (referrer: Referrer, teams: readonly Team[], target: Target) => Iterable<Finding>;
  /** Whether `checkReferrer` concludes from the object alone, whatever pods it refers to. */
  readonly readsReferrersAlone?: true;
}

export interface Example {
  readonly bad: string;
  readonly good?: string;
  /** Minor version of Kubernetes it is judged at, if not the default. */
  readonly kubernetes?: number;
}
