import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { ALONE, settings } from '../support.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const FILES = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));

/** Hovers at places spread over a text, all of its last words among them. */
function hoverAround(text: string, kubernetes: number): number {
  const file = analyseFile(text, ALONE);
  let found = 0;
  for (const part of file) {
    const { length } = part.analysis.text;
    const offsets = [
      ...Array.from({ length: 12 }, (_, i) => Math.round((length * i) / 11)),
      length - 1,
      length - 3,
      length - 9,
    ];
    for (const offset of offsets) {
      const hover = hoverAt(file, part, offset, settings(kubernetes));
      if (!hover) continue;
      found++;
      assert.ok(hover.at.start <= offset && offset <= hover.at.end && hover.at.end <= length);
      assert.ok(!/undefined|NaN|\[object/.test(hover.markdown), hover.markdown);
    }
  }
  return found;
}

suite('hovers in text that is being written', () => {
  for (const name of FILES) {
    test(name, () => {
      const text = readFileSync(join(EXAMPLES, name), 'utf8');
      for (let end = 0; end < text.length; end += 7) hoverAround(text.slice(0, end), 27 + (end % 11));
      for (let start = 0; start < text.length; start += 61) {
        hoverAround(text.slice(0, start) + text.slice(start + 23), 35);
      }
    });
  }

  test('wrong types everywhere', () => {
    const values = ['x', '1', '[]', '{}', '[[]]', '[x]', '[null]', '{a: b}', '', '*x', '"', '{{ .x }}'];
    const keys = ['name', 'image', 'restartPolicy', 'ports', 'volumeMounts', 'resources', 'lifecycle', 'startupProbe'];
    const spec = ['volumes', 'terminationGracePeriodSeconds', 'shareProcessNamespace', 'restartPolicy', 'resources'];
    let found = 0;
    for (const value of values) {
      for (const key of [...keys, ...spec]) {
        const own = keys.includes(key) ? `\n      ${key}: ${value}` : '';
        const more = spec.includes(key) ? `\n  ${key}: ${value}` : '';
        const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - command: [a]${own}\n  initContainers:\n    - image: b${own}${more}\n`;
        const file = analyseFile(text, ALONE);
        const [part] = file;
        assert.ok(part);
        for (let offset = 0; offset <= text.length; offset++) if (hoverAt(file, part, offset, settings())) found++;
      }
    }
    assert.ok(found > 1000, String(found));
  });
});
