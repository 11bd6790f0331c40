import type { Rule } from './rule.ts';

export const configInvalid: Rule = {
  id: 'config-invalid',
  title: 'The configuration file has a wrong key or value',
  severity: 'warning',
  group: 'project',
  fix: null,
  messages: { default: '{problem}.' },
  why: 'A key that is not known, or a value that cannot be used, is skipped; everything else in `.pod-patterns.yaml` still counts.',

  references: [],
  speaksInPartial: true,
  // Found while ignores and configuration are read, not in a pod.
  examples: [],
};
