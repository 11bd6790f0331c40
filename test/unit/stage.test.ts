import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { formsAt, readStage, startsAt } from '../../client/src/add-helper/stage.ts';

suite('a helper for a lane of the picture', () => {
  const both = ['native', 'classic'] as const;
  for (const [pattern, variants, start, run] of [
    ['init', [], true, false],
    ['sidecar', both, true, true],
    ['ambassador', ['native'], true, false],
    ['adapter', ['classic'], false, true],
    // Something else puts it into the pod.
    ['proxy', [], false, false],
  ] as const) {
    const what = `${pattern} (${variants.join(', ') || 'no form'})`;
    test(`${what} ${start ? 'can' : 'cannot'} start before the application, ${run ? 'can' : 'cannot'} with it`, () => {
      const offer = { pattern, variants };
      assert.deepEqual([startsAt(offer, 'start'), startsAt(offer, 'run')], [start, run]);
    });
  }

  test('comes in the form that stands there', () => {
    assert.deepEqual(formsAt(both, 'start'), ['native']);
    assert.deepEqual(formsAt(both, 'run'), ['classic', 'native']);
    assert.deepEqual(formsAt(both, null), both);
    assert.deepEqual(formsAt(['native'], 'run'), ['native']);
    assert.deepEqual(formsAt(['classic'], 'start'), ['classic']);
    assert.deepEqual(formsAt([], 'start'), []);
  });

  test('without a lane that is known is any helper', () => {
    assert.deepEqual(['start', 'run', 'else', 1, null, undefined].map(readStage), [
      'start',
      'run',
      null,
      null,
      null,
      null,
    ]);
  });
});
