import type { Settings } from '../settings.ts';
import type { Severity } from '../severity.ts';
import { RULES } from './index.ts';
import { bitsOf } from './needs.ts';
import type { Rule } from './rule.ts';

/** A rule that looks at pods, and the bits of what it needs. */
export interface PodRule {
  readonly rule: Rule;
  readonly needs: number;
}

/** Rules in their order: those for what is whole, and those of them that speak in partial documents. */
export interface ActiveRules {
  readonly ofPods: { readonly whole: readonly PodRule[]; readonly partial: readonly PodRule[] };
  readonly ofReferrers: { readonly whole: readonly Rule[]; readonly partial: readonly Rule[] };
}

interface Active {
  /** All that are on. */
  readonly on: ActiveRules;
  /** Those of them whose findings are reported. */
  readonly reported: ActiveRules;
}

/** Settings are immutable; each is looked through once. */
const ACTIVE = new WeakMap<Settings, Active>();

/**
 * The rules that are run under some settings. `on`: also those that are on without being reported, for what only they tell,
 * as whether a comment that silences one of them silences anything.
 */
export function activeRules(settings: Settings, which: keyof Active): ActiveRules {
  const known = ACTIVE.get(settings);
  if (known) return known[which];
  const on = RULES.filter(({ id }) => settings.rules[id] !== 'off');
  // A finding of a hint is one, too: what is not reported at the rule's own severity is never.
  const reported = on.filter((rule) => severityOf(rule, rule.severity, settings) !== null);
  const made: Active = { on: byKind(on), reported: byKind(reported) };
  ACTIVE.set(settings, made);
  return made[which];
}

function byKind(rules: readonly Rule[]): ActiveRules {
  const ofPods = rules.flatMap((rule) => (rule.check ? [{ rule, needs: bitsOf(rule.needs ?? []) }] : []));
  const ofReferrers = rules.filter(({ checkReferrer }) => checkReferrer);
  return {
    ofPods: { whole: ofPods, partial: ofPods.filter(({ rule }) => rule.speaksInPartial) },
    ofReferrers: { whole: ofReferrers, partial: ofReferrers.filter(({ speaksInPartial }) => speaksInPartial) },
  };
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
