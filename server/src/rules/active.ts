import type { Settings } from '../settings.ts';
import { RULES } from './index.ts';
import { bitsOf } from './needs.ts';
import type { Rule } from './rule.ts';

/** A rule that looks at pods, and the bits of what it needs. */
export interface PodRule {
  readonly rule: Rule;
  readonly check: NonNullable<Rule['check']>;
  readonly needs: number;
}

/** A rule that looks at objects that refer to pods. */
export interface ReferrerRule {
  readonly rule: Rule;
  readonly check: NonNullable<Rule['checkReferrer']>;
}

/** The rules that are on, in their order: those for what is whole, and those of them that speak in partial documents. */
export interface ActiveRules {
  readonly ofPods: { readonly whole: readonly PodRule[]; readonly partial: readonly PodRule[] };
  readonly ofReferrers: { readonly whole: readonly ReferrerRule[]; readonly partial: readonly ReferrerRule[] };
}

/** Settings are immutable; each is looked through once. */
const ACTIVE = new WeakMap<Settings, ActiveRules>();

/** The rules that are on under some settings. */
export function activeRules(settings: Settings): ActiveRules {
  const known = ACTIVE.get(settings);
  if (known) return known;
  const on = RULES.filter(({ id }) => settings.rules[id] !== 'off');
  const ofPods = on.flatMap((rule): PodRule[] =>
    rule.check ? [{ rule, check: rule.check, needs: bitsOf(rule.needs ?? []) }] : [],
  );
  const ofReferrers = on.flatMap((rule): ReferrerRule[] =>
    rule.checkReferrer ? [{ rule, check: rule.checkReferrer }] : [],
  );
  const made = { ofPods: split(ofPods), ofReferrers: split(ofReferrers) };
  ACTIVE.set(settings, made);
  return made;
}

function split<T extends { readonly rule: Rule }>(whole: readonly T[]) {
  return { whole, partial: whole.filter(({ rule }) => rule.speaksInPartial) };
}
