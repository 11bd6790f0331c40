import type { Edit } from '../../yaml/span.ts';
import type { FillableEdit } from '../../yaml/tab-stop.ts';

/**
 * What a completion brings: a container with all it needs, whole documents, items of a list, an entry of a mapping, or
 * nothing but a value.
 */
export type CompletionKind = 'pattern' | 'manifest' | 'item' | 'entry' | 'value';

/** Something that may be inserted at the cursor. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What it adds, or where it comes from, in a few words; '' for nothing. */
  readonly detail: string;
  /** What it is and what it changes, as Markdown. Made only when somebody reads it. */
  readonly documentation: () => string;
  /** What the typed word is compared with: all that stands between the begin of `main` and the cursor. */
  readonly filter: string;
  /** At the cursor: within its line. The text is complete, with the indentation of every line. */
  readonly main: FillableEdit;
  /** Elsewhere; they neither overlap nor touch `main`. */
  readonly others: readonly Edit[];
}
