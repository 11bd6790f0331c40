import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { blockLines, entryLines, flowText } from '../../server/src/yaml/edit/print.ts';
import { styleOf } from '../../server/src/yaml/edit/style.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';

test('strings are quoted exactly where a reader would see something else', () => {
  const style = styleOf(parseDocument('a: 1\n'));
  const flow = { json: false, quoted: null, padding: '', comma: ', ', colon: ': ' } as const;
  const plain = [
    'a',
    'nginx:1.27',
    '--port=80',
    '-c',
    '100m',
    '1Gi',
    '1.2.3',
    'a b',
    'a#b',
    "it's",
    'x"y',
    '$(VAR)',
    'ü😀',
    '/a',
  ];
  const quoted = [
    ...[
      '',
      ' a',
      'a ',
      '-',
      '- a',
      '?',
      ': a',
      'a: b',
      'a:',
      'a #b',
      '#a',
      '&a',
      '*a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a',
      '{a',
      '[a',
      ',a',
    ],
    ...[
      'yes',
      'No',
      'on',
      'OFF',
      'y',
      'N',
      'true',
      'False',
      'null',
      '~',
      '<<',
      '=',
      '1',
      '-1',
      '+1',
      '0o17',
      '017',
      '0x1F',
      '1_000',
      '1.5',
      '.5',
      '1e3',
      '.inf',
      '.NaN',
    ],
    ...[
      '1:30',
      '8080:59',
      '2001-01-01',
      '2001-01-01T00:00:00Z',
      '---',
      '"a"',
      "'a'",
      'a\tb',
      'a\r',
      '\u2028',
      '\uFEFF',
      '{{ x }}',
      'a\n',
      '\na',
      ' a\nb',
      'a\n\n',
    ],
  ];
  for (const text of plain) assert.equal(blockLines(text, style)[0], text);
  for (const text of quoted) assert.notEqual(blockLines(text, style)[0], text);
  for (const text of [...plain, ...quoted, 'a\nb', 'a\n\n  b\n', '# a\n#b\n', 'a, b', 'a]', 'a}', '\ud800']) {
    for (const quote of ['single', 'double'] as const) {
      const block = [...entryLines('k', text, { ...style, quote }), ...entryLines(text, 1, { ...style, quote })].join(
        '\n',
      );
      const line = `{k: ${flowText(text, flow, quote)}, l: [${flowText([text], flow, quote)}]}`;
      assert.equal(
        flowText(text, { ...flow, json: true }, quote),
        JSON.stringify(text).replace(/[\u2028\uFEFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`),
      );
      for (const read of [load, parse, (written: string) => parse(written, { version: '1.1' })]) {
        if (text !== '<<') assert.deepEqual(read(block), { k: text, [text]: 1 }, block);
        assert.deepEqual(read(line), { k: text, l: [[text]] }, line);
      }
    }
  }
});
