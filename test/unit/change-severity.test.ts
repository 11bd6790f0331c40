import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { severityEdits } from '../../server/src/features/change-severity.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';

/** Configuration files before and after the severity of port-conflict was changed. */
const CASES: readonly (readonly [name: string, before: string, after: string | null])[] = [
  ['a new file', '', 'rules:\n  port-conflict: hint\n'],
  ['nothing but a comment', '# ours', '# ours\nrules:\n  port-conflict: hint\n'],
  ['no rules yet', 'preset: strict\n', 'preset: strict\nrules:\n  port-conflict: hint\n'],
  [
    'other rules, comments and CRLF',
    'rules:\r\n    # why\r\n    unused-ignore: off # x\r\npreset: all\r\n',
    'rules:\r\n    # why\r\n    unused-ignore: off # x\r\n    port-conflict: hint\r\npreset: all\r\n',
  ],
  ['set already', 'rules: {port-conflict: off} # x\n', 'rules: {port-conflict: hint} # x\n'],
  ['an empty mapping', 'rules: {}\n', 'rules:\n  port-conflict: hint\n'],
  ['broken', 'rules: {\n', null],
  ['no mapping', '- a\n', null],
  ['rules that are no mapping', 'rules: [a]\n', null],
];

suite('the severity of a rule in the configuration file', () => {
  for (const [name, before, after] of CASES) {
    test(name, () => {
      const edits = severityEdits(before, 'port-conflict', 'hint');
      assert.equal(edits && applyEdits(before, edits), after);
    });
  }
});
