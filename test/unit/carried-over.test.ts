import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { carriedOver } from '../../server/src/features/workspace/exchange.ts';

/** What is known of a thing is its letter in upper case; `.` stands for nothing. */
const CASES: Readonly<Record<string, readonly [before: string, after: string, carried: string]>> = {
  'of the same things all': ['abc', 'abc', 'ABC'],
  'all but of what has changed': ['abc', 'axc', 'A.C'],
  'what stands between changes': ['abcde', 'axcye', 'A.C.E'],
  'what moves down behind something new': ['abc', 'axbc', 'A.BC'],
  'what moves up behind something that is gone': ['abcd', 'acd', 'ACD'],
  'what changes its place': ['abcd', 'acbd', 'ACBD'],
  'nothing of none': ['', 'ab', '..'],
  'nothing to none': ['ab', '', ''],
  'nothing of others': ['abc', 'xyz', '...'],
};

suite('what is carried over', () => {
  for (const [name, [before, after, carried]] of Object.entries(CASES)) {
    test(name, () => {
      const things = [...before];
      const found = carriedOver(
        things,
        things.map((thing) => thing.toUpperCase()),
        [...after],
      );
      assert.equal(found.map((one) => one ?? '.').join(''), carried);
    });
  }
});
