import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { manifestTexts } from '../../server/src/kubernetes/texts.ts';
import { applyChanges, openFile } from '../../server/src/lsp/documents.ts';
import { effortOf, QUICK } from '../effort.ts';
import { randomFrom } from '../lsp/random.ts';
import { analysisOf, unmark } from '../support.ts';
import { asItem, foundBothWays, listOf } from './long-list.ts';

/** A Pod whose text is long enough that ten of them make a long list. */
const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers:
    - name: app
      image: acme/${name}
      command:
        - sh
        - -c
        - |
          # ${'x'.repeat(2000)}
          - sleep
          kind: of
`;
const PODS = Array.from({ length: 11 }, (_, i) => pod(`p${i}`).trimEnd());
const LIST = listOf(PODS, 2);

/** How many pieces a text has: the number of those that begin a document, and of those that go on with one. */
const shape = (text: string) => {
  const texts = manifestTexts(text);
  assert.equal(texts.map((one) => one.text).join(''), text);
  return [texts.filter((one) => !one.continues).length, texts.filter((one) => one.continues).length];
};

suite('a long list is cut into its items', () => {
  const cut: Record<string, string> = {
    'items in column 0': listOf(PODS, 0),
    'items that are indented': LIST,
    'its kind in quotes, with comments': LIST.replace('kind: List', '# a list\n"kind" : "PodList"   # of pods').replace(
      'items:\n',
      'items: # all\n\n    # the first\n',
    ),
    'CR LF': LIST.replaceAll('\n', '\r\n'),
    CR: LIST.replaceAll('\n', '\r'),
    'an item that repeats its own': LIST.replace('{name: p3}', '&m {name: p3}').replace('image: acme/p3', 'image: *m'),
    'a comment that silences a rule at its container': LIST.replace(
      /( +)- name: app/,
      '$1# pod-patterns-ignore x\n$1- name: app',
    ),
    'lines that stand too far left': LIST.replace('image: acme/p3', 'image: acme/p3\nx\n{{ y }}'),
  };
  for (const [name, text] of Object.entries(cut)) test(name, () => assert.deepEqual(shape(text), [1, 11]));

  test('keys below the items', () => {
    assert.deepEqual(shape(`${LIST}# end\nmetadata:\n  resourceVersion: ""\n`), [1, 12]);
    const [head = '', rest = ''] = LIST.split('kind: List\n');
    assert.deepEqual(shape(`${head}${rest}kind: List\nmetadata: {}\n`), [1, 12]);
  });

  test('other documents around it', () => {
    assert.deepEqual(shape(`${PODS[0]}\n---\n${LIST}---\n${PODS[0]}\n`), [3, 11]);
    assert.deepEqual(shape(`${LIST}---\n${LIST}`), [2, 22]);
  });

  const whole: Record<string, string> = {
    'a short one': listOf(PODS.slice(0, 2), 2),
    'no list': LIST.replace('kind: List', 'kind: Lists'),
    'no kind': LIST.replace('kind: List\n', ''),
    'a list in flow style': LIST.replace(/items:\n(?:.*\n)*/, `items: [${'{kind: Pod}, '.repeat(2000)}]\n`),
    'two lists of items': `${LIST}items:\n  - kind: Pod\n`,
    'no items but keys': LIST.replace('items:\n', 'items:\n  x:\n'),
    'an item that repeats what is in another': LIST.replace('{name: p3}', '&m {name: p3}').replace('acme/p4', '*m'),
    'an item that repeats what comes later': LIST.replace('{name: p3}', '*m').replace('acme/p3', '&m p3'),
    'a comment that silences a rule for all': `# pod-patterns-ignore x\n${LIST}`,
    'a comment that silences a rule where an item begins': LIST.replace(/ {2}- /g, '  # pod-patterns-ignore x\n  - '),
  };
  for (const [name, text] of Object.entries(whole))
    test(`but not ${name}`, () => assert.deepEqual(shape(text), [1, 0]));
});

