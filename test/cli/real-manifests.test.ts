import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { podPatterns } from './command.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

/** Runs beside the other tests, since it takes as long as they do. */
const running = existsSync(corpus) ? timed(podPatterns(['lint', '--format', 'json', '--jobs', '1', corpus])) : null;

test('real manifests: lint comes to its end, with valid output and nothing to complain of', async (t) => {
  if (running === null) return t.skip('../shared/corpus is not here');
  const { result, seconds } = await running;
  assert.equal(result.stderr, '');
  assert.ok(result.status === 0 || result.status === 1, `${result.status}`);
  const { summary, findings } = JSON.parse(result.stdout);
  t.diagnostic(`${summary.files} files, ${summary.pods} pods, ${findings.length} findings in ${seconds.toFixed(1)} s`);
  assert.ok(summary.pods > 1000);
  for (const { message, line, column } of findings) {
    assert.ok(line >= 1 && column >= 1);
    assert.ok(message.length <= 160 && !/[\r\n]/.test(message), message);
  }
});

test('real manifests: threads find what one finds', async (t) => {
  if (running === null) return t.skip('../shared/corpus is not here');
  const several = await podPatterns(['lint', '--format', 'json', '--jobs', '3', corpus]);
  const timeless = (output: string) => output.replace(/"milliseconds": \d+/, '');
  assert.equal(several.stderr, '');
  assert.equal(timeless(several.stdout), timeless((await running).result.stdout));
});

async function timed<T>(work: Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = performance.now();
  const result = await work;
  return { result, seconds: (performance.now() - started) / 1000 };
}
