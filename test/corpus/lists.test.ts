import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestTexts } from '../../server/src/kubernetes/texts.ts';
import { asItem, foundBothWays, listOf } from '../unit/long-list.ts';
import { corpusFiles, skip } from './manifests.ts';

const SOME = 60;

test('in long lists of real manifests is found what is found in them in one piece', { skip }, (t) => {
  const items: string[] = [];
  for (const { parts } of corpusFiles(({ containers }) => containers > 1)) {
    for (const { text, analysis } of parts) {
      const item = analysis.teams.length > 0 && text.length < 20_000 ? asItem(text) : null;
      if (item) items.push(item);
    }
  }
  let lists = 0;
  let findings = 0;
  for (let i = 0; i < items.length; i += SOME) {
    const some = items.slice(i, i + SOME);
    const list = listOf(some, (lists % 2) * 2);
    if (list.length < 20_000) continue;
    assert.equal(manifestTexts(list).length, 1 + some.length);
    const { both, one } = foundBothWays(list);
    assert.deepEqual(one, []);
    lists++;
    findings += both.length;
  }
  t.diagnostic(JSON.stringify({ items: items.length, lists, findings }));
  assert.ok(lists > 5 && findings > 100);
});
