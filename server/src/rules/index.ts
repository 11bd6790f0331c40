import { configInvalid } from './config-invalid.ts';
import type { Rule } from './rule.ts';
import { unknownRule } from './unknown-rule.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** Every rule, in the order of the documentation: by group, then as a reader would learn them. */
export const RULES: readonly Rule[] = [configInvalid, unknownRule, unusedIgnore];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
