/** What stands beside each other: ours, the floors, a peer. */
export type Who = 'ours' | 'bare' | 'empty' | 'reading' | 'peer';

/** One row of the table. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly unit: 'ms' | 'MB' | 'MB/s' | 'kB' | 's';
}

/** Takes what was measured. */
export interface Notes {
  /** Figures of one row, as many as there are. */
  add(figure: string, ...values: readonly number[]): void;
  /** Whether an answer had something in it: a benchmark of nothing would be fast. */
  answered(figure: string, isFilled: boolean): void;
  /** What the reader must know of these figures. */
  say(remark: string): void;
}

/** A part of the benchmark: rows that are measured together, in alternating turns of all that stand beside each other. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Who takes part, the floor that ours is compared with first. */
  readonly who: readonly Who[];
  readonly figures: readonly Figure[];
  /** How many rounds it has, if not as many as others. */
  readonly rounds?: number;
  /** In how many of them the peer takes part, which is slow, if not in all. */
  readonly peerRounds?: number;
  /** How many milliseconds the peer waits before it looks at a change: shown beside the figures with `keystroke` in the id. */
  readonly peerWaits?: number;
  measure(who: Who, notes: Notes): Promise<void>;
}

/** The figures of one row, by who made them; of each round those it made. */
export type Values = Readonly<Partial<Record<Who, readonly (readonly number[])[]>>>;

/** What came of a section. */
export interface Measured {
  readonly section: Pick<Section, 'id' | 'title' | 'who' | 'figures' | 'peerWaits'>;
  /** By the id of the figure. */
  readonly values: Readonly<Record<string, Values>>;
  /** How many answers there were and how many had something in them, by figure and program. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Answers>>>>;
  readonly remarks: readonly string[];
}

interface Answers {
  readonly all: number;
  readonly filled: number;
}

/** Collects what a section measures in one round after the other. Who was cut off takes no further part. */
export class Collected {
  readonly #section: Section;
  readonly #values = new Map<string, Map<Who, number[][]>>();
  readonly #answers: Record<string, Record<string, Answers>> = {};
  readonly #remarks = new Set<string>();
  readonly #out = new Set<Who>();

  constructor(section: Section) {
    this.#section = section;
  }

  /** One turn of each. */
  async round(nth: number): Promise<void> {
    // Whoever is first finds the machine in another state than the others: it is not always the same one.
    const { who, peerRounds = Number.POSITIVE_INFINITY } = this.#section;
    for (const one of nth % 2 === 0 ? who : who.toReversed()) {
      if (!this.#out.has(one) && (one !== 'peer' || nth < peerRounds)) await this.#turn(one);
    }
  }

  result(): Measured {
    const { id, title, who, figures, peerWaits } = this.#section;
    return {
      section: { id, title, who, figures, ...(peerWaits === undefined ? {} : { peerWaits }) },
      values: Object.fromEntries([...this.#values].map(([figure, of]) => [figure, Object.fromEntries(of)])),
      answers: this.#answers,
      remarks: [...this.#remarks],
    };
  }

  async #turn(who: Who): Promise<void> {
    const rounds = new Map<string, number[]>();
    const notes: Notes = {
      add: (figure, ...values) => {
        const known = rounds.get(figure) ?? [];
        rounds.set(figure, [...known, ...values]);
      },
      answered: (figure, isFilled) => {
        const of = this.#answers[figure] ?? {};
        const { all, filled } = of[who] ?? { all: 0, filled: 0 };
        of[who] = { all: all + 1, filled: filled + (isFilled ? 1 : 0) };
        this.#answers[figure] = of;
      },
      say: (remark) => this.#remarks.add(remark),
    };
    try {
      await this.#section.measure(who, notes);
    } catch (error) {
      // Whatever it is: the figures of the others must not be lost.
      this.#out.add(who);
      const reason = error instanceof Error ? error.message : String(error);
      this.#remarks.add(`${who} was cut off: ${reason.trim().split('\n').at(-1)}`);
    }
    for (const [figure, values] of rounds) {
      const of = this.#values.get(figure) ?? new Map<Who, number[][]>();
      this.#values.set(figure, of);
      of.set(who, [...(of.get(who) ?? []), values]);
    }
  }
}
