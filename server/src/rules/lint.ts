import type { Analysis } from '../analysis.ts';
import { expectedOf } from '../helpers/expected.ts';
import { referrersIn } from '../kubernetes/objects.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Referrer } from '../kubernetes/referrers.ts';
import type { Settings } from '../settings.ts';
import type { Severity } from '../severity.ts';
import type { Team } from '../traffic/team.ts';
import { onceFor } from '../yaml/once-for.ts';
import type { Span } from '../yaml/span.ts';
import { type ActiveRules, activeRules, severityOf } from './active.ts';
import { RULES, RULES_BY_ID } from './index.ts';
import { formatMessage } from './message.ts';
import { bitsIn } from './needs.ts';
import { once } from './once.ts';
import type { Finding, Fix, Related, Rule, Target } from './rule.ts';
import { type Ignore, ignoresOf } from './suppression.ts';

/** A finding as it is shown to people. Offsets are those of the document. */
export interface Problem {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** The workload, or the object that refers to pods; null for problems that are about neither. */
  readonly workload: { readonly kind: string; readonly name: string | null; readonly namespace: string | null } | null;
  readonly container: string | null;
  /** Whether a comment or annotation silences it. */
  readonly suppressed: boolean;
}

/** Whether a problem is an error or a warning that nobody has silenced. */
export function isSerious({ severity, suppressed }: Problem): boolean {
  return !suppressed && isGrave(severity);
}

/** What linting a document gave; a rule that failed is a defect of ours, told and isolated. */
export interface LintResult {
  readonly problems: readonly Problem[];
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

const NOTHING: LintResult = { problems: [], failures: [] };
const resultsOf = onceFor((_: Analysis) => new WeakMap<Settings, LintResult>());

/**
 * Runs the rules on a document, suppressed findings included (marked). Sorted by place, then rule.
 * Computed once for an analysis and a settings object.
 */
export function lint(analysis: Analysis, settings: Settings): LintResult {
  const referrers = referrersIn(analysis.objects);
  if (analysis.teams.length === 0 && referrers.length === 0) return NOTHING;
  const known = resultsOf(analysis);
  const result = known.get(settings) ?? run(analysis, analysis.teams, referrers, settings);
  known.set(settings, result);
  return result;
}

/** The errors and warnings about a pod that nobody has silenced; no rule is run that reports nothing worse than information. */
export function seriousProblems(analysis: Analysis, team: Team, settings: Settings): readonly Problem[] {
  const grave = graveOnly(settings);
  const known = seriousOf(team);
  const found = known.get(grave) ?? run(analysis, [team], [], grave).problems.filter(isSerious);
  known.set(grave, found);
  return found;
}

const seriousOf = onceFor((_: Team) => new WeakMap<Settings, readonly Problem[]>());

const GRAVE = new WeakMap<Settings, Settings>();

/** The settings with those rules off that report nothing worse than information. */
function graveOnly(settings: Settings): Settings {
  const known = GRAVE.get(settings);
  if (known) return known;
  const minor = RULES.filter((rule) => !isGrave(severityOf(rule, rule.severity, settings)));
  const off = Object.fromEntries(minor.map(({ id }) => [id, 'off' as const]));
  const grave = { ...settings, rules: { ...settings.rules, ...off } };
  GRAVE.set(settings, grave);
  return grave;
}

function isGrave(severity: Severity | null): boolean {
  return severity === 'error' || severity === 'warning';
}

/** What was found, by which rule, and what it is about: a pod, or an object that refers to pods. */
interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly pod: Pod | null;
  readonly object: Problem['workload'];
}

type Failures = { readonly rule: string; readonly error: unknown }[];

/** What is looked at, by which rules. */
interface Look {
  readonly analysis: Analysis;
  readonly settings: Settings;
  readonly rules: ActiveRules;
  readonly failures: Failures;
}

function run(
  analysis: Analysis,
  teams: readonly Team[],
  referrers: readonly Referrer[],
  settings: Settings,
): LintResult {
  const { document } = analysis;
  if (!document) return NOTHING;
  const failures: Failures = [];
  const ignores = ignoresOf(document, teams);
  const rules = activeRules(settings, ignores.length > 0 ? 'on' : 'reported');
  const look = { analysis, settings, rules, failures };
  const all = [
    ...teams.flatMap((team) => findingsInPod(look, team)),
    ...referrers.flatMap((referrer) => findingsInReferrer(look, referrer)),
  ];
  if (all.length + ignores.length + failures.length === 0) return NOTHING;
  const used = new Set<Ignore>();
  const problems: Problem[] = [];
  for (const { rule, finding, pod, object } of all) {
    const severity = severityOf(rule, finding.severity ?? rule.severity, settings);
    const about = { at: finding.at, container: finding.container?.container ?? null, pod };
    const silencing = ignores.filter((ignore) => ignore.rule === rule.id && ignore.silences(about));
    for (const ignore of silencing) used.add(ignore);
    if (severity) problems.push(toProblem(rule, finding, object, severity, silencing.length > 0));
  }
  const whole = teams.every(({ pod }) => pod.partial === null);
  problems.push(...aboutIgnores(ignores, used, whole, settings));
  problems.sort((a, b) => a.at.start - b.at.start || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0));
  return { problems, failures };
}

