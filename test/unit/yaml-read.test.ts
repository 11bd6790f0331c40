import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { child, type Field, fields, items, type Reached, reach } from '../../server/src/yaml/read.ts';

suite('the value under a key', () => {
  const many = Array.from({ length: 40 }, (_, i) => `  k${i}: ${i}`).join('\n');
  const MAPPINGS: Readonly<Record<string, string>> = {
    'a few keys': 'a: 1\nb: {c: 2}\nc: [3]\n',
    'many keys': `a:\n${many}\n`,
    nulls: 'a:\nb: ~\nc: null\nd: "null"\n',
    'equal keys': 'a: 1\nb: 2\na: 3\nc: 1\nc:\n',
    'merge keys': 'x: &x {a: 1, b: 2, c: 3}\ny: {<<: *x, b: 4, c: ~}\nz: {b: 4, <<: *x}\n',
    'a quoted merge key': 'x: &x {a: 1}\ny: {"<<": *x}\n',
    aliases: 'x: &x {a: 1}\ny: *x\nz: {a: *x, b: &y text, c: *y}\n',
    'an alias that leads nowhere': 'a: 1\na: *none\nb: {<<: *none, c: 1}\n',
    'broken text': 'a: 1\n b: [\nc: "x\n',
  };
  for (const [what, text] of Object.entries(MAPPINGS)) {
    test(`is that of all entries: ${what}`, () => {
      const checked = sameBelow(reach(parseDocument(text).root));
      assert.ok(checked > 0);
    });
  }
});

const KEYS = ['a', 'b', 'c', 'd', 'x', 'y', 'z', '<<', 'k0', 'k39', 'none'];

/** Checks every mapping below a value; how many there were. */
function sameBelow(from: Reached | null): number {
  const entries = fields(from);
  for (const key of [...KEYS, ...entries.keys()]) {
    const [one, other] = [child(from, key), entries.get(key) ?? null];
    assert.deepEqual(told(one), told(other), key);
  }
  const inner = [...entries.values(), ...items(from)];
  return inner.reduce((sum, value) => sum + sameBelow(value), entries.size > 0 ? 1 : 0);
}

function told(field: Field | null): readonly unknown[] | null {
  return field && [field.node, field.via, field.key, field.entry];
}
