import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { targetOf } from '../../server/src/rules/lint.ts';
import { bitsIn, bitsOf } from '../../server/src/rules/needs.ts';
import { DEFAULT_SETTINGS } from '../../server/src/settings.ts';
import { ALONE, unmark } from '../support.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'rules');

/** All examples of all rules, and their harder cases. */
function* texts(): Iterable<string> {
  for (const { examples } of RULES) for (const { bad, good = '' } of examples) yield* [unmark(bad).text, good];
  for (const file of readdirSync(FOLDER)) yield* readFileSync(join(FOLDER, file), 'utf8').split(/^#--- .*/m);
}

test('a rule finds nothing in a pod that lacks what the rule needs', () => {
  const needing = RULES.map((rule) => ({ rule, needs: bitsOf(rule.needs ?? []) })).filter(({ needs }) => needs !== 0);
  for (const text of texts()) {
    for (const { analysis } of analyseFile(unmark(text).text, ALONE)) {
      for (const team of analysis.teams) {
        const has = bitsIn(team);
        const target = targetOf(analysis, team, DEFAULT_SETTINGS);
        for (const { rule, needs } of needing) {
          if ((needs & has) === needs) continue;
          const found = [...(rule.check?.(team, target) ?? [])].map(({ message }) => message);
          assert.deepEqual(found, [], `${rule.id} needs ${rule.needs?.join(', ')}\n${text}`);
        }
      }
    }
  }
});

test('the findings of a hint are hints, and hide nothing else: where hints are not reported, their rules are not run', () => {
  const minor = RULES.filter(({ severity }) => severity === 'hint');
  const ids = minor.map(({ id }) => id);
  for (const text of texts()) {
    for (const { analysis } of analyseFile(unmark(text).text, ALONE)) {
      for (const team of analysis.teams) {
        for (const rule of minor) {
          for (const { severity, hides = [] } of rule.check?.(team, targetOf(analysis, team, DEFAULT_SETTINGS)) ?? []) {
            assert.ok(severity === undefined || severity === 'hint', rule.id);
            assert.ok(
              hides.every((id) => ids.includes(id)),
              rule.id,
            );
          }
        }
      }
    }
  }
});
