import assert from 'node:assert/strict';
import { test } from 'node:test';
import { styleOf } from '../../server/src/yaml/edit/style.ts';
import * as yaml from '../../server/src/yaml/edit.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import type { Scalar } from '../../server/src/yaml/tree.ts';
import { type Row, table } from './yaml-edit-table.ts';

table('insertEntry', [
  [
    'behind the last of the keys, whose comment stays with it',
    '- name: a\n  image: b # tag\n  # ports\n  ports: []\n',
    (d, at) => yaml.insertEntry(d, at('0'), 'restartPolicy', 'Always', { after: ['name', 'image'] }),
    '- name: a\n  image: b # tag\n  restartPolicy: Always\n  # ports\n  ports: []\n',
  ],
  [
    'before the first of the keys, above its comment',
    'a: 1\n# about c\nc: 3\n',
    (d, at) => yaml.insertEntry(d, at(''), 'b', 2, { before: ['c'] }),
    'a: 1\nb: 2\n# about c\nc: 3\n',
  ],
  [
    'behind a dash',
    '-   name: a\n    image: b\n',
    (d, at) => yaml.insertEntry(d, at('0'), 'env', [{ name: 'X' }], { before: ['name'] }),
    '-   env:\n      - name: X\n    name: a\n    image: b\n',
  ],
  [
    'last, before comments that belong to what follows, behind those that do not',
    's:\n  a:\n    - x\n    # - y\n  # end\nt: 1\n',
    (d, at) => yaml.insertEntry(d, at('s'), 'b', { c: 'no', d: [] }),
    's:\n  a:\n    - x\n    # - y\n  b:\n    c: "no"\n    d: []\n  # end\nt: 1\n',
  ],
  [
    'behind a block scalar that keeps its blank lines',
    'a: |+\n  x\n\n\nb: 1\n',
    (d, at) => yaml.insertEntry(d, at(''), 'c', 'x', { after: ['a'] }),
    'a: |+\n  x\n\n\nc: x\nb: 1\n',
  ],
  ['no line break at the end', 'a:\n  b: 1', (d, at) => yaml.insertEntry(d, at('a'), 'c', 2), 'a:\n  b: 1\n  c: 2'],
  [
    'no line break at the end of a scalar that would keep it',
    'a: |+\n  b',
    (d, at) => yaml.insertEntry(d, at(''), 'c', 2),
    null,
  ],
  ['before the end mark', 'a: 1\n...\n', (d, at) => yaml.insertEntry(d, at(''), 'c', 2), 'a: 1\nc: 2\n...\n'],
  ['in braces', 'a: {b: c}\n', (d, at) => yaml.insertEntry(d, at('a'), 'd', 'x:1'), 'a: {b: c, d: "x:1"}\n'],
  [
    'in wide braces',
    "a: { b: 'c' }\n",
    (d, at) => yaml.insertEntry(d, at('a'), 'd', 'yes'),
    "a: { b: 'c', d: 'yes' }\n",
  ],
  ['in no braces yet', 'a: {}\n', (d, at) => yaml.insertEntry(d, at('a'), 'd', { e: [1] }), 'a: {d: {e: [1]}}\n'],
  [
    'JSON',
    '{\n    "a": {\n        "b": 1\n    }\n}\n',
    (d, at) => yaml.insertEntry(d, at(''), 'c', { d: ['e'] }),
    '{\n    "a": {\n        "b": 1\n    },\n    "c": {\n        "d": [\n            "e"\n        ]\n    }\n}\n',
  ],
  [
    'JSON on one line',
    '{"a":1,"b":{"c":2}}',
    (d, at) => yaml.insertEntry(d, at('b'), 'd', 'e'),
    '{"a":1,"b":{"c":2,"d":"e"}}',
  ],
  [
    'KYAML',
    '{\n  a: "b", # c\n}\n',
    (d, at) => yaml.insertEntry(d, at(''), 'd', 'e'),
    '{\n  a: "b", # c\n  d: "e",\n}\n',
  ],
  [
    'a template: behind the condition, not in it',
    'a:\n  b: 1\n  {{- with .x }}\n  c:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\nd: 1\n',
    (d, at) => yaml.insertEntry(d, at('a'), 'e', 1),
    'a:\n  b: 1\n  e: 1\n  {{- with .x }}\n  c:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\nd: 1\n',
  ],
  ['a key that is there', 'a: 1\n', (d, at) => yaml.insertEntry(d, at(''), 'a', 2), null],
  ['an explicit key', '? a\n: 1\n', (d, at) => yaml.insertEntry(d, at(''), 'b', 2), null],
]);

