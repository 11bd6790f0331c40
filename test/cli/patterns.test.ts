import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { podPatterns } from './command.ts';

test('patterns --format json lists every pattern as the contract says', async () => {
  const { stdout, stderr, status } = await podPatterns(['patterns', '--format', 'json']);
  assert.deepEqual([status, stderr], [0, '']);
  const { version, patterns, ...more } = JSON.parse(stdout);
  assert.deepEqual([version, more], [1, {}]);
  assert.deepEqual(
    patterns.map(({ id }: { id: string }) => id),
    PATTERNS.map(({ id }) => id),
  );
  for (const one of patterns) {
    const keys = ['id', 'title', 'pattern', 'description', 'variants', 'scope', 'parameters'];
    assert.deepEqual(Object.keys(one), keys, one.id);
    assert.ok(['container', 'manifest'].includes(one.scope), one.id);
    for (const parameter of one.parameters) {
      assert.deepEqual(Object.keys(parameter), ['key', 'title', 'default', 'required', 'choices', 'example'], one.id);
      assert.equal(parameter.default === null, parameter.required, `${one.id} ${parameter.key}`);
    }
  }
  const variants = new Map(patterns.map((one: { id: string; variants: unknown }) => [one.id, one.variants]));
  assert.deepEqual(variants.get('fluent-bit'), ['native', 'classic']);
  assert.deepEqual(variants.get('wait-for-service'), []);
  assert.deepEqual(variants.get('pod-init'), []);
});

test('patterns prints a table for each pattern, with the same columns', async () => {
  const { stdout, stderr, status } = await podPatterns(['patterns']);
  assert.deepEqual([status, stderr], [0, '']);
  const blocks = stdout.trimEnd().split('\n\n');
  assert.deepEqual(
    blocks.map((block) => block.split('\n')[0]),
    ['init', 'sidecar', 'ambassador', 'adapter', 'config-helper', 'proxy'],
  );
  const lines = blocks.flatMap((block) => block.split('\n').slice(1));
  assert.equal(lines.length, PATTERNS.length);
  const scopes = lines.map((line) => line.search(/(?<= {2})(?:container|manifest) {2}/));
  assert.equal(new Set(scopes).size, 1, stdout);
  assert.doesNotMatch(stdout, / $/m);
});
