import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bullets, code, joined, link, plain } from '../../server/src/features/hover/markdown.ts';
import { markdownIn, pod } from './hover-support.ts';

suite('text of the file in Markdown', () => {
  const CODE: readonly (readonly [text: string, code: string])[] = [
    ['web', '`web`'],
    ['', '(empty)'],
    [' \n\t ', '(empty)'],
    ['a\nb\r\nc\td', '`a b c d`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a`', '`` `a` ``'],
    ['\u202Ea\u200Bb\u0007c\u2028d', '`ab c d`'],
    ['a\uD800b', '`ab`'],
    [`${'x'.repeat(200)}`, `\`${'x'.repeat(79)}…\``],
    ['😀'.repeat(100), `\`${'😀'.repeat(79)}…\``],
    ['<b>&amp;</b>', '`<b>&amp;</b>`'],
  ];
  for (const [text, wanted] of CODE)
    test(`code ${JSON.stringify(text).slice(0, 30)}`, () => assert.equal(code(text), wanted));

  const PLAIN: readonly (readonly [text: string, plain: string])[] = [
    ['cloud_sql_proxy: 2', 'cloud_sql_proxy: 2'],
    ['_a_ *b* `c`', '\\_a\\_ \\*b\\* \\`c\\`'],
    ['[x](http://a) <img>', '\\[x\\](http\\://a) \\<img\\>'],
    ['see www.evil.example', 'see www\\.evil.example'],
    ['a@b.example', 'a\\@b.example'],
    ['a\n\n# b', 'a \\# b'],
  ];
  for (const [text, wanted] of PLAIN) test(`plain ${JSON.stringify(text)}`, () => assert.equal(plain(text), wanted));

  test('a link leads to the web, or is none', () => {
    assert.equal(link('a', 'https://x.example/a_(b)'), '[a](https://x.example/a_%28b%29)');
    assert.equal(link('a', 'javascript:alert(1)'), 'a');
    assert.equal(link('a', 'https://x.example/ "t"'), 'a');
    assert.equal(link('[a]', 'command:x'), '\\[a\\]');
  });

  test('lists', () => {
    assert.deepEqual(
      [joined([]), joined(['a']), joined(['a', 'b']), joined(['a', 'b', 'c'])],
      ['', 'a', 'a and b', 'a, b and c'],
    );
    assert.equal(joined(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'or'), 'a, b, c, d, e or 2 more');
    assert.equal(bullets(['a', 'b'], '1.'), '1. a\n2. b');
    assert.match(bullets(Array.from({ length: 30 }, String)), /\n- … and 19 more$/);
  });

  test('nothing in a manifest breaks out of its hover', () => {
    const evil = '`x` [a](command:evil) <img src=x onerror=y> **b** | c';
    const quoted = JSON.stringify(evil);
    const text = pod({
      init: `{name: ${quoted}, image: ${quoted}}`,
      containers: `{«name»: ${quoted}, image: ${quoted}, args: ["tail -f /x"], ports: [{name: ${quoted}, containerPort: 80}], volumeMounts: [{name: ${quoted}, mountPath: ${quoted}, subPath: ${quoted}}], securityContext: {capabilities: {add: [${quoted}]}}}`,
      more: `  volumes: [{name: ${quoted}, ${quoted}: {}}]`,
    }).replace('name: shop', `name: ${quoted}`);
    for (const word of ['name', 'ports', 'volumeMounts', 'volumes', 'initContainers', ' containers']) {
      const marked = text
        .replace(/[«»]/g, '')
        .replace(word === 'name' ? /name(?=: "`x` \[a\]\(command:evil\)[^}]*args)/ : word, word.replace(/\w+/, '«$&»'));
      const outside = markdownIn(marked)
        .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
        .replace(/\\./g, '');
      assert.ok(!/[<>]|\]\(command|\*\*b/.test(outside), outside);
    }
  });
});
