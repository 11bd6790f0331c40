// Where cards and slots stand, and how large the picture is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Area, placeBeside } from '../../client/webview/card-place.ts';
import { slotIn } from '../../client/webview/slot.ts';
import { clampZoom, FIRST_VIEW, readView, scaleOf, stepFrom, toggled } from '../../client/webview/view.ts';
import type { Box } from '../../server/src/diagram/diagram.ts';
import { picturesOf, podWith } from './diagram-drawn.ts';
import { randomManifest } from './diagram-pods.ts';

const ROOM: Area = { left: 0, top: 40, right: 700, bottom: 800 };

function meets(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

suite('a card', () => {
  const area = (left: number, top: number, width: number, height: number): Area => ({
    left,
    top,
    right: left + width,
    bottom: top + height,
  });

  for (const [where, thing, left, top] of [
    ['below', area(100, 100, 128, 106), 100, 214],
    ['above at the lower end', area(100, 700, 128, 90), 100, 492],
    ['within the page at the right', area(600, 100, 90, 106), 396, 214],
    ['at the right of what is tall', area(20, 60, 128, 730), 156, 60],
    ['at the left of what is tall and far right', area(560, 60, 128, 730), 252, 60],
  ] as const) {
    test(`stands ${where}`, () => {
      assert.deepEqual(placeBeside(thing, { width: 300, height: 200 }, ROOM), { left, top, width: 300, height: 200 });
    });
  }

  test('is cut where there is less room, and is none where nothing could be read', () => {
    const wide = area(0, 50, 700, 620);
    assert.deepEqual(placeBeside(wide, { width: 300, height: 200 }, ROOM), {
      left: 4,
      top: 678,
      width: 300,
      height: 118,
    });
    assert.equal(placeBeside(area(0, 45, 700, 745), { width: 300, height: 200 }, ROOM), null);
  });

  test('never covers its thing, wherever that is and however large both are', () => {
    let seed = 7;
    const next = (most: number) => {
      seed = (seed * 16807) % 2147483647;
      return seed % most;
    };
    let placed = 0;
    for (let times = 0; times < 2000; times++) {
      const thing = area(next(700) - 50, next(800) - 20, next(500) + 8, next(500) + 8);
      const place = placeBeside(thing, { width: 60 + next(400), height: 20 + next(700) }, ROOM);
      if (!place) continue;
      placed++;
      const { left, top, width, height } = place;
      const card = area(left, top, width, height);
      assert.ok(!meets(card, thing), JSON.stringify({ card, thing }));
      assert.ok(card.left >= 0 && card.right <= 700 && card.top >= 40 && card.bottom <= 800, JSON.stringify(card));
    }
    assert.ok(placed > 1500, `${placed} of 2000`);
  });
});

suite('the place of a new container', () => {
  test('is as far right as there is room', () => {
    const diagram = podWith('{name: web, image: a}');
    const lane = diagram.nodes.find(({ kind }) => kind === 'lane')!;
    const slot = slotIn(diagram, lane.id)!;
    assert.equal(slot.small, false);
    assert.ok(slot.box.x + slot.box.width > lane.x + lane.width - 20);
    assert.equal(slotIn(diagram, 'nowhere'), null);
  });

  test('meets nothing that is drawn, in lanes of any pod', () => {
    let large = 0;
    const pods = Array.from({ length: 60 }, (_, seed) => picturesOf(randomManifest(seed + 1)));
    for (const diagram of pods.flat()) {
      for (const lane of diagram.nodes.filter(({ kind }) => kind === 'lane')) {
        const slot = slotIn(diagram, lane.id);
        assert.ok(slot);
        assert.ok(isIn(slot.box, lane), JSON.stringify({ slot, lane }));
        if (slot.small) continue;
        large++;
        for (const { id, kind, form, ...box } of diagram.nodes) {
          if (kind === 'pod' || kind === 'lane' || form === 'leg') continue;
          assert.ok(!overlap(slot.box, box), `${JSON.stringify(slot)} on ${id}`);
        }
      }
    }
    assert.ok(large > 20, `${large} slots`);
  });
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isIn(a: Box, b: Box): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

suite('the view', () => {
  test('is read as it was kept, and as at first where that is missing or wrong', () => {
    const view = { zoom: 1.5, without: ['traffic'], legend: 'open', outline: true, scroll: [3, 40] } as const;
    assert.deepEqual(readView({ source: 1, view }), view);
    for (const bad of [null, 3, {}, { view: 'x' }, { view: { zoom: -1, without: 7, scroll: [1] } }]) {
      assert.deepEqual(readView(bad), FIRST_VIEW);
    }
    assert.equal(readView({ view: { zoom: 99 } }).zoom, 4);
    assert.deepEqual(readView({ view: { without: ['probes', 'x', 'order'] } }).without, ['order', 'probes']);
  });

  test('switches layers off and on', () => {
    const off = toggled(FIRST_VIEW, 'volumes');
    assert.deepEqual(off.without, ['volumes', 'probes']);
    assert.deepEqual(toggled(off, 'volumes').without, ['probes']);
    assert.deepEqual(toggled(off, 'probes').without, ['volumes']);
  });

  test('goes through its sizes, and fits as far as one can read', () => {
    assert.deepEqual([stepFrom(1, 1), stepFrom(1, -1), stepFrom(0.9, 1), stepFrom(0.9, -1)], [1.25, 0.85, 1, 0.85]);
    assert.deepEqual([stepFrom(4, 1), stepFrom(0.25, -1), clampZoom(0.01)], [4, 0.25, 0.25]);
    assert.deepEqual([scaleOf('fit', 700, 1400), scaleOf('fit', 700, 665), scaleOf('fit', 700, 100)], [1, 0.95, 0.85]);
    assert.equal(scaleOf(2, 700, 100), 2);
  });
});
