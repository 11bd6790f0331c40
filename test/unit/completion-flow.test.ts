import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { lint } from '../../server/src/rules/lint.ts';
import { analysisOf, isSerious, settings } from '../support.ts';
import { offered } from './completion-support.ts';

const SET = settings();
const FLOW = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';
const KYAML = `---
{
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web" },
  spec: {
    # it hugs
    containers: [{
      name: "web",
      image: "acme/web:1.0", # fixed
    }, «»],
  },
}
`;
const JSON_TEXT = `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": { "name": "web" },
  "spec": {
    "initContainers": [
      «»
    ],
    "containers": [
      {
        "name": "web",
        "image": "acme/web:1.0"
      }
    ]
  }
}
`;

/** Texts with the cursor within or behind what is typed, and the names of the containers with a log shipper in them. */
const CASES: readonly (readonly [name: string, text: string, names: string])[] = [
  [
    'the first init container',
    `${FLOW}spec: {containers: [{name: web, image: a:1}], initContainers: [«»]}\n`,
    'fluent-bit web',
  ],
  ['behind another one', `${FLOW}spec: {containers: [{name: web, image: a:1}, flu«»]}\n`, 'web fluent-bit'],
  ['before another one', `${FLOW}spec: {containers: [«», {name: web, image: a:1}]}\n`, 'fluent-bit web'],
  ['a comma is missing', `${FLOW}spec: {containers: [flu«» {name: web, image: a:1}]}\n`, 'fluent-bit web'],
  ['a list of lines', KYAML, 'web fluent-bit'],
  ['with other line breaks', KYAML.replaceAll('\n', '\r\n'), 'web fluent-bit'],
  ['JSON', JSON_TEXT, 'fluent-bit web'],
  ['JSON in one line', JSON_TEXT.replace(/\s+/g, ''), 'fluent-bit web'],
  ['no application', `${FLOW}spec: {containers: [«»]}\n`, ''],
  ['ephemeral containers', `${FLOW}spec: {containers: [{name: web, image: a:1}], ephemeralContainers: [«»]}\n`, ''],
  ['no pod', 'kind: Fleet\nspec: {containers: [«»]}\n', ''],
];

suite('a container that is begun between brackets', () => {
  for (const [name, marked, names] of CASES) {
    test(name, () => {
      const { text, found: all, applied } = offered(marked);
      const found = all.filter(({ kind }) => kind === 'pattern');
      const shipper = found.find(({ filter }) => filter.startsWith('fluent-bit'));
      assert.equal(shipper !== undefined, names !== '');
      for (const completion of found) {
        const { label, main, others } = completion;
        assert.ok(
          others.every(({ at }) => at.end < main.at.start || at.start > main.at.end),
          label,
        );
        const after = applied(completion).replace(/^---.*$/m, '');
        assert.deepEqual(load(after), parse(after), label);
        const analysis = analysisOf(after);
        assert.deepEqual(lint(analysis, SET).problems.filter(isSerious), [], label);
        if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/, label);
        const labels = analysis.teams[0]?.pod.containers.map((container) => container.label);
        if (label === shipper?.label) assert.equal(labels?.join(' '), names);
      }
    });
  }
});
