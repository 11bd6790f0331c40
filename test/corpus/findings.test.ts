import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Analysis, analyse } from '../../server/src/analysis.ts';
import { fixAll } from '../../server/src/features/fix-all.ts';
import { lint } from '../../server/src/rules/lint.ts';
import type { Settings } from '../../server/src/settings.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { ALONE, isSerious, readShared, settings, shared } from '../support.ts';

const skip = shared('corpus') ? false : 'the corpus is not beside the project';

/** Every document of the corpus, by file. */
function* documents(): Generator<{ file: string; text: string }> {
  const rows = readShared('corpus', 'INDEX.tsv').trim().split('\n').slice(1);
  for (const row of rows) {
    const file = row.split('\t', 1)[0] ?? '';
    const whole = readShared('corpus', file);
    const starts = splitDocuments(whole);
    for (const [i, start] of starts.entries()) yield { file, text: whole.slice(start, starts[i + 1]) };
  }
}

test('on real manifests no rule fails, every fix mends what it says, and all safe ones bring nothing new', {
  skip,
}, () => {
  const set = settings();
  let fixes = 0;
  let fixed = 0;
  for (const { file, text } of documents()) {
    const analysis = analyse(text, ALONE);
    const { problems, failures } = lint(analysis, set);
    assert.deepEqual(failures, [], file);
    if (problems.some((problem) => problem.fixes[0]?.safe)) fixed += fixSafely(file, analysis, set);
    for (const problem of problems) {
      const { at, message } = problem;
      assert.ok(at.start <= at.end && at.end <= text.length && message.length <= 160 && !message.includes('\n'), file);
      for (const fix of problem.fixes) {
        fixes++;
        const edits = fix.edits();
        assert.ok(edits && edits.length > 0, `${file}: no edits for "${fix.title}"`);
        const fixed = analyse(applyEdits(text, edits), ALONE);
        assert.equal(fixed.document?.broken, analysis.document?.broken, `${file}: "${fix.title}" breaks the text`);
        const left = lint(fixed, set).problems;
        const same = left.filter(
          (p) => p.rule === problem.rule && p.container === problem.container && p.message === message,
        );
        const before = problems.filter(
          (p) => p.rule === problem.rule && p.container === problem.container && p.message === message,
        );
        assert.ok(same.length < before.length, `${file}: "${fix.title}" mends nothing`);
        if (!fix.safe) continue;
        assert.deepEqual(fresh(analysis, fixed, set), [], `${file}: "${fix.title}" is not safe`);
        const fewer = left.filter(isSerious).length < problems.filter(isSerious).length;
        assert.ok(fewer || !isSerious(problem), `${file}: "${fix.title}" is not safe`);
      }
    }
  }
  assert.ok(fixes > 20, `only ${fixes} fixes were tried`);
  assert.ok(fixed > 10, `only ${fixed} safe fixes were made`);
});

/** All safe fixes together bring nothing new, break nothing and leave none to make; how many were made. */
function fixSafely(file: string, before: Analysis, set: Settings): number {
  const { text, fixed } = fixAll(before, set);
  const after = analyse(text, ALONE);
  assert.equal(after.document?.broken, before.document?.broken, `${file}: the fixes break the text`);
  assert.equal(after.teams.length, before.teams.length, `${file}: the fixes lose a pod`);
  assert.deepEqual(fresh(before, after, set), [], `${file}: the fixes bring new problems`);
  assert.equal(fixAll(after, set).text, text, `${file}: the fixes are not all made at once`);
  return fixed;
}

/** The errors and warnings of a container that it did not have before. */
function fresh(before: Analysis, after: Analysis, set: Settings): string[] {
  const [known, found] = [before, after].map((analysis) => {
    const problems = lint(analysis, set).problems.filter(isSerious);
    return new Set(problems.map(({ rule, container }) => `${rule.id} of ${container}`));
  });
  return [...(found ?? [])].filter((problem) => !known?.has(problem));
}
