import type { Settings } from '../settings.ts';
import type { Edit } from '../yaml/span.ts';
import type { Part } from './file.ts';

/** A pattern that may be inserted at the cursor. */
export interface Completion {
  readonly label: string;
  /** What it adds elsewhere, in a few words. */
  readonly detail: string;
  readonly documentation: string;
  /** What the typed word is compared with. */
  readonly filter: string;
  /** At the cursor: within its line. The text is complete, with the indentation of every line. */
  readonly main: Edit;
  /** Elsewhere; they neither overlap nor touch `main`. */
  readonly others: readonly Edit[];
}

/** The patterns that fit at `offset` of a document, with all their edits; empty where none belongs. */
export function completionsAt(_part: Part, _offset: number, _settings: Settings): Completion[] {
  return [];
}
