import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { Lexer } from 'yaml';
import { walk } from '../../server/src/yaml/edit/style.ts';
import { parseDocument, type YamlDocument } from '../../server/src/yaml/parse.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { BLOCKS } from './yaml-edit-documents.ts';
import { FLOWS } from './yaml-edit-documents-flow.ts';

import { type Operation, operations, plain, THOROUGH } from './yaml-edit-operations.ts';

function countComments(document: YamlDocument): number {
  let before = '';
  let count = 0;
  for (const token of new Lexer().lex((document.template?.masked ?? document.text).replace(/\r\n?/g, '\n'))) {
    if (token.startsWith('#') && before !== '\x1f') count++;
    before = token;
  }
  return count;
}

function loadable(document: YamlDocument): boolean {
  if (
    document.template ||
    document.text.includes('\r') ||
    [...walk(document.root)].some((node) => node.kind === 'alias')
  )
    return false;
  try {
    load(document.text);
    return true;
  } catch {
    return false;
  }
}

interface Tally {
  done: number;
  refused: number;
  loaded: number;
}

function check(document: YamlDocument, operation: Operation, loads: boolean, tally: Tally, where: string): void {
  const edit = operation.edit(document);
  if (edit === null) {
    tally.refused++;
    return;
  }
  const text = applyEdits(document.text, Array.isArray(edit) ? edit : [edit]);
  const after = parseDocument(text);
  const about = `${where}: ${operation.name}\n${text}`;
  const expected = plain(document.root);
  operation.expect(expected);
  assert.deepEqual(plain(after.root), expected, about);
  assert.ok(document.broken || !after.broken, `broken ${about}`);
  if (operation.comments) assert.equal(countComments(after), countComments(document), `comments ${about}`);
  if (operation.changed !== null) {
    const [old, now] = [document.text.split('\n'), text.split('\n')];
    let same = 0;
    while (same < old.length && old[same] === now[same]) same++;
    let tail = 0;
    while (tail < old.length - same && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
    assert.ok(old.length - same - tail <= operation.changed, `lines ${about}`);
  }
  tally.done++;
  if (!loads) return;
  const value = load(document.text);
  operation.expect(value);
  assert.deepEqual(load(text), value, `js-yaml ${about}`);
  tally.loaded++;
}

for (const [name, written] of Object.entries({ ...BLOCKS, ...FLOWS })) {
  test(`edits of a document: ${name}`, (t) => {
    const tally: Tally = { done: 0, refused: 0, loaded: 0 };
    for (const [i, eol] of ['\n', '\r\n', '\r'].entries()) {
      const document = parseDocument(written.replaceAll('\n', eol));
      const loads = loadable(document);
      for (const [at, operation] of [...operations(document)].entries()) {
        if (i > 0 && !THOROUGH && at % 13 !== i) continue;
        check(document, operation, loads, tally, `${name} ${JSON.stringify(eol)}`);
      }
    }
    t.diagnostic(`${tally.done} edits, ${tally.loaded} of them seen by js-yaml, ${tally.refused} refused`);
  });
}

const CORPUS = new URL('../../../shared/corpus/', import.meta.url);
test('edits of real files', { skip: existsSync(CORPUS) ? false : 'there is no corpus beside the checkout' }, (t) => {
  const [head = '', ...rows] = readFileSync(new URL('INDEX.tsv', CORPUS), 'utf8').trim().split('\n');
  const column = (name: string) => head.split('\t').indexOf(name);
  const candidates = rows
    .map((row) => row.split('\t'))
    .filter(
      (row) =>
        /\.ya?ml$/.test(row[0] ?? '') &&
        Number(row[column('max_containers')]) > 1 &&
        Number(row[column('bytes')]) < (THOROUGH ? 100_000 : 4_000),
    );
  const step = Math.max(1, THOROUGH ? 1 : candidates.length / 150);
  const tally: Tally = { done: 0, refused: 0, loaded: 0 };
  let files = 0;
  for (let row = 0; row < candidates.length; row += step) {
    const file = candidates[Math.floor(row)]?.[0] ?? '';
    const text = readFileSync(new URL(file, CORPUS), 'utf8');
    files++;
    for (const [at, start] of splitDocuments(text).entries()) {
      const document = parseDocument(text.slice(start, splitDocuments(text)[at + 1]));
      const all = [...operations(document)];
      const loads = all.length > 0 && loadable(document);
      const stride = Math.max(1, Math.ceil(all.length / (THOROUGH ? 40 : 2)));
      for (let i = files % stride; i < all.length; i += stride)
        check(document, all[i] as Operation, loads, tally, `${file} ${at}`);
    }
  }
  t.diagnostic(
    `${files} files: ${tally.done} edits, ${tally.loaded} of them seen by js-yaml, ${tally.refused} refused`,
  );
});
