import type { Analysis } from '../analysis.ts';
import { expectedOf } from '../helpers/expected.ts';
import type { Settings } from '../settings.ts';
import type { Severity } from '../severity.ts';
import type { Team } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import { RULES, RULES_BY_ID } from './index.ts';
import { formatMessage } from './message.ts';
import type { Finding, Fix, Rule, Target } from './rule.ts';
import { type Ignore, ignoresOf } from './suppression.ts';

/** A finding as it is shown to people. Offsets are those of the document. */
export interface Problem {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly { readonly at: Span; readonly message: string }[];
  readonly fixes: readonly Fix[];
  /** Null for problems that are not about a pod. */
  readonly workload: { readonly kind: string; readonly name: string | null; readonly namespace: string | null } | null;
  readonly container: string | null;
  /** Whether a comment or annotation silences it. */
  readonly suppressed: boolean;
}

/** Whether a problem is an error or a warning that nobody has silenced. */
export function isSerious({ severity, suppressed }: Problem): boolean {
  return !suppressed && (severity === 'error' || severity === 'warning');
}

/** What linting a document gave; a rule that failed is a defect of ours, told and isolated. */
export interface LintResult {
  readonly problems: readonly Problem[];
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

const NOTHING: LintResult = { problems: [], failures: [] };
const CACHE = new WeakMap<Analysis, { settings: Settings; result: LintResult }>();

/**
 * Runs the rules on a document, suppressed findings included (marked). Sorted by place, then rule.
 * Computed once for an analysis and a settings object.
 */
export function lint(analysis: Analysis, settings: Settings): LintResult {
  if (analysis.teams.length === 0 || analysis.document === null) return NOTHING;
  const cached = CACHE.get(analysis);
  if (cached?.settings === settings) return cached.result;
  const result = run(analysis, settings);
  CACHE.set(analysis, { settings, result });
  return result;
}

function run(analysis: Analysis, settings: Settings): LintResult {
  const { document, teams } = analysis;
  if (!document) return NOTHING;
  const ignores = ignoresOf(document, teams);
  const used = new Set<Ignore>();
  const failures: { rule: string; error: unknown }[] = [];
  const problems: Problem[] = [];
  for (const team of teams) {
    for (const { rule, finding } of findingsOf(team, settings, failures)) {
      const severity = severityOf(rule, finding.severity ?? rule.severity, settings);
      const about = { at: finding.at, container: finding.container?.container ?? null, pod: team.pod };
      const silencing = ignores.filter((ignore) => ignore.rule === rule.id && ignore.silences(about));
      for (const ignore of silencing) used.add(ignore);
      if (severity) problems.push(toProblem(rule, finding, team, severity, silencing.length > 0));
    }
  }
  const whole = teams.every(({ pod }) => pod.partial === null);
  problems.push(...aboutIgnores(ignores, used, whole, settings));
  problems.sort((a, b) => a.at.start - b.at.start || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0));
  return { problems, failures };
}

function findingsOf(team: Team, settings: Settings, failures: { rule: string; error: unknown }[]) {
  const found: { rule: Rule; finding: Finding }[] = [];
  const seen = new Set<string>();
  const kubernetes = settings.kubernetesVersion;
  const { pod, catalog, askers } = team;
  const expected = () => expectedOf(pod, catalog, kubernetes, settings.mesh.nativeSidecars, askers);
  const target: Target = { kubernetes, expected };
  for (const rule of RULES) {
    if (settings.rules[rule.id] === 'off' || (team.pod.partial !== null && !rule.speaksInPartial)) continue;
    try {
      for (const finding of rule.check(team, target)) {
        // Two containers that share an anchor share its mistakes: one finding for a pod.
        const key = `${rule.id} ${finding.at.start} ${finding.message}`;
        if (!seen.has(key)) found.push({ rule, finding });
        seen.add(key);
      }
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  const hiding = found.filter(({ finding }) => finding.hides && finding.container !== null);
  return found.filter(
    (one) =>
      !hiding.some(
        ({ finding }) => finding.container === one.finding.container && finding.hides?.includes(one.rule.id),
      ),
  );
}

/** The severity under the settings; null if it is not reported. */
export function severityOf(rule: Rule, severity: Severity, settings: Settings): Severity | null {
  const own = settings.rules[rule.id];
  if (own === 'off') return null;
  if (own !== undefined) return own;
  if (settings.preset === 'all') return severity;
  if (severity === 'hint') return rule.id === 'unused-ignore' ? 'hint' : null;
  return settings.preset === 'strict' && severity === 'information' ? 'warning' : severity;
}

function toProblem(rule: Rule, finding: Finding, { pod }: Team, severity: Severity, suppressed: boolean): Problem {
  const { kind, name, namespace } = pod.manifest;
  return {
    rule,
    severity,
    at: finding.at,
    message: formatMessage(rule.messages[finding.message] ?? finding.message, finding.args),
    related: finding.related ?? [],
    fixes: finding.fixes ?? [],
    workload: { kind, name, namespace },
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
    const message = formatMessage(rule.messages.default ?? '', { rule: ignore.rule });
    return [
      {
        rule,
        severity,
        at: ignore.at,
        message,
        related: [],
        fixes: [],
        workload: null,
        container: null,
        suppressed: false,
      },
    ];
  });
}
