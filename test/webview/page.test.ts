// The built page of the preview in a real browser.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { picturesOf } from '../unit/diagram-drawn.ts';
import { DEPLOYMENT, JOB } from '../unit/diagram-pods.ts';
import { EMPTY, type Host, noBrowser, type Opened, type Preview, startHost } from './page-host.ts';

const card = (name: string, pod = 0): string => `[data-pod="${pod}"] .node[data-id="container/${name}"]`;
const [job] = picturesOf(JOB);
const [deployment] = picturesOf(DEPLOYMENT);
const FIX = 'Move it to port 8081';
const faulty = {
  ...deployment!,
  problems: [
    {
      rule: 'port-conflict',
      severity: 'error',
      container: 'web',
      message: 'No.',
      fix: FIX,
      about: 'web',
      shownAt: 'container/web',
      place: null,
    } as const,
  ],
};

suite('the page of the preview', { skip: noBrowser }, () => {
  let host: Host;
  let open: Preview[] = [];

  before(async () => {
    host = await startHost();
  });
  after(() => host?.close());

  /** A test with a page of its own, which must have nothing to complain about. */
  const on = (name: string, run: (preview: Preview) => Promise<void>, how: Opened = {}) =>
    test(name, async () => {
      const preview = await host.open(how);
      open.push(preview);
      try {
        await run(preview);
        assert.deepEqual(preview.complaints, []);
      } finally {
        for (const { page } of open) await page.context().close();
        open = [];
      }
    });

  const focused = ({ page }: Preview) =>
    page.evaluate(
      () => Object(document.activeElement).dataset?.id ?? Object(document.activeElement).dataset?.tool ?? null,
    );

  on('draws all pods below each other, and says which one is meant', async (preview) => {
    await preview.show([job!, faulty]);
    assert.equal(await preview.page.locator('svg.pp[data-pod]').count(), 2);
    const ids = await preview.page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
    await preview.page.click(card('web', 1));
    await preview.page.dblclick(card('migrate'));
    const asked = await preview.told('reveal');
    assert.deepEqual(asked[0], { type: 'reveal', spot: { pod: 1, id: 'container/web' }, focus: false });
    assert.deepEqual(asked.at(-1), { type: 'reveal', spot: { pod: 0, id: 'container/migrate' }, focus: true });
    await preview.page.selectOption('select', { label: 'Deployment web' });
    assert.deepEqual(await preview.told('pod'), [{ type: 'pod', shown: 1 }]);
  });

  on('goes through nodes and lines with the keys, and to the text and back', async (preview) => {
    const { page } = preview;
    await preview.show([job!]);
    await page.focus(card('migrate'));
    for (const [key, id] of [
      ['Home', 'container/cloud-sql-proxy'],
      ['Tab', 'container/migrate'],
      ['ArrowRight', 'dials/container/migrate'],
      ['ArrowRight', 'container/cloud-sql-proxy'],
    ] as const) {
      await page.keyboard.press(key);
      assert.ok((await focused(preview))?.startsWith(id), `${key} leads to ${await focused(preview)}`);
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    const spot = { pod: 0, id: 'container/cloud-sql-proxy' };
    assert.deepEqual(await preview.told('reveal'), [
      { type: 'reveal', spot, focus: true },
      { type: 'reveal', spot, focus: false },
    ]);
    assert.equal((await preview.told('back')).length, 1);
    const lane = job!.nodes.find(({ kind }) => kind === 'lane')!.id;
    assert.deepEqual(await preview.told('add'), [{ type: 'add', pod: 0, lane }]);
  });

  on('never loses the focus to a new picture', async (preview) => {
    await preview.show([job!]);
    await preview.page.focus(card('migrate'));
    await preview.show([{ ...job!, nodes: job!.nodes.map((node) => ({ ...node, y: node.y + 1 })) }]);
    assert.equal(await focused(preview), 'container/migrate');
    await preview.show([{ ...job!, nodes: job!.nodes.filter(({ id }) => id !== 'container/migrate') }]);
    assert.ok((await focused(preview))?.startsWith('container/'), `on ${await focused(preview)}`);
    await preview.show([faulty]);
    await preview.page.focus('[data-fix="0"]');
    await preview.show([deployment!]);
    assert.notEqual(await preview.page.evaluate(() => document.activeElement?.localName), 'body');
    await preview.send(EMPTY);
    assert.equal(await preview.page.evaluate(() => document.activeElement?.id), 'note');
  });

  on('zooms at the pointer with the wheel, with keys in steps, and back', async (preview) => {
    const { page } = preview;
    await preview.show([deployment!]);
    const box = async () => (await page.locator(card('web')).boundingBox())!;
    const before = await box();
    const at = { x: before.x + 30, y: before.y + 40 };
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await page.waitForTimeout(50);
    const larger = await box();
    assert.ok(larger.width > before.width * 1.3, `${before.width} to ${larger.width}`);
    const part = (one: typeof larger) => [(at.x - one.x) / one.width, (at.y - one.y) / one.height];
    for (const [i, x] of part(larger).entries())
      assert.ok(Math.abs(x - part(before)[i]!) < 0.03, `${part(before)} to ${part(larger)}`);
    await page.keyboard.press('0');
    assert.match(await page.innerText('.percent'), /^100/);
    await page.keyboard.press('-');
    assert.match(await page.innerText('.percent'), /^85/);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    assert.match(await page.innerText('.percent'), /^125/);
    await page.keyboard.press('f');
    assert.equal(Math.round((await box()).width), Math.round(before.width));
    assert.ok(Math.abs(Object(await preview.state()).view.zoom === 'fit' ? 0 : 1) === 0);
  });

  on(
    'is dragged by its background, without a click',
    async (preview) => {
      const { page } = preview;
      await preview.show([deployment!]);
      const top = () => page.evaluate(() => document.querySelector('#stage')!.scrollTop);
      const before = await top();
      await page.mouse.move(4, 250);
      await page.mouse.down();
      await page.mouse.move(4, 100, { steps: 4 });
      await page.mouse.up();
      assert.equal((await top()) - before, 150);
      await page.hover(card('web'));
      await page.keyboard.down('Space');
      await page.mouse.down();
      await page.mouse.move(300, 100, { steps: 3 });
      await page.mouse.up();
      await page.keyboard.up('Space');
      assert.deepEqual(await preview.told('reveal'), []);
    },
    { height: 300 },
  );

  on('is as it was after a reload', async (preview) => {
    await preview.show([deployment!]);
    await preview.page.click('[data-tool="volumes"]');
    await preview.page.click('[data-tool="probes"]');
    for (let times = 0; times < 4; times++) await preview.page.click('[data-tool="larger"]');
    await preview.page.evaluate(() => document.querySelector('#stage')!.scrollTo(0, 120));
    await preview.page.waitForTimeout(300);
    const again = await host.open({ state: await preview.state() });
    open.push(again);
    await again.show([deployment!], { cursor: { pod: 0, id: 'container/fluent-bit' } });
    assert.match(await again.page.innerText('.percent'), /^200/);
    assert.equal(await again.page.evaluate(() => document.querySelector('#stage')!.scrollTop), 120);
    assert.equal(await again.page.getAttribute('[data-tool="volumes"]', 'aria-pressed'), 'false');
    assert.deepEqual(await again.told('probes'), [{ type: 'probes', on: true }]);
  });

  on('is kept as a comparison before it has a picture', async (preview) => {
    await preview.send({ ...EMPTY, compares: true });
    assert.equal(Object(await preview.state()).compares, true);
  });

  on('hides layers, and their stops', async (preview) => {
    const { page } = preview;
    await preview.show([deployment!]);
    const visible = (kind: string) => page.locator(`.L-${kind}:visible`).count();
    for (const layer of ['volumes', 'traffic', 'order']) {
      assert.ok((await visible(layer)) > 0, layer);
      await page.click(`[data-tool="${layer}"]`);
      assert.equal(await visible(layer), 0, layer);
    }
    await page.focus(card('web'));
    await page.keyboard.press('End');
    assert.ok((await focused(preview))?.startsWith('container/'));
  });

  on('shows a card beside what the pointer rests on, until Escape or another picture', async (preview) => {
    const { page } = preview;
    await preview.show([deployment!]);
    await page.hover(card('web'));
    await page.waitForFunction(() => Object(window).told.some((one: { type: string }) => one.type === 'explain'));
    const spot = { pod: 0, id: 'container/web' };
    assert.deepEqual(await preview.told('explain'), [{ type: 'explain', spot }]);
    await preview.send({ type: 'card', spot: { pod: 0, id: 'container/other' }, markdown: 'late' });
    assert.ok(await page.isHidden('#card'));
    await preview.send({ type: 'card', spot, markdown: '**web** is the application.' });
    const [thing, shown] = [await page.locator(card('web')).boundingBox(), await page.locator('#card').boundingBox()];
    const apart =
      shown!.y >= thing!.y + thing!.height ||
      shown!.y + shown!.height <= thing!.y ||
      shown!.x >= thing!.x + thing!.width ||
      shown!.x + shown!.width <= thing!.x;
    assert.ok(apart, JSON.stringify({ thing, shown }));
    await page.hover('#card');
    await page.waitForTimeout(400);
    assert.ok(await page.isVisible('#card'), 'the pointer may go to it');
    await page.keyboard.press('Escape');
    assert.ok(await page.isHidden('#card'));
    assert.deepEqual(await preview.told('back'), []);
    await page.focus(card('web'));
    await page.keyboard.press('i');
    await preview.send({ type: 'card', spot, markdown: 'x' });
    assert.equal(await page.getAttribute(card('web'), 'aria-describedby'), 'card');
    assert.equal(await page.textContent('#aloud'), 'x');
    await page.click(card('web'));
    assert.ok(await page.isHidden('#card'));
    await page.waitForTimeout(600);
    assert.equal((await preview.told('explain')).length, 2, 'whoever clicks knows what it is');
    await page.keyboard.press('i');
    await preview.send({ type: 'card', spot, markdown: 'x' });
    assert.ok(await page.isVisible('#card'));
    await preview.show([job!]);
    assert.ok(await page.isHidden('#card'));
  });

  on('fixes problems from the picture and from the outline', async (preview) => {
    const { page } = preview;
    await preview.show([job!, faulty]);
    await page.click('[data-pod="1"] [data-fix="0"]');
    await page.focus('[data-pod="1"] [data-fix="0"]');
    await page.keyboard.press('Enter');
    await page.click('[data-tool="outline"]');
    await page.getByRole('button', { name: `Fix: ${FIX}` }).click();
    const fix = { type: 'fix', pod: 1, problem: 0 };
    assert.deepEqual(await preview.told('fix'), [fix, fix, fix]);
    await page.click('#outline [data-id="container/web"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const [click, enter] = await preview.told('reveal');
    assert.deepEqual(click, { type: 'reveal', spot: { pod: 1, id: 'container/web' }, focus: false });
    assert.ok(enter?.focus && enter.spot.pod === 1 && enter.spot.id !== 'container/web');
  });

  on('offers the place of a new container in the lane under the pointer', async (preview) => {
    const { page } = preview;
    await preview.show([deployment!]);
    const lane = deployment!.nodes.find(({ kind }) => kind === 'lane')!;
    await page.hover(`[data-lane="${lane.id}"] > .lane`, { position: { x: 30, y: 100 } });
    await page.click('.slot');
    assert.deepEqual(await preview.told('add'), [{ type: 'add', pod: 0, lane: lane.id }]);
    await page.hover(card('web'));
    assert.equal(await page.locator('.slot').count(), 0);
  });

  on('keeps the old picture, dimmed, while the text is broken', async (preview) => {
    const { page } = preview;
    await preview.show([job!]);
    await preview.send({ type: 'note', note: 'Line 4 of a.yaml is not valid YAML yet. This is the last picture.' });
    assert.ok(await page.isHidden('#note'), 'not while somebody types');
    await page.waitForSelector('#note:has-text("Line 4")');
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('#picture')!).opacity), '0.5');
    const before = await page.locator(card('migrate')).boundingBox();
    await preview.send({ type: 'note', note: null });
    assert.deepEqual(await page.locator(card('migrate')).boundingBox(), before);
  });

  on('moves cards to their new places, and only where motion is welcome', async (preview) => {
    const running = ({ page }: Preview) => page.evaluate(() => document.getAnimations().length);
    const moved = { ...job!, nodes: job!.nodes.map((node) => ({ ...node, y: node.y + 40 })) };
    await preview.show([job!]);
    await preview.show([moved]);
    assert.equal(await running(preview), 0);
    const moving = await host.open({ reducedMotion: 'no-preference' });
    open.push(moving);
    await moving.show([job!]);
    const during = await moving.page.evaluate(
      async (message) => {
        window.postMessage(message, '*');
        await new Promise((done) => setTimeout(done, 40));
        return document.getAnimations().length;
      },
      {
        type: 'picture',
        diagrams: [moved],
        cursor: null,
        source: { uri: 'a', line: 0, character: 0 },
        pods: [],
        shown: 0,
        locked: false,
        compares: false,
      },
    );
    assert.ok(during > 0);
  });

  on('has one stop of Tab in its toolbar, and arrows within', async (preview) => {
    const { page } = preview;
    await preview.show([job!]);
    await page.keyboard.press('Tab');
    assert.equal(await focused(preview), 'lock');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(preview), 'traffic');
    await page.keyboard.press('Tab');
    assert.equal(await focused(preview), 'container/cloud-sql-proxy');
  });

  for (const width of [700, 500, 340]) {
    on(
      `has a toolbar that fits ${width} pixels`,
      async (preview) => {
        await preview.show([job!, deployment!], { pods: ['Job a-rather-long-name-of-a-job', 'Deployment web'] });
        const over = () =>
          preview.page.evaluate(() =>
            [...document.querySelectorAll('#bar button, #bar select')].flatMap((one) => {
              const { left, right } = one.getBoundingClientRect();
              return left < 0 || right > innerWidth ? [one.outerHTML] : [];
            }),
          );
        assert.deepEqual(await over(), []);
        assert.equal(await preview.page.isVisible('#outline'), width < 360);
        if (width > 540) return;
        await preview.page.click('[data-tool="more"]');
        assert.deepEqual(await over(), []);
        await preview.page.click('[data-tool="export"]');
        assert.equal((await preview.told('export')).length, 1);
        await preview.page.keyboard.press('Escape');
        assert.equal(await focused(preview), 'more');
      },
      { width },
    );
  }

  on(
    'has a toolbar for one pod that needs no menu from 460 pixels, and says "Add helper" from 600',
    async (preview) => {
      await preview.show([job!]);
      for (const width of [460, 600]) {
        await preview.page.setViewportSize({ width, height: 500 });
        await preview.page.waitForFunction((most) => {
          const right = document.querySelector('[data-tool="add"]')!.getBoundingClientRect().right;
          return document.querySelector('[data-tool="export"]') && right <= most;
        }, width);
      }
      await preview.page.waitForSelector('[data-tool="add"]:has-text("Add helper")', { timeout: 5000 });
    },
  );
});
