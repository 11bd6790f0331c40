// Generated from snippets/*.yaml by "npm run generate".
import type { Pattern } from './pattern.ts';

/** What there is to insert. */
export const PATTERNS: readonly Pattern[] = [];
