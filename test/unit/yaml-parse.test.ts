import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { boolean, child, fields, integer, items, reach, text } from '../../server/src/yaml/read.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { printedTogether } from '../../server/src/yaml/template.ts';

suite('splitDocuments', () => {
  const cases: readonly (readonly [name: string, pieces: readonly string[]])[] = [
    ['one document', ['a: 1\n']],
    ['nothing', ['']],
    ['two', ['a: 1\n', '---\nb: 2\n']],
    ['CRLF', ['a: 1\r\n', '---\r\nb: 2\r\n']],
    ['lone CR', ['a: 1\r', '---\rb: 2\r']],
    ['a comment before the first marker belongs to its document', ['# licence\n\n---\na: 1\n', '---\nb: 2\n']],
    ['content on the marker line', ['a: 1\n', '--- {b: 2}\n']],
    ['a comment on the marker line', ['a: 1\n', '--- # second\nb: 2\n']],
    ['an end marker closes its document', ['a: 1\n...\n', '---\nb: 2\n']],
    ['an end marker at the very end', ['a: 1\n...\n']],
    ['empty documents', ['---\n', '---\n', '---\na: 1\n']],
    ['no marker: deeper, longer, quoted', ['a: |\n  ---\n  x\nb: "---"\n---x: 1\n----\n']],
    ['directives belong to what follows', ['a: 1\n...\n', '%YAML 1.2\n---\nb: 2\n']],
    ['marker without a line break at the end', ['a: 1\n', '---']],
    ['BOM', ['\uFEFF# x\n---\na: 1\n']],
  ];
  for (const [name, pieces] of cases) {
    test(name, () => {
      const whole = pieces.join('');
      const starts = splitDocuments(whole);
      assert.deepEqual(
        starts.map((start, i) => whole.slice(start, starts[i + 1])),
        pieces,
      );
    });
  }
});

/** The plain value of a text as our tree reads it. */
function value(source: string): unknown {
  const plain = (from: ReturnType<typeof reach>): unknown => {
    if (!from) return null;
    if (from.node.kind === 'mapping')
      return Object.fromEntries([...fields(from)].map(([key, field]) => [key, plain(field)]));
    if (from.node.kind === 'sequence') return items(from).map(plain);
    return integer(from)?.value ?? boolean(from)?.value ?? text(from)?.value ?? null;
  };
  return plain(reach(parseDocument(source).root));
}

suite('parseDocument', () => {
  const cases: readonly (readonly [name: string, source: string, expected: unknown])[] = [
    ['block', 'a:\n  b: [1, "2"]\n', { a: { b: [1, '2'] } }],
    ['JSON with tabs', '{\n\t"a": [true, null]\n}', { a: [true, null] }],
    ['YAML 1.1 booleans', '[yes, No, on, OFF, y, "yes"]', [true, false, true, false, 'y', 'yes']],
    ['numbers', '[010, 0x1F, 1_000, "7", 1.5e3]', [8, 31, 1000, '7', 1500]],
    ['no numbers to count with', '[.inf, .nan]', ['.inf', '.nan']],
    ['the last of equal keys wins', 'a: 1\na: 2\n', { a: 2 }],
    ['aliases', 'x: &x {a: 1}\ny: *x\n', { x: { a: 1 }, y: { a: 1 } }],
    [
      'merge keys: own keys win, the first source wins',
      'a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\nc:\n  <<: [*a, *b]\n  p: 3\n',
      { a: { p: 1, q: 1 }, b: { q: 2, r: 2 }, c: { p: 3, q: 1, r: 2 } },
    ],
    ['merge of an inline mapping', 'a:\n  <<: {b: 1}\n', { a: { b: 1 } }],
    ['brackets that close in column 0', 'a: {b: [\n  {c: 1} # d\r\n]}\ne: 2\n', { a: { b: [{ c: 1 }] }, e: 2 }],
    ['an alias to nothing', 'a: *nowhere\n', {}],
    ['a merge that leads back to itself', 'a: &a\n  <<: *a\n  b: 1\n', { a: { b: 1 } }],
    ['half a key', 'a:\n  - b: 1\n    ima\n  - b: 2\n', { a: [{ b: 1 }, { b: 2 }] }],
    ['BOM', '\uFEFFa: 1\nb: 2\n', { a: 1, b: 2 }],
    ['CRLF', 'a:\r\n  b: 1\r\n', { a: { b: 1 } }],
    ['keys without values', 'a:\nb: ~\nc: ""\n', { b: null, c: '' }],
    ['complex keys are left out', '? {a: 1}\n: 2\nb: 3\n', { b: 3 }],
    ['tags', 'a: !!str 5\nb: !own {c: 1}\n', { a: '5', b: { c: 1 } }],
  ];
  for (const [name, source, expected] of cases)
    test(name, () => assert.deepEqual(clean(value(source)), clean(expected)));

  /** An entry without a value is absent for our reader. */
  function clean(data: unknown): unknown {
    return JSON.parse(JSON.stringify(data, (_, v) => (v === null ? undefined : v)));
  }

  test('a value behind an alias knows both places', () => {
    const source = 'a: &x {n: one}\nb: *x\n';
    const found = text(child(reach(parseDocument(source).root), 'b', 'n'));
    assert.equal(source.slice(found?.at.start, found?.at.end), 'one');
    assert.equal(source.slice(found?.via?.start, found?.via?.end), '*x');
  });

  test('an alias inside its own anchor can be followed', () => {
    const a = child(reach(parseDocument('a: &a\n  b: *a\n  c: 1\n').root), 'a', 'b', 'b', 'b');
    assert.equal(integer(child(a, 'c'))?.value, 1);
  });

  test('items begin at their dash and end with their value', () => {
    const source = 'l:\n- &i one\n-\n  a: 2   # c - d\n-   - p\n    - q\n- |\n  text\n\n- last\n';
    const list = items(child(reach(parseDocument(source).root), 'l'));
    assert.deepEqual(
      list.map(({ item }) => source.slice(item.start, item.end)),
      ['- &i one', '-\n  a: 2', '-   - p\n    - q', '- |\n  text', '- last'],
    );
  });
});