test('blank lines without an item behind them are no effort', () => {
  for (const line of ['\r\n', '\n', '\r', ' \n', '#\r\n']) {
    const text = `kind: List\n${'# x\n'.repeat(6000)}items:${line.repeat(5000)}x: y\n`;
    assert.ok(effortOf(() => assert.deepEqual(shape(text), [1, 0])) < QUICK, JSON.stringify(line));
  }
});

test('many anchors and aliases are no effort', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `a${i}`);
  const anchors = names.map((name) => `  - &${name} x\n`).join('');
  const aliases = names.map((name) => `  - *${name}\n`).join('');
  const text = `kind: List\nitems:\n- a:\n${anchors}  b:\n${aliases}- c: d\n`;
  assert.ok(effortOf(() => assert.deepEqual(shape(text), [1, 2])) < QUICK);
});

test('an item by itself is its object, and other lists are none', () => {
  const names = (text: string) => analysisOf(text).pods.map((one) => one.manifest.name);
  assert.deepEqual(names(manifestTexts(LIST)[3]?.text ?? ''), ['p2']);
  assert.deepEqual(names(`- ${PODS[0]?.replaceAll('\n', '\n  ')}\n- x\n`), []);
});

test('in a cut list is found what is found in it in one piece', () => {
  const folder = join(import.meta.dirname, '..', 'fixtures', 'rules');
  const files = readdirSync(folder).filter((_, i) => i % 4 === 0);
  const items = files.flatMap((file) =>
    unmark(readFileSync(join(folder, file), 'utf8'))
      .text.split(/^#?---.*\n/m)
      .flatMap((text) => asItem(text) ?? []),
  );
  const half = items.length >> 1;
  for (const list of [listOf(items.slice(0, half), 0), listOf(items.slice(half), 2)]) {
    const { both, one } = foundBothWays(list);
    assert.deepEqual(one, []);
    assert.ok(manifestTexts(list).length > 50 && both.length > 100, `${both.length} findings`);
  }
});

suite('an edit of a long list', () => {
  const open = (text: string) => openFile('file:///a.yaml', 'yaml', 1, text);

  test('leaves all pieces but its own', () => {
    const before = open(`${PODS[0]}\n---\n${LIST}---\n${PODS[0]}\n`);
    const line = (before.firstLines[6] ?? 0) + 2;
    const at = { line, character: 4 };
    const { pieces } = applyChanges(before, 2, [{ range: { start: at, end: at }, text: 'x' }]);
    const others = pieces.flatMap((piece, i) => (piece === before.pieces[i] ? [] : i));
    assert.deepEqual(others, [6]);
  });

  const WRITTEN = [
    'x',
    '\n',
    '- ',
    '  - ',
    'kind: Pod\n',
    '---\n',
    '...\n',
    'items:\n',
    'a: b\n',
    '&m ',
    '*m ',
    '# c\n',
    ' ',
  ];
  for (const seed of [1, 2, 3]) {
    test(`gives the pieces of the whole text (seed ${seed})`, () => {
      const random = randomFrom(seed);
      let file = open(`${LIST}---\n${LIST}`);
      for (let version = 2; version < 120; version++) {
        // Near the begin of a piece, where a cut may come or go.
        const near = file.firstLines[random(file.firstLines.length)] ?? 0;
        const start = { line: Math.max(0, near + random(4) - 1), character: random(5) };
        const end = random(3) === 0 ? { line: start.line + random(2), character: random(9) } : start;
        const text = random(5) === 0 ? '' : (WRITTEN[random(WRITTEN.length)] ?? '');
        file =
          version % 20 === 0
            ? open(`${LIST}---\n${LIST}`)
            : applyChanges(file, version, [{ range: { start, end }, text }]);
        const whole = file.pieces.map((piece) => piece.text).join('');
        const fresh = open(whole);
        assert.deepEqual(file.pieces, fresh.pieces);
        assert.deepEqual(file.firstLines, fresh.firstLines);
      }
    });
  }
});