table('setEntry', [
  ['no value', 'a: # c\nb: 1\n', (d, at) => yaml.setEntry(d, at(''), 'a', 'x'), 'a: x # c\nb: 1\n'],
  [
    'a block for a scalar',
    'a: x # c\nb: 1\n',
    (d, at) => yaml.setEntry(d, at(''), 'a', { b: 1 }),
    'a: # c\n  b: 1\nb: 1\n',
  ],
  ['a scalar for a block', 'a: # c\n  b: 1\nb: 1\n', (d, at) => yaml.setEntry(d, at(''), 'a', 'x'), 'a: x # c\nb: 1\n'],
  ['an anchor that is needed', 'a: &a x\nb: *a\n', (d, at) => yaml.setEntry(d, at(''), 'a', 'y'), null],
  ['in braces', '{a: {b: 1}, c: 2}', (d, at) => yaml.setEntry(d, at(''), 'a', ['x']), '{a: [x], c: 2}'],
]);

table('removeEntry', [
  [
    'all its lines, not the comments above',
    'a: 1\n# b\nb: # x\n  - y\n  # z\nc: 1\n',
    (d, at) => yaml.removeEntry(d, at(''), 'b'),
    'a: 1\n# b\nc: 1\n',
  ],
  ['the last one: the comments above too', 'a: 1\n# b\nb: 2\n', (d, at) => yaml.removeEntry(d, at(''), 'b'), 'a: 1\n'],
  ['behind a dash', '- name: x # n\n  image: y\n', (d, at) => yaml.removeEntry(d, at('0'), 'name'), '- image: y\n'],
  [
    'behind a dash, above a comment',
    '- name: x\n  # i\n  image: y\n',
    (d, at) => yaml.removeEntry(d, at('0'), 'name'),
    '- # i\n  image: y\n',
  ],
  ['equal keys', 'a: 1\nb: 2\na: 3\n', (d, at) => yaml.removeEntry(d, at(''), 'a'), 'b: 2\n'],
  ['in braces', 'x: {a: 1, b: 2}\n', (d, at) => yaml.removeEntry(d, at('x'), 'b'), 'x: {a: 1}\n'],
  ['the only one in braces', 'x: {a: 1}\n', (d, at) => yaml.removeEntry(d, at('x'), 'a'), 'x: {}\n'],
  ['JSON', '{\n  "a": 1,\n  "b": 2\n}\n', (d, at) => yaml.removeEntry(d, at(''), 'b'), '{\n  "a": 1\n}\n'],
  ['no line break at the end', 'a: 1\nb: 2', (d, at) => yaml.removeEntry(d, at(''), 'b'), 'a: 1'],
  ['the only one', 'x:\n  a: 1\n', (d, at) => yaml.removeEntry(d, at('x'), 'a'), null],
  ['the only one and its parent', 'x:\n  a: 1\ny: 1\n', (d, at) => yaml.removeEntryOrParent(d, at('x'), 'a'), 'y: 1\n'],
]);

table('replaceScalar', [
  ...(
    [
      ['a: x # c\n', 'v', 'a: v # c\n'],
      ['a: x\n', '80', 'a: "80"\n'],
      ["a: 'x'\n", "it's", "a: 'it''s'\n"],
      ['a: "x"\n', 'y', 'a: "y"\n'],
      ['a: "x"\n', 80, 'a: 80\n'],
      ['a:\nb: 1\n', true, 'a: true\nb: 1\n'],
      ['a: |\n    x\n    y\nb: 1\n', 'p\nq\n', 'a: |\n    p\n    q\nb: 1\n'],
      ['a: one\n  two # c\n', 'p\nq', 'a: |- # c\n  p\n  q\n'],
      ['a: |\n  x\nb: 1\n', 'v', 'a: v\nb: 1\n'],
      ["b: 'x'\na: x\n", 'no', "b: 'x'\na: 'no'\n"],
      ['{"a": "x"}', 'y', '{"a": "y"}'],
      ['{"a": 1}', 'y', '{"a": "y"}'],
      ['a: x\n  # deep\n', 'p\nq\n', 'a: "p\\nq\\n"\n  # deep\n'],
    ] as const
  ).map(
    ([before, value, after]): Row => [before, before, (d, at) => yaml.replaceScalar(d, at<Scalar>('a'), value), after],
  ),
]);

