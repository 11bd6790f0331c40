/** What the flags of `npm run bench` say. */
export interface Options {
  /** Only sections with this word in their names; all if it is ''. */
  readonly only: string;
  readonly quick: boolean;
  /** How many turns each program has; null as many as the effort says. */
  readonly rounds: number | null;
  /** Where the figures are written to; null if nowhere but where they always are. */
  readonly json: string | null;
  /** Whether the table goes into docs/performance.md. */
  readonly write: boolean;
  /** Whether an editor is fetched if none is there. */
  readonly editor: boolean;
  readonly peers: boolean;
}

/** How much is done. */
export interface Effort {
  readonly rounds: number;
  /** Groups of keystrokes in one turn: four each; those of half-typed containers some thirty. */
  readonly groups: number;
  readonly brokenGroups: number;
  /** Questions of each kind in one turn. */
  readonly questions: number;
  /** One figure of one turn takes no longer, whatever is left of it; in milliseconds. */
  readonly limit: number;
  readonly starts: number;
  readonly scans: number;
}

const FULL: Effort = { rounds: 3, groups: 12, brokenGroups: 2, questions: 12, limit: 3000, starts: 10, scans: 3 };
const QUICK: Effort = { rounds: 1, groups: 12, brokenGroups: 1, questions: 8, limit: 1500, starts: 4, scans: 1 };

export function effortOf({ quick, rounds }: Pick<Options, 'quick' | 'rounds'>): Effort {
  const effort = quick ? QUICK : FULL;
  return rounds === null ? effort : { ...effort, rounds, starts: Math.max(rounds, effort.starts), scans: rounds };
}
