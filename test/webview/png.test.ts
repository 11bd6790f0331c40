// Pictures in pixels, drawn by the built page of the preview in a real browser.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { DrawPng, PngDrawn } from '../../client/src/preview/png-messages.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { picturesOf } from '../unit/diagram-drawn.ts';
import { JOB } from '../unit/diagram-pods.ts';
import { type Host, noBrowser, type Preview, startHost } from './page-host.ts';

const EVIL =
  '</svg><img src="https://evil.example/a.png" onerror="told.push(1)"><image href="https://evil.example/b.png"/>';

suite('pictures in pixels', { skip: noBrowser }, () => {
  let host: Host;
  let preview: Preview;

  before(async () => {
    host = await startHost();
    preview = await host.open();
  });
  after(() => host?.close());

  /** What the page answers, and the colour of a pixel of the picture. */
  async function drawn(request: Omit<DrawPng, 'type'>, x = 0, y = 0) {
    await preview.page.evaluate((data) => window.postMessage({ type: 'png', ...data }, '*'), request);
    const answered = await preview.page.waitForFunction(
      (id) => Object(window).told.find((one: PngDrawn) => one.type === 'png' && one.id === id),
      request.id,
    );
    const answer = (await answered.jsonValue()) as PngDrawn;
    if (answer.data === null) return { answer, size: null, colour: null };
    const png = Buffer.from(answer.data, 'base64');
    const colour = await preview.page.evaluate(
      async ([data, left, top]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const context = document.createElement('canvas').getContext('2d')!;
        context.drawImage(image, -(left as number), -(top as number));
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      },
      [answer.data, x, y],
    );
    return { answer, size: [png.readUInt32BE(16), png.readUInt32BE(20)], colour };
  }

  test('have the size that is asked for, and the colours of the theme', async () => {
    const [picture] = picturesOf(JOB);
    assert.ok(picture);
    const light = printSvg(picture, { theme: 'light' });
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(light) ?? [];
    const one = await drawn({ id: 1, svg: light, scale: 1, copy: false }, 2, 2);
    assert.deepEqual(
      [one.size, one.colour, one.answer.copied],
      [[Number(width), Number(height)], [255, 255, 255], false],
    );
    const three = await drawn({ id: 2, svg: printSvg(picture, { theme: 'dark' }), scale: 3, copy: false }, 2, 2);
    assert.deepEqual(
      [three.size, three.colour],
      [
        [Number(width) * 3, Number(height) * 3],
        [0x1f, 0x1f, 0x1f],
      ],
    );
    assert.deepEqual(preview.complaints, []);
  });

  test('are not made of what is no SVG, or too large', async () => {
    const [picture] = picturesOf(JOB);
    for (const [id, svg, scale] of [
      [3, 'no SVG', 1],
      [4, '<svg xmlns="http://www.w3.org/2000/svg"', 1],
      [5, printSvg(picture!), 1000],
    ] as const) {
      assert.deepEqual((await drawn({ id, svg, scale, copy: false })).answer, {
        type: 'png',
        id,
        data: null,
        copied: false,
      });
    }
  });

  test('run nothing and load nothing, whatever is in them', async () => {
    const asked: string[] = [];
    preview.page.on('request', (request) => !request.url().startsWith('data:') && asked.push(request.url()));
    const script = `<script>parent.told.push(1)</script><image href="https://evil.example/c.png" width="9" height="9"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="parent.told.push(1)">${script}</svg>`;
    assert.deepEqual((await drawn({ id: 6, svg, scale: 1, copy: false })).size, [9, 9]);
    const [picture] = picturesOf(JOB);
    const texts = picture!.nodes.map((node) => ({
      ...node,
      name: EVIL,
      texts: node.texts.map((run) => ({ ...run, text: EVIL })),
    }));
    const named = printSvg({ ...picture!, title: EVIL, description: EVIL, nodes: texts });
    assert.ok((await drawn({ id: 7, svg: named, scale: 1, copy: false })).size);
    const told = (await preview.page.evaluate(() => Object(window).told)) as unknown[];
    assert.ok(!told.includes(1));
    assert.deepEqual(asked, []);
  });

  test('are the only images that the page may show', async () => {
    const isShown = await preview.page.evaluate(
      () =>
        new Promise((done) => {
          const image = new Image();
          image.onload = () => done(true);
          image.onerror = () => done(false);
          image.src = '/preview.css';
        }),
    );
    assert.equal(isShown, false);
    assert.match(
      preview.complaints.at(-1) ?? '',
      /violates the following Content Security Policy directive: "img-src data:"/,
    );
  });
});
