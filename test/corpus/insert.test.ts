import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Analysis, analyse } from '../../server/src/analysis.ts';
import type { InsertOptions } from '../../server/src/patterns/insert/insertion.ts';
import { examplesOf, insertPattern } from '../../server/src/patterns/insert.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import type { ContainerPattern } from '../../server/src/patterns/pattern.ts';
import type { Team } from '../../server/src/traffic/team.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { ALONE, readShared, shared } from '../support.ts';

const skip = shared('corpus') ? false : 'the corpus is not beside the project';

/** Something with volumes and mounts, and something with a port that others dial. */
const patterns = ['fluent-bit', 'cloud-sql-proxy'].map((id) => {
  const pattern = PATTERNS.find((one): one is ContainerPattern => one.id === id && one.scope === 'container');
  assert.ok(pattern, `there is no pattern ${id}`);
  return pattern;
});

const MOST = 300;
/** Every so many files, so that all repositories have their turn; larger documents would only take longer. */
const [STEP, LONGEST] = [6, 12_000];

/** Pods of all parts of the corpus. */
function* pods(): Generator<{ file: string; analysis: Analysis; team: Team; index: number }> {
  const rows = readShared('corpus', 'INDEX.tsv').trim().split('\n').slice(1);
  for (let row = 0; row < rows.length; row += STEP) {
    const file = rows[row]?.split('\t', 1)[0] ?? '';
    const whole = readShared('corpus', file);
    const starts = splitDocuments(whole);
    for (const [i, start] of starts.entries()) {
      const text = whole.slice(start, starts[i + 1]);
      if (text.length > LONGEST) continue;
      const analysis = analyse(text, ALONE);
      for (const [index, team] of analysis.teams.entries()) yield { file, analysis, team, index };
    }
  }
}

test('into real pods patterns are added, and nothing else happens', { skip }, (t) => {
  const count = { pods: 0, inserted: 0, refused: 0 };
  for (const { file, analysis, team, index } of pods()) {
    if (count.pods++ === MOST) break;
    for (const pattern of patterns) {
      const variant = count.pods % 2 === 0 ? 'native' : 'classic';
      const options: InsertOptions = { variant, set: examplesOf(pattern), kubernetes: 35, at: null };
      const inserted = insertPattern(team, pattern, options);
      if ('refusal' in inserted) {
        count.refused++;
        assert.match(inserted.refusal, /^\S[^\r\n]*[^.\s]$/, file);
        continue;
      }
      count.inserted++;
      for (const { at } of inserted.edits) {
        const old = analysis.text.slice(at.start, at.end);
        assert.match(old, /^\s*(?:\[\]|\{\})?[^\S\r\n]*(?:#.*)?$/, `${file}: ${JSON.stringify(old)} is replaced`);
      }
      const after = analyse(applyEdits(analysis.text, inserted.edits), ALONE);
      assert.equal(after.document?.broken, false, `${file}: broken by ${pattern.id}`);
      const added = after.teams[index]?.pod.containers.length ?? 0;
      assert.equal(added, team.pod.containers.length + 1, `${file}: ${pattern.id} is not in the pod`);
    }
  }
  t.diagnostic(`${count.pods} pods: ${count.inserted} insertions, ${count.refused} refused`);
  assert.ok(count.inserted > MOST, `only ${count.inserted} insertions`);
});
