import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadAll } from 'js-yaml';
import { parseAllDocuments, stringify } from 'yaml';
import { lineEnd, lineStart } from '../../server/src/yaml/span.ts';
import { CASES, type PlaceCase } from './completion-cases.ts';
import { offered } from './completion-support.ts';

type Printed = (object: unknown) => string;

/** Objects in many ways of writing, printed by others than us. */
const WAYS: Readonly<Record<string, Printed>> = {
  'two columns': (object) => stringify(object, { lineWidth: 0 }),
  'four columns': (object) => stringify(object, { indent: 4, lineWidth: 0 }),
  'flush lists': (object) => stringify(object, { indentSeq: false, lineWidth: 0 }),
  CRLF: (object) => stringify(object, { lineWidth: 0 }).replaceAll('\n', '\r\n'),
  'no line break at the end': (object) => stringify(object, { lineWidth: 0 }).trimEnd(),
  'single quotes': (object) => stringify(object, { lineWidth: 0, singleQuote: true }),
  flow: (object) => stringify(object, { collectionStyle: 'flow', lineWidth: 0 }),
  JSON: (object) => `${JSON.stringify(object, null, 2)}\n`,
  'JSON on one line': (object) => JSON.stringify(object),
  'a later document': (object) => `a: 1\n---\n${stringify(object, { lineWidth: 0 })}---\nb: 1\n`,
};

type Wrap = (pod: { metadata: object; spec: object }) => object;

const inDeployment: Wrap = (template) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template },
});

/** Where the pod stands. */
const KINDS: Readonly<Record<string, Wrap>> = {
  Pod: ({ metadata, spec }) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec }),
  Deployment: inDeployment,
  CronJob: (template) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { schedule: '0 4 * * *', jobTemplate: { spec: { template } } },
  }),
  List: (template) => ({ apiVersion: 'v1', kind: 'List', items: [{ kind: 'Nothing' }, inDeployment(template)] }),
};

/** The places of the word in a printed text, as they are before and while it is typed. */
function holes(printed: string, { typed, on }: PlaceCase): Readonly<Record<string, string>> {
  const isJson = /"HOLE"/.test(printed);
  const before = (word: string) =>
    on === 'entry' ? printed.replace(/(["']?)HOLE\1: ?(["']?)HOLE\2/, word) : printed.replace(/(["']?)HOLE\1/, word);
  return isJson
    ? {
        'between quotes': before('"«»"'),
        'half-typed in quotes': before(`"${typed}«»"`),
        'nothing typed': before('«»'),
      }
    : {
        'nothing typed': before('«»'),
        'half-typed': before(`${typed}«»`),
        'in the word': before(`${typed}«»${typed}`),
      };
}

/** The objects of a text by both parsers, which must agree. */
function read(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  assert.deepEqual(
    documents.flatMap(({ errors }) => errors.map(({ message }) => message)),
    [],
    text,
  );
  const objects = documents.map((document) => document.toJS());
  assert.deepEqual(loadAll(text), objects, text);
  return objects;
}

for (const one of CASES) {
  suite(one.name, () => {
    for (const [way, print] of Object.entries(WAYS)) {
      test(way, () => {
        const everywhere = way === 'two columns' || way === 'JSON';
        for (const [kind, wrap] of Object.entries(everywhere ? KINDS : { Deployment: inDeployment })) {
          const printed = print(wrap(one.pod(one.hole as never)));
          const wanted = wrap(one.pod(one.want as never));
          for (const [how, marked] of Object.entries(holes(printed, one))) {
            const what = `${kind}, ${how}`;
            const { text, offset, found, labels, applied } = offered(marked);
            const completion = found.find(({ label }) => label === one.label);
            assert.ok(completion, `${what}: ${one.label} is not among ${labels.join(', ')}\n${marked}`);
            const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
            const { at, text: added, stops } = completion.main;
            assert.ok(line.start <= at.start && at.start <= offset && offset <= at.end && at.end <= line.end, what);
            const after = applied(completion);
            const objects = read(after);
            assert.deepEqual(way === 'a later document' ? objects[1] : objects[0], wanted, `${what}\n${after}`);
            if (way === 'CRLF') assert.doesNotMatch(after, /[^\r]\n/, what);
            assert.doesNotMatch(added, /[^\S\r\n]+(?:\r?\n|$)/, `${what}: spaces at the end of a line`);
            for (const stop of stops) assert.ok(stop.at.start <= stop.at.end && stop.at.end <= added.length, what);
            assert.match(completion.documentation(), /\S/, what);
            assert.doesNotMatch(completion.documentation(), /undefined|\[object|\uE001/, what);
            assert.equal(new Set(labels).size, labels.length, `${what}: something is offered twice`);
          }
        }
      });
    }
    test('a template of Helm', () => {
      const text = stringify(inDeployment(one.pod(one.hole as never)), { lineWidth: 0 });
      const templated = `{{- if .Values.on }}\n${text.replace(/^( *)annotations:\n/m, '$&$1  {{- include "web.annotations" . | nindent 8 }}\n')}{{- end }}\n`;
      const marked = templated.replace(one.on === 'entry' ? 'HOLE: HOLE' : 'HOLE', `${one.typed}«»`);
      const { found, labels, applied } = offered(marked);
      const completion = found.find(({ label }) => label === one.label);
      if (one.concludes) return assert.equal(completion, undefined);
      assert.ok(completion, labels.join(', '));
      const after = applied(completion).replace(/^.*\{\{.*\n/gm, '');
      assert.deepEqual(read(after)[0], inDeployment(one.pod(one.want as never)), after);
    });
  });
}
