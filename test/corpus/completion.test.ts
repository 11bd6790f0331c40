import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAll } from 'js-yaml';
import { analyse } from '../../server/src/analysis.ts';
import { completionsAt } from '../../server/src/features/completion.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { applyEdits, lineEnd, lineStart } from '../../server/src/yaml/span.ts';
import { ALONE, settings } from '../support.ts';
import { corpusFiles, skip } from './manifests.ts';

const MOST = 500;
/** Every so many files, so that all repositories have their turn; larger documents would only take longer. */
const [STEP, LONGEST] = [7, 12_000];

interface Asked {
  readonly text: string;
  readonly offset: number;
}

/** A new item or entry at the begin of what may get one, values, and places like any other. */
function* cursors(text: string, seed: number): Generator<Asked> {
  for (const key of ['volumes', 'annotations', 'env', 'volumeMounts']) {
    const found = new RegExp(`^ *${key}:[ \\t]*\\r?\\n( *)(-?)`, 'm').exec(text);
    if (!found) continue;
    const at = lineStart(text, found.index + found[0].length);
    const typed = `${found[1]}${found[2] ? '- ' : ''}`;
    yield { text: `${text.slice(0, at)}${typed}\n${text.slice(at)}`, offset: at + typed.length };
  }
  for (const key of ['image', 'mountPath', 'port', 'targetPort', 'value', 'name']) {
    const found = [...text.matchAll(new RegExp(`\\b${key}["']?: (?=\\S)`, 'g'))];
    const one = found[seed % Math.max(1, found.length)];
    if (one) yield { text, offset: one.index + one[0].length };
  }
  yield { text, offset: (seed * 7919) % text.length };
}

function reads(text: string): boolean {
  try {
    loadAll(text);
    return true;
  } catch {
    return false;
  }
}

test('in real manifests everything that is offered leaves the document as sound as it was', { skip }, (t) => {
  const set = settings();
  const count = { asked: 0, offered: 0, silent: 0 };
  let row = 0;
  for (const { file, parts } of corpusFiles(({ pods }) => pods > 0)) {
    if (row++ % STEP !== 0 || count.asked >= MOST) continue;
    for (const { analysis } of parts) {
      if (analysis.text.length > LONGEST || analysis.pods.length === 0) continue;
      for (const { text, offset } of cursors(analysis.text, row)) {
        if (count.asked >= MOST) break;
        count.asked++;
        const part = analyseFile(text, ALONE)[0];
        assert.ok(part);
        const own = part.analysis.text;
        const found = completionsAt(part, offset, set);
        if (found.length === 0) count.silent++;
        const before = analyse(own, ALONE).document?.broken ?? false;
        const readBefore = !own.includes('{{') && reads(own);
        for (const { main, others, label } of found.slice(0, 12)) {
          count.offered++;
          const what = `${file} at ${offset}: ${label}`;
          assert.ok(lineStart(own, offset) <= main.at.start && main.at.end <= lineEnd(own, offset), what);
          const after = applyEdits(own, [main, ...others]);
          assert.ok(!analyse(after, ALONE).document?.broken || before, `${what} breaks it\n${after}`);
          if (readBefore) assert.ok(reads(after), `${what} cannot be read any more`);
        }
      }
    }
  }
  t.diagnostic(`${count.asked} offsets: ${count.offered} completions, nothing at ${count.silent}`);
  assert.ok(count.offered > MOST, `only ${count.offered} completions were offered`);
});
