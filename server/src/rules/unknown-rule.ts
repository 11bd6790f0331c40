import type { Rule } from './rule.ts';

export const unknownRule: Rule = {
  id: 'unknown-rule',
  title: 'An ignore names no rule',
  severity: 'warning',
  group: 'project',
  fix: null,
  messages: { default: 'There is no rule "{rule}".' },
  why: 'A misspelt rule id in a comment or annotation silences nothing.',

  references: [],
  speaksInPartial: true,
  // Found while ignores and configuration are read, not in a pod.
  examples: [],
};
