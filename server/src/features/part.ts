import type { Analysis } from '../analysis.ts';

/** One YAML document of a file, and where it stands in it. */
export interface Part {
  readonly text: string;
  readonly analysis: Analysis;
  /** The number of its first line in the file, from 0. */
  readonly firstLine: number;
  /** Offsets at which its lines begin, see `lineStartsOf`. */
  readonly lineStarts: readonly number[];
}

/** The YAML documents of a file, in their order. */
export type AnalysedFile = readonly Part[];
