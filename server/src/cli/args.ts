import { parseArgs } from 'node:util';
import { RULES_BY_ID } from '../rules/index.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { readSeverity, readVersion, type Settings } from '../settings.ts';
import { FAIL_ON, type FailOn, FLAGS, FORMATS, type Format, PLAIN_FORMATS, VERBS, type Verb } from './flags.ts';
import { Refusal } from './refusal.ts';

/** A command line, read and checked. */
export interface Args {
  readonly verb: Verb;
  /** This folder if none was given. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn;
  /** What wins over every configuration file. */
  readonly overrides: Pick<Settings, 'rules'> & Partial<Pick<Settings, 'kubernetesVersion'>>;
  /** The file of `--config`; null if the nearest one counts. */
  readonly config: string | null;
  readonly quiet: boolean;
  readonly showSuppressed: boolean;
  readonly dryRun: boolean;
}

/** The flags that are answered before anything else is looked at; `none` if there is neither. */
export function questionIn(argv: readonly string[]): 'help' | 'version' | 'none' {
  const { given } = scan(argv);
  return given.has('help') ? 'help' : given.has('version') ? 'version' : 'none';
}

/** Reads a command line. Throws a Refusal that says what is wrong with it. */
export function readArgs(argv: readonly string[]): Args {
  const { given, positionals, faults } = scan(argv);
  const [verb, ...paths] = positionals;
  const verbs = Object.keys(VERBS).join(', ');
  if (faults[0] !== undefined) throw new Refusal(faults[0]);
  if (verb === undefined) throw new Refusal(`a verb is missing: ${verbs} (--help tells more)`);
  if (!isVerb(verb)) throw new Refusal(`unknown verb "${verb}": there are ${verbs} (--help tells more)`);
  const foreign = [...given.keys()].find((name) => FLAGS[name]?.verbs?.includes(verb) === false);
  if (foreign !== undefined) throw new Refusal(`${verb} has no flag --${foreign}`);
  if (verb === 'rules' && paths[0] !== undefined) throw new Refusal(`rules takes no path: "${paths[0]}"`);
  const last = (name: string) => given.get(name)?.at(-1);
  return {
    verb,
    paths: paths.length > 0 ? paths : ['.'],
    format: oneOf('format', last('format') ?? 'text', verb === 'lint' ? FORMATS : PLAIN_FORMATS),
    failOn: oneOf('fail-on', last('fail-on') ?? 'error', FAIL_ON),
    overrides: { rules: readRules(given.get('rule') ?? []), ...readTarget(last('kubernetes-version')) },
    config: last('config') ?? null,
    quiet: given.has('quiet'),
    showSuppressed: given.has('show-suppressed'),
    dryRun: given.has('dry-run'),
  };
}

interface Scanned {
  /** The values of each flag; '' for a flag without one. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
  readonly faults: readonly string[];
}

/** Not strict, since what Node then throws is made for programmers. */
function scan(argv: readonly string[]): Scanned {
  const options = Object.fromEntries(
    Object.entries(FLAGS).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' } as const]),
  );
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = Object.hasOwn(FLAGS, token.name) ? FLAGS[token.name] : undefined;
    if (!flag) faults.push(`unknown flag ${token.rawName} (--help tells more)`);
    else if (flag.value && !token.value) faults.push(`${token.rawName} needs a value: ${flag.value}`);
    else if (!flag.value && token.value !== undefined) faults.push(`${token.rawName} takes no value`);
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  return { given, positionals, faults };
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
