import { SEVERITIES } from '../severity.ts';
import type { Args } from './args.ts';
import type { FileFinding } from './findings.ts';
import type { FailOn } from './flags.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** How many findings there are of each severity. */
export interface Sums {
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly hints: number;
}

/** How many findings there are of each severity; suppressed ones are not counted. */
export function countSeverities(findings: readonly FileFinding[]): Sums {
  const count = (of: FileFinding['severity']) =>
    findings.filter(({ severity, suppressed }) => !suppressed && severity === of).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    information: count('information'),
    hints: count('hint'),
  };
}

/** The exit status of a command that looked for findings; a rule that failed is told, since it may have missed some. */
export function exitStatus(
  { failOn }: Pick<Args, 'failOn'>,
  findings: readonly FileFinding[],
  failures: readonly string[],
  terminal: Terminal,
): ExitStatus {
  for (const failure of failures) terminal.complain(failure);
  if (failures.length > 0) return 2;
  return findings.some((finding) => fails(finding, failOn)) ? 1 : 0;
}

/** Whether a finding is at or above the severity of `--fail-on`; suppressed ones count for nothing. */
export function fails({ severity, suppressed }: FileFinding, failOn: FailOn): boolean {
  if (suppressed || failOn === 'never') return false;
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