suite('templates', () => {
  const cases: readonly (readonly [name: string, source: string, templated: boolean, expected: unknown])[] = [
    [
      'in a block scalar',
      'a: |\n  chown {{ .Values.user }}{{ .x }} /data\n  echo {{ .Values.done }}\nb: 1\n',
      false,
      { a: 'chown {{ .Values.user }}{{ .x }} /data\necho {{ .Values.done }}\n', b: 1 },
    ],
    ['in quotes only', 'a: "{{inputs.x}}"\nb: 1\n', false, { a: '{{inputs.x}}', b: 1 }],
    ['behind other text', 'a: x-{{ .y }}\n', false, { a: 'x-{{ .y }}' }],
    ['as a value', 'a: {{ .x }}\nb: 1\n', true, { a: '{{ .x }}', b: 1 }],
    ['two in one value', 'image: {{ .a }}:{{ .b }}\n', true, { image: '{{ .a }}:{{ .b }}' }],
    ['as a key', '{{ .k }}: 1\n', true, { '{{ .k }}': 1 }],
    ['whole lines', 'a:\n  {{- if .x }}\n  b: 1\n  {{- end }}\nc: 2\n', true, { a: { b: 1 }, c: 2 }],
    [
      'a block value begun by an action',
      'l: {{- include "x" . | nindent 2 }}\n  a: 1\nb: 2\n',
      true,
      { l: { a: 1 }, b: 2 },
    ],
    ['in a block scalar', 'a: |\n  {{ x }}\n  y\nb: 1\n', false, { b: 1 }],
    ['over several lines', 'a: {{ include\n   "x" . }}\nb: 1\n', true, { b: 1 }],
    ['a comment', '{{/* a: {{ } */}}\nb: 1\n', true, { b: 1 }],
    ['braces in a string', 'a: {{ "}}" }}\nb: 1\n', true, { a: '{{ "}}" }}', b: 1 }],
    ['not closed', 'a: {{ .x\nb: 1\n', true, { a: '{{ .x', b: 1 }],
  ];
  for (const [name, source, templated, expected] of cases) {
    test(name, () => {
      const document = parseDocument(source);
      assert.equal(document.templated, templated);
      assert.equal(document.broken, false);
      const found = value(source) as Record<string, unknown>;
      for (const [key, wanted] of Object.entries(expected as object)) {
        assert.deepEqual(found[key], wanted);
      }
    });
  }

  test('what two arms of an if print is never there together', () => {
    const source = 'a:\n{{ if .x }}\n- one\n{{ else }}\n- two\n{{ end }}\n- three\n';
    const { template } = parseDocument(source);
    const at = (word: string) => ({ start: source.indexOf(word), end: source.indexOf(word) + word.length });
    assert.equal(printedTogether(template, at('one'), at('two')), false);
    assert.equal(printedTogether(template, at('one'), at('three')), true);
    assert.equal(printedTogether(template, at('one'), at('one')), true);
  });
});

suite('hostile text', () => {
  const bomb = Array.from(
    { length: 30 },
    (_, i) =>
      `b${i}: &b${i} {<<: [${Array(9)
        .fill(`*b${i - 1}`)
        .join(',')}], y${i}: 1}`,
  );
  const texts: Readonly<Record<string, string>> = {
    'flow sequences': `a: ${'['.repeat(10_000)}`,
    'flow mappings': '{"a":'.repeat(10_000),
    'compact sequences': `${'- '.repeat(10_000)}x`,
    'block mappings': Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'a bomb of merges': `b-1: &b-1 {x: 1}\n${bomb.join('\n')}\n`,
    'actions without number': `a: 1\n${'{{x}}'.repeat(100_000)}`,
    'open comments': `a: 1\n${'{{/*\n'.repeat(50_000)}`,
    'open strings': `a: 1\n${'{{ `"\n'.repeat(50_000)}`,
    control: '\u0000\u0001\u0002 kind: \u0007 Pod\uD800',
  };
  for (const [name, source] of Object.entries(texts)) {
    test(name, () => {
      const start = performance.now();
      const { root } = parseDocument(source);
      fields(child(reach(root), 'b29'));
      assert.ok(performance.now() - start < 20_000);
    });
  }
});
