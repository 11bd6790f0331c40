import type { Parameter, Pattern, PatternHead, Variant } from './pattern.ts';

/** A pattern as the command line and the language server tell it. */
export interface ListedPattern extends Pick<PatternHead, 'id' | 'title' | 'pattern' | 'description'> {
  /** The forms of a helper that runs beside the app, the preferred one first; empty for all others. */
  readonly variants: readonly Variant[];
  readonly scope: Pattern['scope'];
  readonly parameters: readonly Parameter[];
}

/** What is told of a pattern in a list. */
export function listed(pattern: Pattern): ListedPattern {
  const { id, title, description, scope } = pattern;
  const variants = pattern.scope === 'container' ? pattern.variants : [];
  return { id, title, pattern: pattern.pattern, description, variants, scope, parameters: pattern.parameters };
}
