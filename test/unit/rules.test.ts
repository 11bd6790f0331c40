import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RULES } from '../../server/src/rules/index.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { isSerious, lintText, settings, told, unmark } from '../support.ts';

/** The examples of a rule are its tests: exactly the marked spans, the documented fix, and nothing else to say. */
for (const rule of RULES) {
  suite(rule.id, () => {
    rule.examples.forEach(({ bad, good, kubernetes }, i) => {
      for (const [name, eol] of [
        ['LF', '\n'],
        ['CRLF', '\r\n'],
      ] as const) {
        const set = settings(kubernetes);
        const { text, spans } = unmark(bad.replaceAll('\n', eol));

        test(`example ${i + 1} (${name}): finds exactly what is marked`, () => {
          const { problems, failures } = lintText(text, set);
          assert.deepEqual(failures, []);
          const own = problems.filter((problem) => problem.rule === rule);
          assert.deepEqual(
            own.map((problem) => problem.at),
            spans,
            own.map((p) => told(p, text)).join('\n'),
          );
          const others = problems.filter((problem) => problem.rule !== rule && isSerious(problem));
          assert.deepEqual(
            others.map((p) => told(p, text)),
            [],
          );
          for (const { message } of own) assert.ok(message.length <= 160 && !/[{}]/.test(message), message);
        });

        if (good === undefined) continue;
        if (rule.fix === null) {
          test(`example ${i + 1} (${name}): finds nothing in the text that is better`, () => {
            const better = good.replaceAll('\n', eol);
            const { problems } = lintText(better, set);
            const left = problems.filter((problem) => problem.rule === rule || isSerious(problem));
            assert.deepEqual(
              left.map((p) => told(p, better)),
              [],
            );
          });
          continue;
        }
        test(`example ${i + 1} (${name}): the first fix writes the documented text`, () => {
          let fixed = text;
          for (let round = 0; round < 10; round++) {
            const problem = lintText(fixed, set).problems.find((p) => p.rule === rule && p.fixes.length > 0);
            if (!problem) break;
            const edits = problem.fixes[0]?.edits();
            assert.ok(edits, `no edits for: ${problem.fixes[0]?.title}`);
            fixed = applyEdits(fixed, edits);
          }
          assert.equal(fixed, good.replaceAll('\n', eol));
          assert.deepEqual(
            lintText(fixed, set)
              .problems.filter(isSerious)
              .map((p) => told(p, fixed)),
            [],
          );
        });
      }
    });
  });
}

test('every rule has what its page needs', () => {
  for (const rule of RULES) {
    assert.match(rule.id, /^[a-z]+(?:-[a-z0-9]+)*$/);
    assert.ok(rule.title && rule.why, rule.id);
    assert.ok(!rule.title.endsWith('.') && rule.why.endsWith('.'), rule.id);
    if (rule.group === 'project') continue;
    assert.ok(rule.examples.length > 0, `${rule.id} has no example`);
    assert.ok(rule.references.length > 0, `${rule.id} has no reference`);
    for (const reference of rule.references) assert.match(reference, /^https:\/\//);
    const better = rule.examples.some((example) => example.good !== undefined);
    assert.ok(better, `${rule.id}: an example shows how it is done better`);
  }
  assert.equal(new Set(RULES.map((rule) => rule.id)).size, RULES.length);
});
