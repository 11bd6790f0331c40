import { rulePage } from '../features/rule-page.ts';
import { RULES } from '../rules/index.ts';

/** The page of the rule with an id, in Markdown; null if there is no such rule. */
export function pageOf(id: string): string | null {
  const rule = RULES.find((one) => one.id === id);
  return rule ? rulePage(rule) : null;
}
