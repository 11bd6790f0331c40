import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { positionAt } from '../../server/src/lsp/convert.ts';
import {
  applyChanges,
  type Change,
  firstLines,
  type OpenFile,
  openFile,
  placeAt,
} from '../../server/src/lsp/documents.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { randomFrom } from '../lsp/random.ts';

const open = (text: string): OpenFile => openFile('file:///a.yaml', 'yaml', 1, text);
const texts = (file: OpenFile): string[] => file.pieces.map((piece) => piece.text);
const insert = (line: number, character: number, text: string): Change => ({
  range: { start: { line, character }, end: { line, character } },
  text,
});

describe('the YAML documents of an open file', () => {
  it('are cut at their markers', () => {
    assert.deepEqual(texts(open('a: 1\n---\nb: 2\n...\n# c\n---\nc: 3\n')), [
      'a: 1\n',
      '---\nb: 2\n...\n',
      '# c\n---\nc: 3\n',
    ]);
    assert.deepEqual(texts(open('')), ['']);
  });

  it('stay the same objects where no change meets them', () => {
    const before = open('a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n');
    const after = applyChanges(before, 2, [insert(4, 4, '3')]);
    assert.deepEqual(texts(after), ['a: 1\n', '---\nb: 2\n', '---\nc: 33\n', '---\nd: 4\n']);
    assert.deepEqual(
      after.pieces.map((piece, i) => piece === before.pieces[i]),
      [true, true, false, true],
    );
    assert.equal(after.version, 2);
  });

  it('are joined when the marker between them goes, and keep the pieces around', () => {
    const before = open('a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n');
    const after = applyChanges(before, 2, [
      { range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, text: '' },
    ]);
    assert.deepEqual(texts(after), ['a: 1\n', '---\nb: 2\nc: 3\n', '---\nd: 4\n']);
    assert.equal(after.pieces[0], before.pieces[0]);
    assert.equal(after.pieces[2], before.pieces[3]);
  });

  it('go with all of their text, the first one, too', () => {
    const before = open('a: 1\n---\nb: 2\n---\nc: 3\n');
    const first = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const after = applyChanges(before, 2, [{ range: first, text: '' }]);
    assert.deepEqual(texts(after), ['---\nb: 2\n', '---\nc: 3\n']);
    assert.deepEqual(after.firstLines, [0, 2]);
    assert.deepEqual(texts(applyChanges(open('a: 1\n'), 2, [{ range: first, text: '' }])), ['']);
  });

  it('keep the pieces that a change of the whole text leaves as they are', () => {
    const before = open('a: 1\n---\nb: 2\n---\nc: 3\n');
    const after = applyChanges(before, 2, [{ text: 'a: 1\n---\nb: 3\n---\nb: 4\n---\nc: 3\n' }]);
    assert.equal(after.pieces[0], before.pieces[0]);
    assert.equal(after.pieces[3], before.pieces[2]);
  });
});

const PIECES = [
  '\n---\n',
  '\n---\n',
  '\nx\n---\n',
  '\ny\n...\n',
  '---\n',
  '---',
  '--- ',
  '-',
  '...\n',
  '...',
  '.',
  '\r\n',
  '\r',
  '\n',
  '\n',
  '# c\n',
  '%YAML 1.2\n',
  '😀',
  '{{',
  ' }}',
  'a: b\n',
  ' ',
  '\uFEFF',
  '\uD83D',
  'key: |\n  text\n',
];

describe('2000 random edits', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`give what splitting the whole text gives, with the positions of the oracle (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const some = (max: number) =>
        Array.from({ length: 1 + random(max) }, () => PIECES[random(PIECES.length)]).join('');
      let whole = some(120);
      let file = open(whole);
      const oracle = TextDocument.create('file:///a.yaml', 'yaml', 1, whole);
      for (let version = 2; version < 502; version++) {
        const changes: Change[] = Array.from({ length: 1 + (random(8) === 0 ? random(3) : 0) }, () => {
          if (random(60) === 0 || whole.length > 1500 || file.pieces.length < 3) return { text: some(120) };
          const lines = oracle.lineCount;
          const position = () => ({ line: random(lines + 3) - 1, character: random(12) - 1 });
          const start = position();
          const end =
            random(25) === 0
              ? position()
              : { line: start.line + random(2), character: Math.max(0, start.character) + random(4) };
          return { range: { start, end }, text: random(4) === 0 ? '' : some(4) };
        });
        file = applyChanges(file, version, changes);
        TextDocument.update(oracle, changes as Parameters<typeof TextDocument.update>[1], version);
        whole = naive(whole, changes);
        check(file, whole);
      }
    });
  }
});

/** The whole text after changes, by the oracle made anew for each of them: it keeps no state that could be wrong. */
function naive(text: string, changes: readonly Change[]): string {
  return changes.reduce((current, { range, text: inserted }) => {
    if (!range) return inserted;
    const fresh = TextDocument.create('file:///a.yaml', 'yaml', 1, current);
    const [start, end] = [fresh.offsetAt(range.start), fresh.offsetAt(range.end)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return current.slice(0, start) + inserted + current.slice(end);
  }, text);
}

function check(file: OpenFile, whole: string): void {
  const starts = splitDocuments(whole);
  assert.deepEqual(
    texts(file),
    starts.map((start, i) => whole.slice(start, starts[i + 1])),
  );
  const oracle = TextDocument.create('file:///a.yaml', 'yaml', 1, whole);
  const first = firstLines(file.pieces);
  assert.deepEqual(file.firstLines, first);
  for (const [i, { text, lineStarts }] of file.pieces.entries()) {
    const end = i === file.pieces.length - 1 ? text.length : text.length - 1;
    for (let offset = 0; offset <= end; offset++) {
      const position = positionAt(text, lineStarts, first[i] as number, offset);
      assert.deepEqual(position, oracle.positionAt((starts[i] as number) + offset));
      const place = placeAt(file, position);
      assert.equal((starts[place.piece] as number) + place.offset, oracle.offsetAt(position));
    }
  }
  for (const line of [-1, 0, oracle.lineCount - 1, oracle.lineCount, 1e9]) {
    for (const character of [-1, 0, 5, 1e9]) {
      const place = placeAt(file, { line, character });
      assert.equal((starts[place.piece] as number) + place.offset, oracle.offsetAt({ line, character }));
    }
  }
}
