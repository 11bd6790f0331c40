import { EXPORT_THEMES, type ExportTheme } from '../features/exports/formats.ts';
import { RULES_BY_ID } from '../rules/index.ts';
import { readSeverity, readVersion, type Settings } from '../settings.ts';
import { SEVERITIES } from '../severity.ts';
import { FAIL_ON, type FailOn, FLAGS, type Format, NO_PNG, VERBS, type Verb, type VerbRow } from './flags.ts';
import { Refusal } from './refusal.ts';
import { scan } from './scan.ts';

/** A command line, read and checked. */
export interface Args {
  readonly verb: Verb;
  /** What was given behind the verb. */
  readonly operands: readonly string[];
  /** The same, for verbs whose operands are paths; this folder if none was given. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn;
  /** What wins over every configuration file. */
  readonly overrides: Pick<Settings, 'rules'> & Partial<Pick<Settings, 'kubernetesVersion'>>;
  /** The file of `--config`; null if the nearest one counts. */
  readonly config: string | null;
  readonly quiet: boolean;
  readonly showSuppressed: boolean;
  /** How many threads do the work; null as many as are worth it. */
  readonly jobs: number | null;
  readonly dryRun: boolean;
  /** `NAME` or `KIND/NAME`; null if none was given. */
  readonly pod: string | null;
  readonly container: string | null;
  /** The kind of a workload that is to be printed. */
  readonly kind: string | null;
  readonly variant: 'native' | 'classic' | null;
  readonly set: ReadonlyMap<string, string>;
  readonly write: boolean;
  /** Whether the picture shows the kubelet. */
  readonly probes: boolean;
  readonly output: string | null;
  /** The colours of an SVG. */
  readonly theme: ExportTheme;
  /** How many pixels wide a picture may be; null as wide as it is usually. */
  readonly width: number | null;
  /** An earlier state of the file; null if nothing is compared. */
  readonly compareWith: string | null;
}

/** Reads a command line. Throws a Refusal that says what is wrong with it. */
export function readArgs(argv: readonly string[]): Args {
  const { given, positionals, faults } = scan(argv);
  const [verb, ...operands] = positionals;
  const verbs = Object.keys(VERBS).join(', ');
  if (faults[0] !== undefined) throw new Refusal(faults[0]);
  if (verb === undefined) throw new Refusal(`a verb is missing: ${verbs} (--help tells more)`);
  if (!isVerb(verb)) throw new Refusal(`unknown verb "${verb}": there are ${verbs} (--help tells more)`);
  const foreign = [...given.keys()].find((name) => FLAGS[name]?.verbs?.includes(verb) === false);
  if (foreign !== undefined) throw new Refusal(`${verb} has no flag --${foreign}`);
  checkOperands(verb, operands);
  const last = (name: string) => given.get(name)?.at(-1);
  return {
    verb,
    operands,
    paths: operands.length > 0 ? operands : ['.'],
    format: readFormat(verb, last('format')),
    failOn: oneOf('fail-on', last('fail-on') ?? 'error', FAIL_ON),
    overrides: { rules: readRules(given.get('rule') ?? []), ...readTarget(last('kubernetes-version')) },
    config: last('config') ?? null,
    quiet: given.has('quiet'),
    showSuppressed: given.has('show-suppressed'),
    jobs: readJobs(last('jobs')),
    dryRun: given.has('dry-run'),
    pod: last('pod') ?? null,
    container: last('container') ?? null,
    kind: last('kind') ?? null,
    variant: given.has('variant') ? oneOf('variant', last('variant') ?? '', ['native', 'classic'] as const) : null,
    set: readParameters(given.get('set') ?? []),
    write: given.has('write'),
    probes: given.has('probes'),
    output: last('output') ?? null,
    theme: oneOf('theme', last('theme') ?? 'auto', EXPORT_THEMES),
    width: readWidth(last('width')),
    compareWith: last('compare-with') ?? null,
  };
}

function checkOperands(verb: Verb, operands: readonly string[]): void {
  const { operands: needed, most, usage }: VerbRow = VERBS[verb];
  const missing = needed?.[operands.length];
  if (missing !== undefined) throw new Refusal(`${verb} needs ${missing}: ${usage}`);
  const surplus = operands[most ?? Number.POSITIVE_INFINITY];
  if (surplus === undefined) return;
  throw new Refusal(most === 0 ? `${verb} takes no path: "${surplus}"` : `${verb} takes no "${surplus}": ${usage}`);
}

function readFormat(verb: Verb, given: string | undefined): Format {
  const formats: readonly Format[] = VERBS[verb].formats;
  if (verb === 'diagram' && given?.toLowerCase() === 'png') throw new Refusal(`--format ${given}: ${NO_PNG}`);
  return given === undefined ? (formats[0] ?? 'text') : oneOf('format', given, formats);
}

/** Of fewer pixels nothing could be read, and more are not used. */
const WIDTHS = { least: 200, most: 4000 };

function readWidth(value: string | undefined): number | null {
  if (value === undefined) return null;
  const width = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (width >= WIDTHS.least && width <= WIDTHS.most) return width;
  throw new Refusal(`--width must be a number of pixels from ${WIDTHS.least} to ${WIDTHS.most}, not "${value}"`);
}

function readJobs(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^0*[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new Refusal(`--jobs must be a number of threads from 1 to 9999, not "${value}"`);
}

function readParameters(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    values.map((value) => {
      const at = value.indexOf('=');
      if (at < 1) throw new Refusal(`--set ${value}: it must be KEY=VALUE`);
      return [value.slice(0, at), value.slice(at + 1)];
    }),
  );
}

function isVerb(verb: string): verb is Verb {
  return Object.hasOwn(VERBS, verb);
}

function oneOf<T extends string>(flag: string, value: string, of: readonly T[]): T {
  const found = of.find((one) => one === value);
  if (found === undefined) throw new Refusal(`--${flag} must be one of ${of.join(', ')}, not "${value}"`);
  return found;
}

function readTarget(value: string | undefined): { kubernetesVersion?: number } {
  if (value === undefined) return {};
  const version = readVersion(value);
  if (version === null) throw new Refusal(`--kubernetes-version must be a version like 1.35, not "${value}"`);
  return { kubernetesVersion: version };
}

function readRules(values: readonly string[]): Settings['rules'] {
  return Object.fromEntries(
    values.map((value) => {
      const [id = '', name = ''] = value.split('=', 2);
      if (!RULES_BY_ID.has(id)) throw new Refusal(`--rule ${value}: there is no rule "${id}"`);
      const severity = readSeverity(name);
      if (!severity) throw new Refusal(`--rule ${value}: the severity must be off, ${SEVERITIES.join(', ')}`);
      return [id, severity];
    }),
  );
}
