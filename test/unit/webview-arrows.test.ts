import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { beyond } from '../../client/webview/arrows.ts';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { edge, helpers, node } from './svg-pictures.ts';

suite('keys in the picture', () => {
  // caller — app — callee in a row, far behind them, a volume below the app, and one card that nothing is connected with.
  const at = (id: string, x: number, y: number) =>
    node({ id, kind: 'container', form: 'card', x, y, width: 10, height: 10 });
  const nodes = [
    at('alone', 0, 50),
    at('caller', 0, 0),
    at('app', 20, 2),
    at('callee', 40, 0),
    at('far', 90, 4),
    at('volume', 20, 50),
  ];
  const line = (from: string, to: string, y = 5) =>
    edge({
      id: `${from} ${to}`,
      from,
      to,
      points: [
        [0, y],
        [10, y],
      ],
    });
  const edges = [
    line('caller', 'app'),
    line('app', 'callee'),
    line('app', 'far', 7),
    line('app', 'volume', 30),
    { ...line('alone', 'volume'), kind: 'order' as const },
  ];
  const diagram: Diagram = { ...helpers, nodes, edges };
  const stops = nodes.map(({ id }) => id);
  const isDrawn = (id: string) => id !== 'alone volume';

  for (const [key, from, to] of [
    ['ArrowRight', 'app', 'app callee'],
    ['ArrowRight', 'app callee', 'callee'],
    ['ArrowLeft', 'app callee', 'app'],
    ['ArrowDown', 'app callee', 'app far'],
    ['ArrowUp', 'app far', 'caller app'],
    ['ArrowDown', 'app far', 'app volume'],
    ['ArrowLeft', 'app', 'caller app'],
    ['ArrowDown', 'app', 'app volume'],
    ['ArrowDown', 'app volume', 'volume'],
    ['ArrowUp', 'app', null],
    ['ArrowUp', 'volume', 'app volume'],
    ['ArrowDown', 'caller', null],
    ['ArrowRight', 'caller', 'caller app'],
    ['ArrowLeft', 'far', 'app far'],
    // What only starts before the other has no line of its own.
    ['ArrowRight', 'alone', 'volume'],
    ['ArrowRight', 'nowhere', null],
    ['Home', 'app', 'alone'],
    ['End', 'app callee', 'volume'],
    ['x', 'app', null],
  ] as const) {
    test(`${key} leads from ${from} to ${to ?? 'nothing'}`, () => {
      assert.equal(beyond(key, from, stops, diagram, isDrawn), to);
    });
  }

  test('lines of a layer that is switched off are passed over', () => {
    assert.equal(
      beyond('ArrowRight', 'app', stops, diagram, () => false),
      'callee',
    );
  });

  test('stop only where Tab does', () => {
    assert.equal(beyond('ArrowRight', 'app', ['app', 'far'], diagram, isDrawn), 'app far');
    assert.equal(beyond('Home', 'app', [], diagram, isDrawn), null);
  });

  test('begin at the card of a port', () => {
    const port = node({ id: 'port', kind: 'port', form: 'pin', parent: 'app', x: 19, y: 4, width: 8, height: 8 });
    assert.equal(beyond('ArrowRight', 'port', stops, { ...diagram, nodes: [...nodes, port] }, isDrawn), 'app callee');
  });
});
