import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile, type Part } from '../../server/src/features/file.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { ALONE, settings, unmark } from '../support.ts';
import { hoverIn, pod } from './hover-support.ts';

/** The first line of a hover. */
const title = (marked: string) => hoverIn(marked)?.markdown.split('\n')[0] ?? null;

suite('where hovers are', () => {
  const cases: readonly (readonly [name: string, text: string, title: string | null])[] = [
    ['the name of a container', pod({ containers: '{name: «a», image: a}' }), '**`a`** · application'],
    ['its key', pod({ containers: '{«name»: a, image: a}' }), '**`a`** · application'],
    ['its image', pod({ containers: '{name: a, image: «acme/a»}' }), '**`a`** · application'],
    ['the end of a word', pod({ containers: '{name: a«», image: a}' }), '**`a`** · application'],
    ['the blank behind a key', pod({ containers: '{name:«» a, image: a}' }), null],
    ['a variable of a container', pod({ containers: '{name: a, image: a, env: [{name: «X», value: y}]}' }), null],
    ['the name of the Pod', pod({ containers: '{name: a, image: a}' }).replace('shop', '«shop»'), null],
    ['a key of the Pod', pod({ containers: '{name: a, image: a}' }).replace('spec', '«spec»'), null],
    ['a word of a script', pod({ containers: '{name: a, image: a, args: ["name: «x»"]}' }), null],
    [
      'the port of a probe',
      pod({ containers: '{name: a, image: a, livenessProbe: {grpc: {port: «9»}}}' }),
      '**grpc of the livenessProbe of `a`**',
    ],
    ['the path of a probe', pod({ containers: '{name: a, image: a, livenessProbe: {httpGet: {«path»: /}}}' }), null],
    ['a null', pod({ containers: '{name: a, image: a, «startupProbe»: }' }), null],
    ['an unknown restartPolicy', pod({ containers: '{name: a, image: a}', more: '  restartPolicy: «x»' }), null],
    ['another object', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: «a»}\ndata: {containers: x}\n', null],
    [
      'a manifest within a ConfigMap',
      'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    containers:\n      - «name»: x\n',
      null,
    ],
    [
      '`resources` beside a fragment',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p}\nspec:\n  «resources»: {requests: {cpu: 1}}\n  containers: [{name: a, image: a}]\n',
      null,
    ],
    [
      'the name of a container without an image',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p}\nspec:\n  containers: [{«name»: a}]\n',
      '**`a`** · application',
    ],
    ['an alias for a container', `x: &c {name: a, image: a}\n${pod({ containers: '«*c»' })}`, '**`a`** · application'],
    [
      'the anchored container itself',
      `x: &c {name: «a», image: a}\n${pod({ containers: '*c' })}`,
      '**`a`** · application',
    ],
    ['an alias for a name', `x: &n a\n${pod({ containers: '{name: «*n», image: a}' })}`, '**`a`** · application'],
    ['a merged key', `x: &b {«image»: a}\n${pod({ containers: '{name: a, <<: *b}' })}`, '**`a`** · application'],
    ['a merge key', `x: &b {image: a}\n${pod({ containers: '{name: a, «<<»: *b}' })}`, null],
    ['an anchor that nothing uses', `x: &b {name: «b», image: a}\n${pod({ containers: '{name: a, image: a}' })}`, null],
    [
      'two containers from one anchor',
      `${pod({ containers: '&c {name: a, image: a}, «*c»' })}`,
      '**`a`** · application',
    ],
    [
      'an alias for a probe',
      `x: &p {exec: {command: [ok]}}\n${pod({ containers: '{name: a, image: a, startupProbe: «*p»}' })}`,
      '**startupProbe of `a`**: runs `ok` in it',
    ],
  ];
  for (const [name, text, wanted] of cases) test(name, () => assert.equal(title(text), wanted));

  test('the hovered word is what is told about, in block style, with CRLF, and in JSON', () => {
    const block =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - image: x\n    name: «web»\n';
    const json =
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": «"web"», "image": "x"}]}}';
    for (const text of [block, block.replaceAll('\n', '\r\n'), json]) {
      const { spans } = unmark(text);
      assert.deepEqual(hoverIn(text)?.at, spans[0]);
      assert.equal(title(text), '**`web`** · application');
    }
  });

  test('in a second document the place counts from its begin', () => {
    const second = pod({ containers: '{name: b, image: b}' });
    const file = analyseFile(`${pod({ containers: '{name: a, image: a}' })}---\n${second}`, ALONE);
    const part = file[1];
    assert.ok(part);
    const offset = part.analysis.text.indexOf('{name: b, image') + 7;
    assert.deepEqual(hoverAt(file, part, offset, settings())?.at, { start: offset, end: offset + 1 });
  });

  test('aliases in circles end', () => {
    const text = pod({ containers: '&c {name: a, image: a, env: *c, ports: &p [*p]}' });
    const file = analyseFile(text, ALONE);
    const [part] = file;
    assert.ok(part);
    for (let offset = 0; offset <= text.length; offset++) hoverAt(file, part, offset, settings());
  });

  test('only the documents that may matter are parsed', () => {
    const service = (app: string) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}\n`;
    const text = pod({ containers: '{name: a, image: a}' });
    const file = analyseFile(`${text}${service('else')}---\n${text.replace('shop', 'other')}${service('shop')}`, ALONE);
    const [part] = file;
    assert.ok(part);
    assert.ok(hoverAt(file, part, text.indexOf('{name: a, image') + 7, settings()));
    const isParsed = ({ analysis }: Part) => Object.getOwnPropertyDescriptor(analysis, 'document')?.get === undefined;
    assert.deepEqual(file.map(isParsed), [true, false, false, true]);
  });
});
