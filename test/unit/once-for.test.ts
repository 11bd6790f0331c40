import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onceFor } from '../../server/src/yaml/once-for.ts';

test('what is made once of an object is kept on it, unseen', () => {
  let made = 0;
  const first = onceFor(({ name }: { readonly name: string }) => `${name} ${++made}`);
  const second = onceFor(({ name }: { readonly name: string }) => [name]);
  const one = { name: 'one' };
  assert.deepEqual([first(one), first(one), second(one)], ['one 1', 'one 1', ['one']]);
  assert.equal(second(one), second(one));
  assert.deepEqual(one, { name: 'one' });
  assert.deepEqual(Object.keys(one), ['name']);
  // A copy is another object.
  assert.equal(first({ ...one }), 'one 2');
});
