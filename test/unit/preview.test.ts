import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Aim, aimAfterMove, aimAt, podAtLine } from '../../client/src/preview/aim.ts';
import { readKept, readSource } from '../../client/src/preview/kept.ts';
import { readFromPage, readToPage } from '../../client/src/preview/messages.ts';

import { holdsLine, nameOf, nodeAtLine, placeOf, spotAtLine, withLastGood } from '../../client/src/preview/picture.ts';
import { oneAtATime } from '../../client/src/preview/turns.ts';
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';

const PLACE = { line: 7, column: 13, endLine: 7, endColumn: 16 };

function node(id: string, kind: DiagramNode['kind'], extent: DiagramNode['extent']): DiagramNode {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const common = { form: 'card', label: id, name: id, container: null, parent: null, role: null, icon: null } as const;
  return { ...box, ...common, id, kind, extent, line: null, place: PLACE, texts: [], pole: null, problem: null };
}

const PROBLEM = { rule: 'port-conflict', severity: 'error', message: 'no', fix: null } as const;

const DIAGRAM: Diagram = {
  version: 1,
  width: 700,
  height: 300,
  workload: { kind: 'Pod', name: 'shop', namespace: null },
  title: 'Pod shop',
  description: '',
  facts: [],
  density: 'comfortable',
  rail: { x: 0, top: 0, bottom: 0, run: 0, marks: [] },
  nodes: [
    node('pod', 'pod', [5, 20]),
    node('lane', 'lane', [6, 9]),
    node('web', 'container', [7, 12]),
    node('web:port', 'port', [9, 10]),
    node('agent', 'container', [13, 16]),
    node('logs', 'volume', [18, 20]),
    node('injected', 'container', null),
    node('door', 'external', [1, 2]),
  ],
  edges: [],
  junctions: [],
  problems: [
    { ...PROBLEM, container: 'web', about: 'web', shownAt: 'web', place: PLACE },
    { ...PROBLEM, container: null, about: null, shownAt: null, place: null },
  ],
  timeline: null,
  foot: { y: 280, sentence: null },
  legend: [],
};
const SOURCE = { uri: 'file:///a.yaml', line: 3, character: 0 };

suite('the way between picture and text', () => {
  // Lines of the editor, from 0; those of a picture begin with 1.
  const cases: readonly (readonly [line: number, holds: boolean, node: string | null])[] = [
    [1, false, 'door'],
    [3, false, null],
    [4, true, null],
    [5, true, null],
    [6, true, 'web'],
    [9, true, 'web'],
    [11, true, 'web'],
    [12, true, 'agent'],
    [16, true, null],
    [19, true, 'logs'],
    [20, false, null],
  ];
  for (const [line, holds, id] of cases) {
    test(`line ${line} is ${holds ? 'in' : 'outside'} the pod, in ${id ?? 'nothing that is marked'}`, () => {
      assert.deepEqual([holdsLine([DIAGRAM], line), nodeAtLine(DIAGRAM, line)], [holds, id]);
    });
  }

  test('is in the container whose lines also stand for something that is drawn at it', () => {
    const nodes = [node('tag', 'volume', [3, 4]), node('web', 'container', [1, 9]), node('host', 'external', [2, 2])];
    for (const line of [1, 2, 3]) assert.equal(nodeAtLine({ ...DIAGRAM, nodes }, line), 'web');
  });

  test('is in an injected container on the line that asks for it, unless that is in a container of the file', () => {
    const injected = { ...node('injected', 'container', [3, 3]), injected: true as const };
    const nodes = [injected, node('web', 'container', [5, 9]), node('logs', 'volume', [3, 4])];
    assert.equal(nodeAtLine({ ...DIAGRAM, nodes }, 2), 'injected');
    const within = { ...injected, extent: [6, 6] as const };
    assert.equal(nodeAtLine({ ...DIAGRAM, nodes: [within, ...nodes.slice(1)] }, 5), 'web');
  });

  test('leads from nodes and problems to their places, from nothing to nothing', () => {
    for (const id of ['web', 0]) assert.equal(placeOf([DIAGRAM], { pod: 0, id }), PLACE);
    for (const id of ['nowhere', '', 1, 2, -1, 0.5]) assert.equal(placeOf([DIAGRAM], { pod: 0, id }), null, String(id));
    assert.equal(placeOf([DIAGRAM], { pod: 1, id: 'web' }), null);
  });
});

