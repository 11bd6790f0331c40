import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { removeAllBut } from '../../scripts/leftovers.ts';

test('a build takes away what earlier ones have left, files and folders, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pod-patterns-leftovers-'));
  for (const name of ['parts', 'old', 'old/deep']) mkdirSync(join(folder, name));
  for (const name of ['server.cjs', 'programs.cjs', 'parts/one.cjs', 'old/deep/two.cjs']) {
    writeFileSync(join(folder, name), '');
  }
  removeAllBut(folder, new Set(['server.cjs', 'parts', 'not-there.cjs']));
  assert.deepEqual(readdirSync(folder, { recursive: true }).toSorted(), [
    'parts',
    join('parts', 'one.cjs'),
    'server.cjs',
  ]);
  rmSync(folder, { recursive: true });
});
