import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLeanDocument } from '../../server/src/yaml/parse.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { readShared } from '../support.ts';
import { isListed, verdictOn } from '../unit/two-parsers.ts';
import { skip } from './manifests.ts';

test('all ways of parsing give one tree of every document of the corpus', { skip }, (t) => {
  const tally = { same: 0, broken: 0, listed: 0, lean: 0 };
  for (const row of readShared('corpus', 'INDEX.tsv').trim().split('\n').slice(1)) {
    const file = row.split('\t', 1)[0] ?? '';
    const whole = readShared('corpus', file);
    const starts = splitDocuments(whole);
    for (const [i, start] of starts.entries()) {
      const text = whole.slice(start, starts[i + 1]);
      const verdict = verdictOn(text);
      if (parseLeanDocument(text)) tally.lean++;
      if (verdict === 'same' || verdict === 'broken') tally[verdict]++;
      else {
        assert.ok(isListed(text), `${file}, document ${i}: ${verdict}`);
        tally.listed++;
      }
    }
  }
  t.diagnostic(JSON.stringify(tally));
  assert.ok(tally.same > 1000 && tally.broken < tally.same / 20 && tally.lean > tally.same * 0.8);
});
