import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { applyPatch, parsePatch } from 'diff';
import { badPod, GOOD_POD, mendable, podPatterns, scratch, WARNED_POD } from './command.ts';

const { before, after } = mendable();

/** A form in which a text may lie in a file. */
const FORMS: readonly [string, (text: string) => string][] = [
  ['LF', (text) => text],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['a byte order mark and CRLF', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ['no line break at the end', (text) => text.trimEnd()],
  ['other documents around', (text) => `# first   \n${GOOD_POD}---\n${text}---\n${badPod()}...\n# end`],
];

describe('fix', { concurrency: 4 }, () => {
  for (const [name, form] of FORMS) {
    test(`mends a file and leaves the rest of its bytes: ${name}`, async () => {
      const cwd = scratch({ 'a.yaml': form(before) });
      const { stderr } = await podPatterns(['fix', 'a.yaml'], { cwd });
      assert.equal(stderr, '');
      assert.equal(readFileSync(join(cwd, 'a.yaml'), 'utf8'), form(after));
      assert.deepEqual(readdirSync(cwd), ['a.yaml']);
    });

    test(`--dry-run prints a diff that applies, and writes nothing: ${name}`, async () => {
      const cwd = scratch({ 'deploy/my app.yaml': form(before), 'good.yaml': GOOD_POD });
      const { stdout } = await podPatterns(['fix', '--dry-run'], { cwd });
      assert.equal(readFileSync(join(cwd, 'deploy/my app.yaml'), 'utf8'), form(before));
      // The tab behind a name with a space is for GNU patch.
      assert.ok(stdout.startsWith('--- a/deploy/my app.yaml\t\n+++ b/deploy/my app.yaml\t\n@@ '));
      const [patch, ...others] = parsePatch(stdout);
      assert.deepEqual([patch?.oldFileName, patch?.newFileName], ['a/deploy/my app.yaml', 'b/deploy/my app.yaml']);
      assert.equal(others.length, 0);
      assert.ok(patch);
      assert.equal(applyPatch(form(before), patch, { autoConvertLineEndings: false }), form(after));
    });

    test(`- prints the fixed text: ${name}`, async () => {
      const { stdout } = await podPatterns(['fix', '-'], { input: form(before) });
      assert.equal(stdout, form(after));
    });
  }

  test('its status tells what is left', async () => {
    const cwd = scratch({ 'mend.yaml': before, 'bad.yaml': badPod(), 'warned.yaml': WARNED_POD });
    const status = async (...args: string[]) => (await podPatterns(['fix', '--dry-run', ...args], { cwd })).status;
    assert.equal(await status('mend.yaml'), 0);
    assert.equal(await status('mend.yaml', 'bad.yaml'), 1);
    assert.equal(await status('warned.yaml'), 0);
    assert.equal(await status('warned.yaml', '--fail-on', 'warning'), 1);
    assert.equal(await status('bad.yaml', '--fail-on', 'never'), 0);
  });

  test('keeps the mode of a file, and the link to it', { skip: process.platform === 'win32' }, async () => {
    const cwd = scratch({ 'real/a.yaml': before });
    chmodSync(join(cwd, 'real/a.yaml'), 0o640);
    symlinkSync('real/a.yaml', join(cwd, 'link.yaml'));
    await podPatterns(['fix', 'link.yaml'], { cwd });
    assert.ok(lstatSync(join(cwd, 'link.yaml')).isSymbolicLink());
    assert.equal(statSync(join(cwd, 'real/a.yaml')).mode & 0o777, 0o640);
    assert.equal(readFileSync(join(cwd, 'real/a.yaml'), 'utf8'), after);
  });

  test('never writes a file that is no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from('# caf\xe9\n', 'latin1')]);
    const cwd = scratch({ 'a.yaml': bytes });
    const { status, stderr, stdout } = await podPatterns(['fix', 'a.yaml', '--format', 'json'], { cwd });
    assert.deepEqual([status, stderr, JSON.parse(stdout).summary.skipped], [0, '', 1]);
    assert.deepEqual(readFileSync(join(cwd, 'a.yaml')), bytes);
  });

  test('a folder that cannot be written ends in one line', { skip: process.platform === 'win32' }, async () => {
    const cwd = scratch({ 'a.yaml': before });
    const { status, stderr } = await podPatterns(['fix', 'a.yaml'], { cwd, unprivileged: true });
    // The folder belongs to the one who runs the tests: only another user cannot write to it.
    if (process.getuid?.() !== 0) return;
    assert.match(stderr, /^pod-patterns: [^\n]*: permission denied\n$/);
    assert.equal(status, 2);
    assert.deepEqual(readdirSync(cwd), ['a.yaml']);
    assert.equal(readFileSync(join(cwd, 'a.yaml'), 'utf8'), before);
  });

  test('leaves files alone that need nothing, and what is suppressed', async () => {
    const files = { 'good.yaml': GOOD_POD, 'x.json': '{"kind":"Pod"}', 'off/a.yaml': before };
    const cwd = scratch({ ...files, 'off/.pod-patterns.yaml': 'exclude: ["*.yaml"]' });
    const { stdout } = await podPatterns(['fix'], { cwd });
    assert.equal(stdout, 'Nothing to fix; nothing left in 2 files.\n');
    for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(join(cwd, name), 'utf8'), text);
  });

  test('--format json tells what was done', async () => {
    const cwd = scratch({ 'a.yaml': before, 'b.yaml': badPod() });
    const dry = JSON.parse((await podPatterns(['fix', '--dry-run', '--format', 'json'], { cwd })).stdout);
    assert.deepEqual([dry.version, dry.dryRun, dry.files[0].file], [1, true, 'a.yaml']);
    assert.equal(applyPatch(before, dry.files[0].diff), after);
    const done = JSON.parse((await podPatterns(['fix', '--format', 'json'], { cwd })).stdout);
    assert.equal(done.summary.files, 2);
    assert.deepEqual(Object.keys(done.files[0]), ['file', 'fixes']);
    assert.equal(done.summary.errors, 1);
  });
});
