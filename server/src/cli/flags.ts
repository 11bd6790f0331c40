import { SEVERITIES } from '../rules/rule.ts';

/** What `--format` may be: the first list of `lint`, the second of every other verb. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export const PLAIN_FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const FAIL_ON = [...SEVERITIES, 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The verbs, and what the help says of them. */
export const VERBS = {
  lint: { usage: 'lint [PATH…]', says: 'run the rules on files, folders or - (standard input); default: this folder' },
  fix: { usage: 'fix [PATH…]', says: 'apply the safe fixes; of - the fixed text is printed' },
  rules: { usage: 'rules', says: 'list the rules' },
} as const;
export type Verb = keyof typeof VERBS;

/** One flag of the command line. */
export interface Flag {
  /** What stands for its value in the help; none if it has no value. */
  readonly value?: string;
  readonly says: string;
  /** The verbs that know it; all if not given. */
  readonly verbs?: readonly Verb[];
}

/** Every flag, in the order of the help. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  format: { value: 'FORMAT', says: `${FORMATS.join(', ')} (lint), ${PLAIN_FORMATS.join(', ')} (the others)` },
  'kubernetes-version': { value: '1.NN', says: 'the Kubernetes version the manifests are for' },
  config: { value: 'FILE', says: 'the configuration file (default: the nearest .pod-patterns.yaml upwards)' },
  'fail-on': { value: 'SEVERITY', says: `${FAIL_ON.join(', ')} (default: error)` },
  rule: { value: 'ID=SEVERITY', says: 'the severity of a rule, or off; may be given several times' },
  'show-suppressed': { says: 'list suppressed findings too', verbs: ['lint'] },
  'dry-run': { says: 'write nothing; print a unified diff', verbs: ['fix'] },
  'no-color': { says: 'no colours, as with NO_COLOR' },
  quiet: { says: 'print the findings only, no summary' },
  help: { says: 'print this' },
  version: { says: 'print the version' },
};

/** What `--help` prints. */
export function helpText(): string {
  const verbs = Object.values(VERBS).map(({ usage, says }) => [usage, says] as const);
  const flags = Object.entries(FLAGS).map(([name, { value, says, verbs: of }]) => {
    return [`--${name}${value ? ` ${value}` : ''}`, of ? `${of.join(', ')}: ${says}` : says] as const;
  });
  const width = Math.max(...[...verbs, ...flags].map(([left]) => left.length));
  const table = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
  return `Usage: pod-patterns VERB [PATH…] [FLAG…]

Finds what is wrong with the teams of containers in Kubernetes pods.

Verbs
${table(verbs)}
Flags
${table(flags)}
Exit status: 0 nothing at or above --fail-on, 1 something was, 2 the command could not do its work.
`;
}
