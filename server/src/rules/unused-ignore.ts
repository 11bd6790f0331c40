import type { Rule } from './rule.ts';

export const unusedIgnore: Rule = {
  id: 'unused-ignore',
  title: 'An ignore silences nothing',
  severity: 'hint',
  group: 'project',
  fix: null,
  unnecessary: true,
  messages: { default: '"{rule}" is ignored here, but it finds nothing here.' },
  why: 'A comment or annotation that silences a rule stays behind when the problem is mended, and then hides the next one.',
  silent:
    'Says nothing in partial documents, and about rules that are off: there the finding may be missing for another reason.',
  references: [],
  speaksInPartial: true,
  // Found while ignores and configuration are read, not in a pod.
  examples: [],
};
