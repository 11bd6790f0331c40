import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { GALLERY, REAL_PODS } from '../../scripts/generate/gallery.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { readShared } from '../support.ts';
import { picturesOf } from '../unit/diagram-drawn.ts';
import { skip } from './manifests.ts';

const folder = new URL(`../../${GALLERY}/`, import.meta.url);

/** `UPDATE_PICTURES=1` writes them anew. Look at each before it is committed. */
const writes = process.env.UPDATE_PICTURES === '1';

suite('pictures of real pods are as they were looked at', { skip }, () => {
  for (const { picture, file, index } of REAL_PODS) {
    test(picture, () => {
      const drawn = picturesOf(readShared('corpus', file))[index];
      assert.ok(drawn, `${file} has no pod ${index}`);
      const kept = new URL(`${picture}.svg`, folder);
      if (writes) writeFileSync(kept, printSvg(drawn));
      assert.ok(existsSync(kept), 'it is not kept');
      assert.ok(printSvg(drawn) === readFileSync(kept, 'utf8'), `${picture}.svg is another picture now`);
    });
  }

  test('and no others are kept', () => {
    const wanted = REAL_PODS.map(({ picture }) => `${picture}.svg`).sort();
    assert.deepEqual(readdirSync(folder).sort(), wanted);
  });
});