suite('several pictures', () => {
  const other: Diagram = {
    ...DIAGRAM,
    title: 'Pod other',
    nodes: [node('pod', 'pod', [30, 40]), node('api', 'container', [32, 39])],
  };

  test('the cursor is in the picture whose pod has the line', () => {
    assert.deepEqual(spotAtLine([DIAGRAM, other], 6), { pod: 0, id: 'web' });
    assert.deepEqual(spotAtLine([DIAGRAM, other], 34), { pod: 1, id: 'api' });
    assert.equal(spotAtLine([DIAGRAM, other], 25), null);
  });

  test('what is drawn has a name', () => {
    assert.equal(nameOf([DIAGRAM, other], { pod: 1, id: 'api' }), 'api');
    assert.equal(nameOf([DIAGRAM, other], { pod: 0, id: 1 }), 'no');
    for (const spot of [
      { pod: 1, id: 'web' },
      { pod: 2, id: 'web' },
      { pod: 1, id: 2 },
    ])
      assert.equal(nameOf([DIAGRAM, other], spot), null);
  });

  test('the last good one stays for each that is broken now, if it was good', () => {
    const broken = (diagram: Diagram): Diagram => ({ ...diagram, width: 1, broken: { line: 7 } });
    const sound = { diagrams: [DIAGRAM, other], broken: null };
    assert.deepEqual(withLastGood([], [DIAGRAM, other]), sound);
    assert.deepEqual(withLastGood([DIAGRAM, other], [DIAGRAM, broken(other)]), {
      diagrams: [DIAGRAM, other],
      broken: { line: 7, kept: true },
    });
    for (const last of [[], [DIAGRAM], [broken(other)]]) {
      assert.deepEqual(withLastGood(last, [broken(other)]), {
        diagrams: [broken(other)],
        broken: { line: 7, kept: false },
      });
    }
    // Of two pods of one name each keeps its own.
    const second = { ...DIAGRAM, height: 2 };
    assert.deepEqual(withLastGood([DIAGRAM, second], [DIAGRAM, broken(DIAGRAM)]).diagrams, [DIAGRAM, second]);
  });
});

suite('what a preview is to show', () => {
  const pods = [
    { label: 'Pod one', lines: [1, 9] },
    { label: 'Workflow two', lines: [11, 40] },
    { label: 'Workflow two', lines: [20, 30] },
  ] as const;

  for (const [line, pod] of [
    [0, 0],
    [8, 0],
    [9, null],
    [10, 1],
    [19, 2],
    [29, 2],
    [30, 1],
    [40, null],
  ] as const) {
    test(`line ${line} is in ${pod === null ? 'no pod' : `the pod ${pod}`}`, () =>
      assert.equal(podAtLine(pods, line), pod));
  }

  test('is known by its index and its label', () => {
    assert.equal(aimAt(pods, 'all'), 'all');
    assert.deepEqual(aimAt(pods, 1), { index: 1, label: 'Workflow two' });
    assert.deepEqual(aimAt(pods, 9), { index: 9, label: null });
  });

  const chosen: Aim = { index: 2, label: 'x' };
  for (const [aim, from, to, expected] of [
    [chosen, 0, 0, chosen],
    [chosen, 0, null, chosen],
    [chosen, null, null, chosen],
    [chosen, 0, 1, null],
    [chosen, null, 1, null],
    ['all', 0, 1, 'all'],
    [null, 0, 1, null],
  ] as const) {
    const words = aim === chosen ? 'a chosen pod' : aim === 'all' ? 'all pods' : 'the pod at the cursor';
    test(`${words}: the cursor comes from ${from} to ${to}`, () => assert.equal(aimAfterMove(aim, from, to), expected));
  }
});

test('a picture is drawn once at a time, and once more for all that changed meanwhile', async () => {
  const ends: (() => void)[] = [];
  const draw = oneAtATime(() => new Promise((done) => ends.push(done)));
  const first = draw();
  for (let times = 0; times < 3; times++) draw();
  assert.equal(ends.length, 1);
  ends[0]!();
  await new Promise(setImmediate);
  assert.equal(ends.length, 2);
  ends[1]!();
  await first;
  draw();
  assert.equal(ends.length, 3);
});

const SPOT = { pod: 0, id: 'web' };
const PICTURE = {
  type: 'picture',
  diagrams: [DIAGRAM],
  cursor: SPOT,
  source: SOURCE,
  pods: [{ label: 'Pod shop' }],
  shown: 0,
  locked: false,
  compares: false,
};
const KEPT = { source: SOURCE, shown: 'all', locked: true, compares: true };

