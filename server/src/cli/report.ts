import type { FileFinding } from './findings.ts';
import type { FailOn } from './flags.ts';
import type { Sums } from './verdict.ts';

/** What `lint` has to tell. */
export interface Report {
  /** In the order of the output; suppressed ones only if they are asked for. */
  readonly findings: readonly FileFinding[];
  /** The files that were looked into, in the order of the output. */
  readonly files: readonly string[];
  readonly failOn: FailOn;
  readonly summary: Summary;
  readonly colours: boolean;
  readonly quiet: boolean;
}

/** Numbers about a call; suppressed findings are not among them. */
export interface Summary extends Sums {
  /** Files that were read. */
  readonly files: number;
  /** YAML documents in the files that were not skipped. */
  readonly documents: number;
  readonly pods: number;
  /** Files that are no text, no YAML or not Kubernetes. */
  readonly skipped: number;
  readonly milliseconds: number;
}