/** What rules may know beside the team of a pod. */
export function targetOf({ near, teams }: Analysis, { pod, catalog, askers }: Team, settings: Settings): Target {
  const { kubernetesVersion: kubernetes, mesh } = settings;
  const meshNative = mesh.nativeSidecars;
  return {
    kubernetes,
    meshNative,
    expected: once(() => expectedOf(pod, catalog, kubernetes, meshNative, askers)),
    selectedBy: (service) => near.ofReferrer(service, teams),
  };
}

function findingsInPod({ analysis, settings, rules, failures }: Look, team: Team): readonly Found[] {
  const { pod } = team;
  const target = targetOf(analysis, team, settings);
  const findings = new Findings(pod, pod.manifest, failures);
  const { whole, partial } = rules.ofPods;
  const has = bitsIn(team);
  for (const { rule, needs } of pod.partial === null ? whole : partial) {
    if ((needs & has) === needs) findings.add(rule, () => rule.check?.(team, target));
  }
  return withoutHidden(findings.all);
}

function findingsInReferrer({ analysis, settings, rules, failures }: Look, referrer: Referrer): readonly Found[] {
  const teams = analysis.near.ofReferrer(referrer, analysis.teams);
  const { document, surroundings } = analysis;
  const isPatch = document?.templated || document?.broken || surroundings.kustomize === 'patch';
  const isPartial = isPatch || teams.some(({ pod }) => pod.partial !== null);
  const { kubernetesVersion: kubernetes, mesh } = settings;
  const target: Target = { kubernetes, meshNative: mesh.nativeSidecars, expected: () => [], selectedBy: () => teams };
  const findings = new Findings(null, referrer, failures);
  const { whole, partial } = rules.ofReferrers;
  for (const rule of isPartial ? partial : whole) {
    if (teams.length === 0 && !rule.readsReferrersAlone) continue;
    findings.add(rule, () => rule.checkReferrer?.(referrer, teams, target));
  }
  return findings.all;
}

/** What is found about one thing: each thing once, nothing by a rule that fails. */
class Findings {
  readonly all: Found[] = [];
  readonly #about: Pick<Found, 'pod' | 'object'>;
  readonly #failures: Failures;
  /** Made with the first finding: most things have none. */
  #seen: Set<string> | null = null;

  constructor(pod: Pod | null, object: Found['object'], failures: Failures) {
    this.#about = { pod, object };
    this.#failures = failures;
  }

  add(rule: Rule, check: () => Iterable<Finding> | undefined): void {
    try {
      for (const finding of check() ?? []) {
        // Two containers that share an anchor share its mistakes: one finding for a pod.
        const key = `${rule.id} ${finding.at.start} ${finding.message}`;
        this.#seen ??= new Set();
        if (!this.#seen.has(key)) this.all.push({ rule, finding, ...this.#about });
        this.#seen.add(key);
      }
    } catch (error) {
      this.#failures.push({ rule: rule.id, error });
    }
  }
}

/** What others say better is left out. */
function withoutHidden(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const hiding = found.flatMap(({ finding }) => (finding.hides ? [finding] : []));
  if (hiding.length === 0) return found;
  return found.filter(
    ({ rule, finding }) => !hiding.some((other) => other.hides?.includes(rule.id) && isSameMatter(other, finding)),
  );
}

function isSameMatter(a: Finding, b: Finding): boolean {
  return a.about === undefined ? a.container !== null && a.container === b.container : a.about === b.about;
}

function toProblem(
  rule: Rule,
  finding: Finding,
  object: Found['object'],
  severity: Severity,
  suppressed: boolean,
): Problem {
  return {
    rule,
    severity,
    at: finding.at,
    message: formatMessage(rule.messages[finding.message] ?? finding.message, finding.args),
    related: finding.related ?? [],
    fixes: finding.fixes ?? [],
    workload: object && { kind: object.kind, name: object.name, namespace: object.namespace },
    container: finding.container?.container.name?.value ?? null,
    suppressed,
  };
}

/** An ignore that silences nothing, and one that names no rule. */
function aboutIgnores(
  ignores: readonly Ignore[],
  used: ReadonlySet<Ignore>,
  whole: boolean,
  settings: Settings,
): Problem[] {
  return ignores.flatMap((ignore) => {
    const known = RULES_BY_ID.has(ignore.rule);
    // In a partial document, and for a rule that is off, the finding may be missing for other reasons.
    if (known && (used.has(ignore) || !whole || settings.rules[ignore.rule] === 'off')) return [];
    const rule = RULES_BY_ID.get(known ? 'unused-ignore' : 'unknown-rule');
    const severity = rule && severityOf(rule, rule.severity, settings);
    if (!rule || !severity) return [];
    const finding = { at: ignore.at, message: 'default', args: { rule: ignore.rule }, container: null };
    return [toProblem(rule, finding, null, severity, false)];
  });
}
