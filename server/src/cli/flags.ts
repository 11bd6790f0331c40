import { EXPORT_THEMES } from '../features/exports/formats.ts';
import { SEVERITIES } from '../severity.ts';

/** What `--format` of `lint` may be. */
export const LINT_FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];
const PLAIN_FORMATS = ['text', 'json'] as const;
const DIAGRAM_FORMATS = ['svg', 'mermaid', 'markdown', 'json'] as const;
export type Format = LintFormat | (typeof DIAGRAM_FORMATS)[number];

/** What is said to those who ask for one: it takes a browser, or a library as large as all the rest. */
export const NO_PNG = 'PNG is not made here: print SVG, or export the picture in VS Code';

export const FAIL_ON = [...SEVERITIES, 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** One verb of the command line. */
export interface VerbRow {
  readonly usage: string;
  readonly says: string;
  /** What `--format` may be, the default first; none if the verb prints one thing only. */
  readonly formats: readonly Format[];
  /** The operands that must be given, for people; others are paths, this folder if none is given. */
  readonly operands?: readonly string[];
  /** How many operands there are at most; any number of paths if not given. */
  readonly most?: number;
}

/** The verbs, and what the help says of them. */
export const VERBS = {
  lint: {
    usage: 'lint [PATH…]',
    says: 'run the rules on files, folders or - (standard input); default: this folder',
    formats: LINT_FORMATS,
  },
  fix: {
    usage: 'fix [PATH…]',
    says: 'apply the safe fixes; of - the fixed text is printed',
    formats: PLAIN_FORMATS,
  },
  describe: {
    usage: 'describe [PATH…]',
    says: 'print every pod: its containers with their roles, resources, traffic, volumes',
    formats: PLAIN_FORMATS,
  },
  explain: {
    usage: 'explain PATH:LINE[:COLUMN]',
    says: 'print what there is to say about a place in a file (Markdown)',
    formats: [],
    operands: ['PATH:LINE'],
    most: 1,
  },
  diagram: {
    usage: 'diagram PATH…',
    says: 'print the picture of a pod; with -o DIR/ write those of all pods',
    formats: DIAGRAM_FORMATS,
    operands: ['PATH'],
  },
  insert: {
    usage: 'insert PATTERN [PATH]',
    says: 'insert a pattern into a pod and print the text; without PATH: print a manifest of its own',
    formats: [],
    operands: ['PATTERN'],
    most: 2,
  },
  convert: {
    usage: 'convert native|classic PATH',
    says: 'move a sidecar between containers and initContainers with restartPolicy: Always, and print the text',
    formats: [],
    operands: ['native or classic', 'PATH'],
    most: 2,
  },
  patterns: { usage: 'patterns', says: 'list what there is to insert', formats: PLAIN_FORMATS, most: 0 },
  rules: { usage: 'rules', says: 'list the rules', formats: PLAIN_FORMATS, most: 0 },
} as const satisfies Readonly<Record<string, VerbRow>>;
export type Verb = keyof typeof VERBS;

/** One flag of the command line. */
export interface Flag {
  /** What stands for its value in the help; none if it has no value. */
  readonly value?: string;
  /** One letter that stands for it. */
  readonly short?: string;
  readonly says: string;
  /** The verbs that know it; all if not given. */
  readonly verbs?: readonly Verb[];
}

/** Every flag, in the order of the help. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  format: {
    value: 'FORMAT',
    says: `${LINT_FORMATS.join(', ')} (lint); ${DIAGRAM_FORMATS.join(', ')} (diagram); ${PLAIN_FORMATS.join(', ')} (others)`,
    verbs: ['lint', 'fix', 'describe', 'diagram', 'patterns', 'rules'],
  },
  'kubernetes-version': { value: '1.NN', says: 'the Kubernetes version the manifests are for' },
  config: { value: 'FILE', says: 'the configuration file (default: the nearest .pod-patterns.yaml upwards)' },
  'fail-on': { value: 'SEVERITY', says: `${FAIL_ON.join(', ')} (default: error)` },
  rule: { value: 'ID=SEVERITY', says: 'the severity of a rule, or off; may be given several times' },
  'show-suppressed': { says: 'list suppressed findings too', verbs: ['lint'] },
  jobs: { value: 'N', says: 'how many threads look at the files (default: as many as are worth it)', verbs: ['lint'] },
  'dry-run': { says: 'write nothing; print a unified diff', verbs: ['fix'] },
  pod: { value: 'NAME', says: 'the pod: NAME or KIND/NAME of its workload', verbs: ['diagram', 'insert', 'convert'] },
  container: { value: 'NAME', says: 'the container to convert, or to help', verbs: ['insert', 'convert'] },
  theme: {
    value: 'THEME',
    says: `${EXPORT_THEMES.join(', ')} (default: auto, as the reader prefers)`,
    verbs: ['diagram'],
  },
  width: { value: 'PIXELS', says: 'how wide the picture may be (default: 700)', verbs: ['diagram'] },
  output: {
    value: 'FILE',
    short: 'o',
    says: 'write there instead of printing; DIR/: a file for each pod',
    verbs: ['diagram'],
  },
  probes: { says: 'show the kubelet, and the ports that it asks', verbs: ['diagram'] },
  'compare-with': { value: 'FILE', says: 'mark what differs from this earlier state of the file', verbs: ['diagram'] },
  variant: { value: 'FORM', says: 'native or classic, for a helper that runs beside the app', verbs: ['insert'] },
  kind: { value: 'KIND', says: 'print a workload with the pattern: Deployment, Pod, Job …', verbs: ['insert'] },
  set: { value: 'KEY=VALUE', says: 'the value of a parameter; may be given several times', verbs: ['insert'] },
  write: { says: 'write the file instead of printing its text', verbs: ['insert', 'convert'] },
  'no-color': { says: 'no colours, as with NO_COLOR' },
  quiet: { says: 'print the findings only, no summary' },
  help: { says: 'print this' },
  version: { says: 'print the version' },
};

/** What `--help` prints. */
export function helpText(): string {
  const verbs = Object.values(VERBS).map(({ usage, says }) => [usage, says] as const);
  const flags = Object.entries(FLAGS).map(([name, { value, short, says, verbs: of }]) => {
    const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [left, of && of.length < 4 ? `${of.join(', ')}: ${says}` : says] as const;
  });
  const width = Math.max(...[...verbs, ...flags].map(([left]) => left.length));
  const table = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
  return `Usage: pod-patterns VERB [PATH…] [FLAG…]

Explains, draws, checks and extends the teams of containers in Kubernetes pods.

Verbs
${table(verbs)}
Flags
${table(flags)}
Exit status: 0 nothing at or above --fail-on, 1 something was, 2 the command could not do its work.
`;
}