const SPACED = 'l:\n  # one\n  - a: 1\n\n  - b: 2\n    # in b\nz: 1\n';
table('insertItem', [
  ['flush', 'l:\n- a\nz: 1\n', (d, at) => yaml.insertItem(d, at('l'), { x: [1] }, 1), 'l:\n- a\n- x:\n  - 1\nz: 1\n'],
  [
    'wide gap',
    'l:\n-   a: 1\n',
    (d, at) => yaml.insertItem(d, at('l'), { x: 1, v: 2 }, 0),
    'l:\n-   x: 1\n    v: 2\n-   a: 1\n',
  ],
  ['first', SPACED, (d, at) => yaml.insertItem(d, at('l'), 'x', 0), SPACED.replace('  # one', '  - x\n\n  # one')],
  ['between', SPACED, (d, at) => yaml.insertItem(d, at('l'), 'x', 1), SPACED.replace('\n\n', '\n\n  - x\n\n')],
  ['last', SPACED, (d, at) => yaml.insertItem(d, at('l'), 'x', 2), SPACED.replace('z:', '\n  - x\nz:')],
  [
    'an empty list',
    'l: [] # c\nz: 1\n',
    (d, at) => yaml.insertItem(d, at('l'), { x: 1 }, 0),
    'l: # c\n  - x: 1\nz: 1\n',
  ],
  ['nested', '- - a\n  - b\n', (d, at) => yaml.insertItem(d, at('0'), 'x', 0), '- - x\n  - a\n  - b\n'],
  ['in quotes', 'l: ["sh", "-c"]\n', (d, at) => yaml.insertItem(d, at('l'), 'x', 2), 'l: ["sh", "-c", "x"]\n'],
  ['in brackets', 'l: [a, b]\n', (d, at) => yaml.insertItem(d, at('l'), 'c,d', 1), 'l: [a, "c,d", b]\n'],
  [
    'KYAML',
    '{\n  l: [{\n    a: "b",\n  }],\n}\n',
    (d, at) => yaml.insertItem(d, at('l'), { c: 'd' }, 1),
    '{\n  l: [{\n    a: "b",\n  }, {\n    c: "d",\n  }],\n}\n',
  ],
  [
    'braces that hug, further in than the list',
    'l: [{\n    a: b\n  }\n]\n',
    (d, at) => yaml.insertItem(d, at('l'), { c: 'd' }, 0),
    'l: [{\n    c: d\n  }, {\n    a: b\n  }\n]\n',
  ],
]);

table('removeItem', [
  ['with its comments', SPACED, (d, at) => yaml.removeItem(d, at('l'), 0), 'l:\n  - b: 2\n    # in b\nz: 1\n'],
  ['the last one', SPACED, (d, at) => yaml.removeItem(d, at('l'), 1), 'l:\n  # one\n  - a: 1\nz: 1\n'],
  ['in brackets', 'l: [a, b, c]\n', (d, at) => yaml.removeItem(d, at('l'), 2), 'l: [a, b]\n'],
  ['JSON', '[\n  1,\n  2\n]\n', (d, at) => yaml.removeItem(d, at(''), 1), '[\n  1\n]\n'],
  ['the only one', 'l:\n- a\n', (d, at) => yaml.removeItem(d, at('l'), 0), null],
  ['an alias needs it', 'l:\n- &a x\n- b\nz: *a\n', (d, at) => yaml.removeItem(d, at('l'), 0), null],
]);

test('styleOf: by majority', () => {
  const style = (text: string) => styleOf(parseDocument(text));
  assert.deepEqual(style('a: 1\n'), { eol: '\n', indent: 2, flush: false, listIndent: 2, quote: 'double' });
  const written = "a:\r\n    b:\r\n    - 'x'\r\n    - 'y'\r\n    c:\r\n        d: \"z\"\r\n";
  assert.deepEqual(style(written), { eol: '\r\n', indent: 4, flush: true, listIndent: 0, quote: 'single' });
});

test('a byte order mark stays', () => {
  const document = parseDocument('\uFEFFa: 1\nb: 2\n');
  const mapping = document.root?.kind === 'mapping' ? document.root : assert.fail();
  assert.deepEqual(yaml.removeEntry(document, mapping, 'a'), { at: { start: 1, end: 6 }, text: '' });
  assert.deepEqual(yaml.insertEntry(document, mapping, 'c', 3, { before: ['a'] }), {
    at: { start: 1, end: 1 },
    text: 'c: 3\n',
  });
});