suite('messages between the extension and the page', () => {
  test('are read as they were sent', () => {
    for (const message of [
      PICTURE,
      { ...PICTURE, diagrams: [DIAGRAM, DIAGRAM], cursor: null, shown: 'all', locked: true, compares: true },
      { type: 'cursor', cursor: null, source: SOURCE },
      { type: 'note', note: 'broken' },
      { type: 'note', note: null },
      { type: 'empty', note: 'none', source: SOURCE, compares: true },
      { type: 'card', spot: SPOT, markdown: 'text' },
      { type: 'card', spot: { pod: 2, id: 0 }, markdown: null },
    ]) {
      assert.deepEqual(readToPage(message), message);
    }
    for (const message of [
      { type: 'ready' },
      { type: 'back' },
      { type: 'export' },
      { type: 'room', width: 640 },
      { type: 'reveal', spot: SPOT, focus: false },
      { type: 'reveal', spot: { pod: 1, id: 3 }, focus: true },
      { type: 'explain', spot: SPOT },
      { type: 'fix', pod: 0, problem: 1 },
      { type: 'add', pod: 0, lane: null },
      { type: 'add', pod: 1, lane: 'lane/run' },
      { type: 'pod', shown: 2 },
      { type: 'pod', shown: 'all' },
      { type: 'lock', locked: true },
      { type: 'probes', on: false },
    ]) {
      assert.deepEqual(readFromPage(message), message);
    }
    assert.deepEqual(readSource(SOURCE), SOURCE);
    assert.deepEqual(readKept(KEPT), KEPT);
  });

  const wrong: readonly unknown[] = [
    undefined,
    null,
    0,
    'ready',
    [],
    { type: 'other' },
    { type: 'reveal' },
    { type: 'reveal', spot: SPOT },
    { type: 'reveal', spot: { pod: 0, id: 0.5 }, focus: true },
    { type: 'reveal', spot: { pod: -1, id: 'web' }, focus: true },
    { type: 'reveal', spot: { pod: 0, id: { toString: () => 'web' } }, focus: true },
    { type: 'explain', spot: 'web' },
    { type: 'room', width: '640' },
    { type: 'fix', pod: 0, problem: -1 },
    { type: 'fix', problem: 1 },
    { type: 'add', pod: 0 },
    { type: 'add', pod: 0, lane: 1 },
    { type: 'pod', shown: 'some' },
    { type: 'lock' },
    { type: 'probes', on: 1 },
    { type: 'note' },
    { type: 'note', note: 1 },
    { type: 'empty', note: 'none' },
    { type: 'empty', source: SOURCE, compares: false },
    { type: 'empty', note: 'none', source: SOURCE },
    { type: 'card', spot: SPOT },
    { type: 'card', markdown: 'text' },
    { type: 'cursor', cursor: 1, source: SOURCE },
    { type: 'cursor', source: SOURCE },
    { type: 'cursor', cursor: null, source: { ...SOURCE, line: -1 } },
    { type: 'cursor', cursor: null, source: { ...SOURCE, character: 'x' } },
    { type: 'cursor', cursor: null, source: { ...SOURCE, uri: 7 } },
    { ...PICTURE, diagrams: undefined },
    { ...PICTURE, diagrams: [] },
    { ...PICTURE, diagrams: [{ ...DIAGRAM, version: 2 }] },
    { ...PICTURE, diagrams: [DIAGRAM, { ...DIAGRAM, width: Number.NaN }] },
    { ...PICTURE, diagrams: [{ ...DIAGRAM, nodes: {} }] },
    { ...PICTURE, pods: [null] },
    { ...PICTURE, shown: -1 },
    { ...PICTURE, locked: 'yes' },
  ];
  for (const [i, message] of wrong.entries()) {
    test(`${i}: none is ${JSON.stringify(message)?.slice(0, 60)}`, () => {
      assert.deepEqual([readToPage(message), readFromPage(message), readSource(message)], [null, null, null]);
    });
  }

  test('carry nothing that is not asked for', () => {
    assert.deepEqual(readFromPage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readSource({ ...SOURCE, more: 1 }), SOURCE);
    assert.deepEqual(readKept({ ...KEPT, zoom: 2 }), KEPT);
  });

  test('of what the editor kept, what cannot be read is as in a new preview', () => {
    const fresh = { source: SOURCE, shown: 0, locked: false, compares: false };
    for (const odd of [{}, { shown: -1, locked: 1 }, { shown: 'some' }]) {
      assert.deepEqual(readKept({ source: SOURCE, ...odd }), fresh);
    }
    for (const none of [undefined, null, 7, {}, { source: { uri: 7 } }, SOURCE]) assert.equal(readKept(none), null);
  });
});
