import type { Settings } from '../settings.ts';
import { RULES } from './index.ts';
import { bitsOf } from './needs.ts';
import type { Rule } from './rule.ts';

/** A rule that looks at pods, and the bits of what it needs. */
export interface PodRule {
  readonly rule: Rule;
  readonly needs: number;
}

/** The rules that are on, in their order: those for what is whole, and those of them that speak in partial documents. */
export interface ActiveRules {
  readonly ofPods: { readonly whole: readonly PodRule[]; readonly partial: readonly PodRule[] };
  readonly ofReferrers: { readonly whole: readonly Rule[]; readonly partial: readonly Rule[] };
}

/** Settings are immutable; each is looked through once. */
const ACTIVE = new WeakMap<Settings, ActiveRules>();

/** The rules that are on under some settings. */
export function activeRules(settings: Settings): ActiveRules {
  const known = ACTIVE.get(settings);
  if (known) return known;
  const on = RULES.filter(({ id }) => settings.rules[id] !== 'off');
  const ofPods = on.flatMap((rule) => (rule.check ? [{ rule, needs: bitsOf(rule.needs ?? []) }] : []));
  const ofReferrers = on.filter(({ checkReferrer }) => checkReferrer);
  const made = {
    ofPods: { whole: ofPods, partial: ofPods.filter(({ rule }) => rule.speaksInPartial) },
    ofReferrers: { whole: ofReferrers, partial: ofReferrers.filter(({ speaksInPartial }) => speaksInPartial) },
  };
  ACTIVE.set(settings, made);
  return made;
}
