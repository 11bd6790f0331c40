import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CHOICES, readTold } from '../../client/src/export/choices.ts';
import { type DrawPng, readDrawPng, readPngDrawn } from '../../client/src/preview/png-messages.ts';
import { Pngs } from '../../client/src/preview/pngs.ts';
import { EXPORT_FORMATS, EXPORT_THEMES } from '../../server/src/features/exports/formats.ts';

const ASKED: DrawPng = { type: 'png', id: 1, svg: '<svg/>', scale: 2, copy: false };
const DRAWN = { type: 'png', id: 1, data: 'AAAA', copied: false };

suite('pictures in pixels', () => {
  test('are asked for and answered', () => {
    assert.deepEqual(readDrawPng(ASKED), ASKED);
    assert.deepEqual(readPngDrawn(DRAWN), DRAWN);
    assert.deepEqual(readPngDrawn({ ...DRAWN, data: null, copied: 1 }), { ...DRAWN, data: null });
  });

  const wrong: readonly unknown[] = [
    undefined,
    null,
    'png',
    { ...ASKED, type: 'picture' },
    { ...ASKED, id: '1', data: undefined },
    { ...ASKED, svg: null, data: 1 },
    { ...ASKED, scale: 0 },
    { ...ASKED, scale: 'large' },
  ];
  for (const data of wrong) {
    test(`are not ${JSON.stringify(data)}`, () =>
      assert.deepEqual([readDrawPng(data), readPngDrawn(data)], [null, null]));
  }

  test('come from the page, which is asked again when it is there anew', async () => {
    const posted: DrawPng[] = [];
    const pngs = new Pngs((request) => posted.push(request));
    const wish = { svg: '<svg/>', scale: 2, copy: true };
    const [first, second] = [pngs.draw(wish), pngs.draw({ ...wish, scale: 3 })];
    pngs.hear({ type: 'png', id: posted[1]!.id, data: null, copied: true });
    assert.deepEqual(await second, { data: null, copied: true });
    pngs.askAgain();
    assert.deepEqual(
      posted.map(({ scale }) => scale),
      [2, 3, 2],
    );
    for (const noise of [{ type: 'ready' }, { type: 'png', id: 99, data: 'x' }]) pngs.hear(noise);
    pngs.hear({ type: 'png', id: posted[0]!.id, data: 'AAAA', copied: false });
    assert.deepEqual(await first, { data: 'AAAA', copied: false });
    pngs.askAgain();
    assert.equal(posted.length, 3);
  });

  test('do not come from a page that does not answer', async () => {
    const pngs = new Pngs(() => {}, 1);
    assert.deepEqual(await pngs.draw({ svg: '', scale: 1, copy: false }), { data: null, copied: false });
  });
});

suite('the ways to export', () => {
  test('are what the server knows, and PNG', () => {
    for (const { format, theme } of CHOICES) {
      assert.ok(format === 'png' || EXPORT_FORMATS.includes(format), format);
      assert.ok(EXPORT_THEMES.includes(theme), theme);
      // A picture in pixels follows nobody.
      assert.ok(format !== 'png' || theme !== 'auto');
    }
    assert.equal(new Set(CHOICES.map(({ label }) => label)).size, CHOICES.length);
  });

  test('may be told', () => {
    assert.equal(readTold({ format: 'svg', theme: 'dark' }).choice?.label, 'SVG, dark');
    assert.equal(readTold({ format: 'markdown' }).choice?.beside, undefined);
    assert.equal(readTold({ format: 'markdown', beside: true }).choice?.beside, true);
    assert.deepEqual(readTold({ format: 'png', theme: 'light', scale: 3 }).scale, 3);
    for (const data of [undefined, null, 'svg', {}, { format: 'gif' }, { format: 'png', theme: 'auto', scale: 9 }]) {
      assert.deepEqual(readTold(data), { choice: null, scale: null });
    }
  });
});
