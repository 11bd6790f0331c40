import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { podPatterns } from './command.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

test('real manifests: lint ends soon, with valid output and nothing to complain of', async (t) => {
  if (!existsSync(corpus)) return t.skip('../shared/corpus is not here');
  const started = performance.now();
  const { status, stdout, stderr } = await podPatterns(['lint', '--format', 'json', corpus]);
  const seconds = (performance.now() - started) / 1000;
  assert.equal(stderr, '');
  assert.ok(status === 0 || status === 1, `${status}`);
  const { summary, findings } = JSON.parse(stdout);
  t.diagnostic(`${summary.files} files, ${summary.pods} pods, ${findings.length} findings in ${seconds.toFixed(1)} s`);
  assert.ok(summary.pods > 1000);
  for (const { message, line, column } of findings) {
    assert.ok(line >= 1 && column >= 1);
    assert.ok(message.length <= 160 && !/[\r\n]/.test(message), message);
  }
  assert.ok(seconds < 60, `${seconds} s`);
});
