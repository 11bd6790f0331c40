import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parseAnyDocument, parseDocument, parseLeanDocument, parseSoundDocument } from '../../server/src/yaml/parse.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import type { Node } from '../../server/src/yaml/tree.ts';
import { DISAGREEMENTS, ODD_YAML } from './odd-yaml.ts';
import { isListed, verdictOn } from './two-parsers.ts';
import { mutated, type Plain, writtenYaml } from './written-yaml.ts';

const GENERATED = 120;
const MUTATIONS = 6;

suite('all ways of parsing give one tree', () => {
  for (const [verdict, texts] of ODD_YAML) {
    for (const [name, text] of Object.entries(texts)) {
      test(`${name} (${verdict})`, () => assert.equal(verdictOn(text), verdict));
    }
  }

  for (const { why, texts } of DISAGREEMENTS) {
    test(`but: ${why}`, () => {
      for (const text of texts) {
        assert.match(verdictOn(text), /^differ/);
        assert.ok(isListed(text), text);
        assert.deepEqual(parseDocument(text), parseSoundDocument(text));
      }
    });
  }

  test('of the YAML in this repository', () => {
    let documents = 0;
    let lean = 0;
    for (const folder of ['examples', 'snippets', 'test/fixtures']) {
      const root = join(import.meta.dirname, '..', '..', folder);
      const all = readdirSync(root, { recursive: true, withFileTypes: true });
      const files = all.filter(({ name }) => /\.(?:ya?ml|json)$/.test(name));
      for (const [nth, { name, parentPath }] of files.entries()) {
        // Of many that are alike some will do.
        if (folder !== 'examples' && nth % 5 > 0) continue;
        const whole = readFileSync(join(parentPath, name), 'utf8');
        const starts = splitDocuments(whole);
        for (const [i, start] of starts.entries()) {
          const text = whole.slice(start, starts[i + 1]);
          const verdict = verdictOn(text);
          if (parseLeanDocument(text)) lean++;
          assert.match(verdict, /^(?:same|broken)$/, `${folder}/${name}, document ${i}`);
          documents++;
        }
      }
    }
    assert.ok(documents > 100 && lean > documents * 0.8, `${documents} documents, ${lean} of them read leanly`);
  });

  test('of generated YAML, and it is what was meant', () => {
    for (let seed = 1; seed <= GENERATED; seed++) {
      const { text, value } = writtenYaml(seed);
      assert.equal(verdictOn(text), 'same', `${seed}: ${JSON.stringify(text)}`);
      assert.deepEqual(plain(parseDocument(text).root), value, `${seed}: ${JSON.stringify(text)}`);
    }
  });

  test('of YAML that is being typed', (t) => {
    const tally = { same: 0, broken: 0, left: 0, listed: 0 };
    for (let seed = 1; seed <= GENERATED; seed++) {
      const { text } = writtenYaml(seed);
      for (let i = 0; i < MUTATIONS; i++) {
        const typed = mutated(text, seed * 1000 + i);
        const verdict = verdictOn(typed);
        if (verdict === 'same' || verdict === 'broken' || verdict === 'left') tally[verdict]++;
        else {
          assert.ok(isListed(typed), `${seed}, ${i}: ${verdict} in ${JSON.stringify(typed)}`);
          tally.listed++;
        }
      }
    }
    t.diagnostic(JSON.stringify(tally));
    assert.ok(tally.same > 100 && tally.broken > 100 && tally.left < 100);
  });

  test('whatever is cut off the end', () => {
    const text =
      'a: &x "b"\nc:\n  - d: [e, {f: g}]\n    h: |\n      i\n  - *x # j\n\'k\': >-\n  l\n  m\nn: !t {o: "p\n  q"}\n';
    for (let end = 0; end <= text.length; end++) {
      assert.match(verdictOn(text.slice(0, end)), /^(?:same|broken)$/, text.slice(0, end));
    }
  });

  test('nothing is read twice, nor given up, where it is sound and plain', () => {
    const text = 'a:\n  - b: "c"\n    d: [e]\n';
    for (const parse of [parseLeanDocument, parseSoundDocument]) {
      assert.notEqual(parse(text), null);
      assert.equal(parse(`${text}f`), null);
    }
    assert.equal(parseAnyDocument(`${text}f`).broken, true);
  });
});

/** What a tree says, as the generator means it. */
function plain(node: Node | null): Plain {
  switch (node?.kind) {
    case 'scalar':
      return node.style === 'plain' && /^~?$/.test(node.text) ? null : node.text;
    case 'sequence':
      return node.items.map(({ value }) => plain(value));
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
    default:
      return null;
  }
}
