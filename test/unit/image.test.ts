import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { globIndex } from '../../server/src/helpers/globs.ts';
import { globMatcher, parseImage } from '../../server/src/helpers/image.ts';
import { effortOf, QUICK } from '../effort.ts';

suite('image references', () => {
  const REFERENCES: readonly (readonly [string, string, string | null, string | null])[] = [
    ['nginx', 'docker.io/library/nginx', null, null],
    ['nginx:1.29', 'docker.io/library/nginx', '1.29', null],
    ['fluent/fluent-bit:4.1', 'docker.io/fluent/fluent-bit', '4.1', null],
    ['quay.io/acme/shop', 'quay.io/acme/shop', null, null],
    ['registry:5000/shop', 'registry:5000/shop', null, null],
    ['registry:5000/shop:2', 'registry:5000/shop', '2', null],
    ['localhost/shop:2', 'localhost/shop', '2', null],
    ['localhost:5000/a/b/shop', 'localhost:5000/a/b/shop', null, null],
    ['team/sub/shop:2', 'docker.io/team/sub/shop', '2', null],
    ['nginx@sha256:abc', 'docker.io/library/nginx', null, 'sha256:abc'],
    ['ghcr.io/acme/shop:2@sha256:abc', 'ghcr.io/acme/shop', '2', 'sha256:abc'],
    ['GHCR.io/Acme/Shop:V2-RC', 'ghcr.io/acme/shop', 'V2-RC', null],
    ['  nginx:1 ', 'docker.io/library/nginx', '1', null],
  ];
  for (const [reference, repository, tag, digest] of REFERENCES) {
    test(reference, () => assert.deepEqual(parseImage(reference), { repository, tag, digest }));
  }

  const GLOBS: readonly (readonly [string, string, boolean])[] = [
    ['**/fluent/fluent-bit', 'docker.io/fluent/fluent-bit', true],
    ['**/fluent/fluent-bit', 'registry.example.com/mirror/fluent/fluent-bit', true],
    ['**/fluent/fluent-bit', 'docker.io/notfluent/fluent-bit', false],
    ['**/library/nginx', 'docker.io/library/nginx-slim', false],
    ['**/bitnami*/nginx', 'docker.io/bitnamilegacy/nginx', true],
    ['**/bitnami*/nginx', 'docker.io/bitnami/other/nginx', false],
    ['quay.io/a/*', 'quay.io/a/b', true],
    ['quay.io/a/*', 'quay.io/a/b/c', false],
    ['quay.io/a/**', 'quay.io/a/b/c', true],
    ['quay.io/a', 'quayXio/a', false],
    ['a.io/**/x', 'a.io/x', true],
    ['*dind*', '28-dind-rootless', true],
  ];
  for (const [glob, text, expected] of GLOBS) {
    test(`${glob} ${expected ? 'matches' : 'does not match'} ${text}`, () => {
      assert.equal(globMatcher(glob)(text), expected);
    });
  }
});

suite('globs', () => {
  /** What a glob means, said the slow way. */
  function oracle(glob: string): RegExp {
    const parts: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
    const pattern = glob.split(/(\*\*\/|\*\*|\*)/).map((part) => parts[part] ?? part.replaceAll('.', '\\.'));
    return new RegExp(`^${pattern.join('')}$`);
  }

  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const some = (pieces: readonly string[], most: number) =>
    Array.from({ length: random(most) }, () => pieces[random(pieces.length)]).join('');
  const anyGlob = () => some(['a', 'b', '/', '*', '**', '**/', '.'], 7);
  const anyText = () => some(['a', 'b', '/', '.'], 8);

  test('mean the same as regular expressions', () => {
    let matched = 0;
    for (let i = 0; i < 20_000; i++) {
      const [glob, text] = [anyGlob(), anyText()];
      const expected = oracle(glob).test(text);
      if (expected) matched++;
      assert.equal(globMatcher(glob)(text), expected, `${glob} and ${text}`);
    }
    assert.ok(matched > 1000);
  });

  test('are found in an index as if each were tried', () => {
    const globs = Array.from({ length: 300 }, anyGlob);
    const find = globIndex(globs.map((glob, nth) => [glob, nth]));
    let found = 0;
    for (let i = 0; i < 500; i++) {
      const text = anyText();
      const expected = globs.flatMap((glob, nth) => (globMatcher(glob)(text) ? [nth] : []));
      const values = find(text).map(({ value }) => value);
      assert.deepEqual(values, expected, text);
      found += values.length;
    }
    assert.ok(found > 1000);
  });

  const HOSTILE = [
    '**/**/**/**a',
    '*a*a*a*a*a*a*a*a*b',
    `${'**a'.repeat(60)}b`,
    `${'*/'.repeat(90)}*a`,
    '*'.repeat(200),
  ];
  for (const glob of HOSTILE) {
    test(`take their time with no text: ${glob.slice(0, 30)}`, () => {
      const matches = globMatcher(glob);
      const texts = ['a'.repeat(511), 'a/'.repeat(255), `${'aa/'.repeat(170)}a`, 'a'.repeat(1_000_000)];
      // A regular expression of the second one takes longer than anybody waits.
      assert.ok(effortOf(() => texts.map(matches)) < QUICK);
    });
  }

  test('match nothing that is longer than an image can be', () => {
    assert.ok(globMatcher('**')('a'.repeat(512)));
    assert.ok(!globMatcher('**')('a'.repeat(513)));
  });
});
