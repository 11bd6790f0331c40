import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { withStops } from '../../server/src/patterns/insert/tab-stops.ts';
import type { Parameter } from '../../server/src/patterns/pattern.ts';
import { type FillableEdit, snippetText } from '../../server/src/yaml/tab-stop.ts';

const NOWHERE = { start: 0, end: 0 };

function parameter(key: string, example: string, more: Partial<Parameter> = {}): Parameter {
  return { key, title: key, default: example, required: false, choices: null, example, ...more };
}

/** The edits as snippets, with `<…>` for what can be typed over. */
function told(
  parameters: readonly Parameter[],
  write: (of: (key: string) => string) => readonly string[] | null,
): string[] {
  const edits = (values: ReadonlyMap<string, string>) =>
    write((key) => values.get(key) ?? '')?.map((text) => ({ at: NOWHERE, text })) ?? null;
  const values = new Map(parameters.map(({ key, example }) => [key, example]));
  const stopped: FillableEdit[] = withStops(edits(values) ?? [], values, parameters, edits);
  return stopped.map(({ text, stops }) =>
    snippetText({ text, stops }).replace(/\$\{(\d+)([:|])([^}]*)\}/g, '<$1$2$3>'),
  );
}

const HOST = parameter('host', 'db', { required: true });
const PORT = parameter('port', '5432');
const MODE = parameter('mode', 'session', { choices: ['session', 'statement', 'transaction'] });
const FOLDER = parameter('folder', '/var/log/app');

suite('tab stops of an insertion', () => {
  const cases: readonly (readonly [
    name: string,
    parameters: readonly Parameter[],
    write: (of: (key: string) => string) => readonly string[] | null,
    expected: readonly string[],
  ])[] = [
    ['what is required comes first', [PORT, HOST], (of) => [`${of('port')} ${of('host')}`], ['<2:5432> <1:db>']],
    [
      'the same in several edits',
      [PORT],
      (of) => [`- --port=${of('port')}`, `value: "${of('port')}"`],
      ['- --port=<1:5432>', 'value: "<1:5432>"'],
    ],
    ['choices that begin alike', [MODE], (of) => [of('mode')], ['<1|session,statement,transaction|>']],
    [
      'a value that stands in others of the text, too',
      [HOST],
      (of) => [`db: adb/${of('host')}db`],
      ['db: adb/<1:db>db'],
    ],
    ['within a path', [FOLDER], (of) => [`${of('folder')}/*.log`], ['<1:/var/log/app>/*.log']],
    ['behind a slash', [FOLDER], (of) => [`/${of('folder')}/`], ['/<1:/var/log/app>/']],
    [
      'a value that decides about more than itself is none',
      [FOLDER, HOST],
      (of) => (of('folder') === '/var/log/app' ? [`to ${of('host')}`] : [`${of('folder')} ${of('host')}`, 'mount']),
      ['to <1:db>'],
    ],
    [
      'a value that cannot be another one is none',
      [PORT, HOST],
      (of) => (of('port') === '5432' ? [of('host')] : null),
      ['<1:db>'],
    ],
    ['a value that is not written is none', [HOST, PORT], (of) => [of('port')], ['<1:5432>']],
    ['two with one value', [HOST, parameter('name', 'db')], (of) => [`${of('name')}@${of('host')}`], ['<2:db>@<1:db>']],
    ['signs of snippets', [HOST], (of) => [`$HOME }\\ ${of('host')}`], ['\\$HOME }\\\\ <1:db>']],
  ];
  for (const [name, parameters, write, expected] of cases) {
    test(name, () => assert.deepEqual(told(parameters, write), expected));
  }

  test('there are at most five', () => {
    const many = Array.from({ length: 8 }, (_, i) => parameter(`p${i}`, `value${i}x`));
    const [text = ''] = told(many, (of) => [many.map(({ key }) => of(key)).join(' ')]);
    assert.equal(text.match(/</g)?.length, 5);
  });
});
