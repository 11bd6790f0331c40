import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../server/src/analysis.ts';
import { lint } from '../../server/src/rules/lint.ts';
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

test('on real manifests no rule fails, and every fix mends what it says', { skip }, () => {
  const set = settings();
  let fixes = 0;
  for (const { file, text } of documents()) {
    const analysis = analyse(text, ALONE);
    const { problems, failures } = lint(analysis, set);
    assert.deepEqual(failures, [], file);
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
        if (!fix.safe || !isSerious(problem)) continue;
        assert.ok(
          left.filter(isSerious).length < problems.filter(isSerious).length,
          `${file}: "${fix.title}" is not safe`,
        );
      }
    }
  }
  assert.ok(fixes > 20, `only ${fixes} fixes were tried`);
});
