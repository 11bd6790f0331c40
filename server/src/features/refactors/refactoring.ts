import type { Analysis } from '../../analysis.ts';
import type { Mount, Volume } from '../../kubernetes/pod.ts';
import type { Settings } from '../../settings.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import type { Edit, Span } from '../../yaml/span.ts';

/** What stands at a place of a document, for refactorings. */
export interface Spot {
  readonly analysis: Analysis;
  readonly settings: Settings;
  /** The place: a cursor, or what is selected. */
  readonly at: Span;
  readonly team: Team;
  /** The container, the mount in it and the volume of the pod in which the place lies. */
  readonly member: Teammate | null;
  readonly mount: Mount | null;
  readonly volume: Volume | null;
}

/** A change of form that somebody may want, where nothing is wrong. */
export interface Refactoring {
  /** Begins with a verb. */
  readonly title: string;
  /** Why it cannot be made, a line for people; null if nothing is known to be in the way. */
  readonly disabled: string | null;
  /** What it changes at run time: one line for people, without a full stop. */
  readonly changes: string;
  /** Whether an editor may show it without being asked for refactorings. */
  readonly unasked: boolean;
  /** Made when it is asked for; null if the text leaves no way to make it. */
  readonly edits: () => readonly Edit[] | null;
  /** Values of keys in the new text that a person should look at, in their order; equal ones are one. */
  readonly fill?: readonly string[];
}

/** A kind of refactoring: one file. */
export interface RefactoringKind {
  /** As the protocol names kinds of code actions. */
  readonly kind: string;
  /** What it would be at a place; null if it does not fit there. */
  readonly at: (spot: Spot) => Refactoring | null;
}
