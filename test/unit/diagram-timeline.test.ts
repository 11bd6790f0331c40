import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { stripOf } from '../../server/src/diagram/layout/strip/strip.ts';
import type { Timeline, TimelineRow } from '../../server/src/diagram/timeline/timeline.ts';
import { picturesOf, podWith } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { INJECTED, JOB, NATIVES } from './diagram-pods.ts';
import { stripFaults } from './diagram-strip-faults.ts';

function timelineIn({ timeline }: Diagram): Timeline {
  assert.ok(timeline, 'there is a timeline');
  return timeline;
}

/** `hook 5, 5 known, 20`: the hook, SIGTERM and how sure that is, the end. */
function stopText({ stop }: TimelineRow): string {
  if (stop === null || stop === 'done') return String(stop);
  const hook = stop.preStop ? [`hook ${stop.preStop.exact ? '' : '≥'}${stop.preStop.seconds}`] : [];
  return [...hook, `${stop.sigterm} ${stop.moment}`, stop.until].join(', ');
}

function startText({ label, step, stays, gate, behind, holds }: TimelineRow): string {
  const words = [stays && 'stays', gate && 'gate', behind > 0 && `behind ${behind}`, holds && 'holds'].filter(Boolean);
  return [`${step} ${label}`, ...words].join(' ');
}

const APP = '{name: app, image: a/b}';
const NATIVE = '{name: n, image: a/n, restartPolicy: Always}';
const hooked = (preStop: string) => `{name: app, image: a/b, lifecycle: {preStop: ${preStop}}}`;
const script = (text: string) => hooked(`{exec: {command: [sh, -c, "${text}"]}}`);

suite('the start in the timeline', () => {
  const cases: readonly (readonly [what: string, containers: string, init: string, steps: string[], rows: string[]])[] =
    [
      ['an init container', APP, '{name: i, image: x}', ['1 exit 0', '-'], ['0 i gate', '1 app stays']],
      ['a native sidecar without a probe', APP, NATIVE, ['1', '-'], ['0 n stays gate', '1 app stays']],
      [
        'a native sidecar with a startup probe',
        APP,
        NATIVE.replace('}', ', startupProbe: {tcpSocket: {port: 1}}, lifecycle: {postStart: {exec: {command: [x]}}}}'),
        ['1 probe', '-'],
        ['0 n stays gate', '1 app stays'],
      ],
      [
        'a native sidecar with a hook',
        APP,
        NATIVE.replace('}', ', lifecycle: {postStart: {exec: {command: [x]}}}}'),
        ['1 postStart', '-'],
        ['0 n stays gate', '1 app stays'],
      ],
      [
        'a hook in the app list',
        `{name: first, image: x}, {name: mesh, image: x, lifecycle: {postStart: {exec: {command: [x]}}}}, ${APP}`,
        '',
        ['- postStart'],
        ['0 first stays', '0 mesh stays holds', '0 app stays behind 1'],
      ],
      [
        'many',
        `${APP}, {name: b, image: x}`,
        `{name: i, image: x}, ${NATIVE}, {name: j, image: x}`,
        ['1 exit 0', '2', '3 exit 0', '-'],
        ['0 i gate', '1 n stays gate', '2 j gate', '3 app stays', '3 b stays'],
      ],
    ];
  for (const [what, containers, init, steps, rows] of cases) {
    test(what, () => {
      const timeline = timelineIn(podWith(containers, init));
      const told = timeline.steps.map(({ number, until }) => [number ?? '-', until].filter(Boolean).join(' '));
      assert.deepEqual(told, steps);
      assert.deepEqual(timeline.rows.map(startText), rows);
    });
  }

  test('is not told where nothing waits for anything', () => {
    const last = '{name: z, image: x, lifecycle: {postStart: {exec: {command: [x]}}}}';
    for (const containers of [APP, `${APP}, {name: b, image: x}`, `${APP}, ${last}`])
      assert.equal(podWith(containers).timeline, null, containers);
  });

  test('a sentence does not say that all start together where one holds the others back', () => {
    const held = podWith(`{name: a, image: x, lifecycle: {postStart: {exec: {command: [x]}}}}, ${APP}`);
    assert.equal(held.foot.sentence, null);
  });

  test('belongs to the nodes of the picture, and knows the application', () => {
    const [picture] = picturesOf(NATIVES);
    const rows = timelineIn(picture!).rows;
    assert.deepEqual(
      rows.map(({ id, role, app }) => [id, role, app]),
      [
        ['container/otel-collector', 'sidecar', false],
        ['container/cloud-sql-proxy', 'ambassador', false],
        ['container/migrate', 'init', false],
        ['container/checkout', 'app', true],
      ],
    );
  });
});

suite('the end in the timeline', () => {
  const INIT = '{name: i, image: x}';
  const two = `${NATIVE}, ${NATIVE.replace('name: n', 'name: m')}`;
  const ownHook = NATIVE.replace('}', ', lifecycle: {preStop: {sleep: {seconds: 25}}}}');
  const cases: readonly (readonly [what: string, containers: string, init: string, more: string, stops: string[]])[] = [
    ['all at once', `${APP}, {name: b, image: x}`, INIT, '', ['done', '0 known, 30', '0 known, 30']],
    ['a sleep action', hooked('{sleep: {seconds: 5}}'), INIT, '', ['done', 'hook 5, 5 known, 30']],
    [
      'a command that sleeps',
      hooked('{exec: {command: [sleep, "1m"]}}'),
      INIT,
      'terminationGracePeriodSeconds: 90',
      ['done', 'hook 60, 60 known, 90'],
    ],
    ['a script that sleeps', script('echo bye && sleep 3; sleep 4'), INIT, '', ['done', 'hook 7, 7 known, 30']],
    [
      'a script that sleeps and more',
      script('sleep 10; nginx -s quit'),
      INIT,
      '',
      ['done', 'hook ≥10, 10 unknown, 30'],
    ],
    ['a request', hooked('{httpGet: {path: /quit, port: 80}}'), INIT, '', ['done', 'hook ≥0, 5 unknown, 30']],
    ['an amount of which nobody knows', script('sleep $T'), INIT, '', ['done', 'hook ≥0, 5 unknown, 30']],
    ['a sleep that is too long', hooked('{sleep: {seconds: 50}}'), INIT, '', ['done', 'hook 50, 30 known, 30']],
    ['no grace', APP, INIT, 'terminationGracePeriodSeconds: 0', ['done', 'null']],
    ['less than none', APP, INIT, 'terminationGracePeriodSeconds: -5', ['done', '0 known, 1']],
    ['a native sidecar', APP, NATIVE, '', ['20 turn, 30', '0 known, 20']],
    ['two native sidecars', APP, two, '', ['22.5 turn, 30', '15 turn, 22.5', '0 known, 15']],
    [
      'a native sidecar after a hook',
      hooked('{sleep: {seconds: 15}}'),
      NATIVE,
      '',
      ['25 turn, 30', 'hook 15, 15 known, 25'],
    ],
    ['a native sidecar with a hook of its own', APP, ownHook, '', ['hook 25, 25 turn, 30', '0 known, 25']],
  ];
  for (const [what, containers, init, more, stops] of cases) {
    test(what, () => {
      const picture = podWith(containers, init, more && `  ${more}\n`);
      assert.deepEqual(timelineIn(picture).rows.map(stopText), stops);
      assert.deepEqual(faultsIn(picture), []);
    });
  }

  test('is not told of what may stand elsewhere', () => {
    const text = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${spec}\n`;
    const unknown = [
      text('{initContainers: [{name: i, image: x}], containers: [{name: app}]}'),
      text(
        '{initContainers: [{name: i, image: x}], containers: [{name: app, image: x}]}\n{{- if .Values.more }}\n{{- end }}',
      ),
      text(
        '{terminationGracePeriodSeconds: "$(GRACE)", initContainers: [{name: i, image: x}], containers: [{name: app, image: x}]}',
      ),
    ];
    for (const one of unknown) {
      const [picture] = picturesOf(one);
      assert.ok(picture);
      const { stop, rows } = timelineIn(picture);
      assert.equal(stop, null, one);
      assert.ok(rows.every((row) => row.stop === null));
      assert.ok(!picture.description.includes('shut-down'), picture.description);
    }
  });

  const LINKERD = `apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-enable-native-sidecar: "true"}}
spec: {initContainers: [NATIVE], containers: [{name: app, image: a/b}]}
`;
  const added: readonly (readonly [what: string, text: string, stops: readonly (readonly [string, string])[]])[] = [
    [
      'those of which it is known where they stand',
      INJECTED.replace('spec:\n  template', 'spec:\n  selector: {}\n  template'),
      [
        ['istio-init', 'done'],
        ['istio-proxy', '22.5 turn, 30'],
        ['vault-agent-init', 'done'],
        ['otc-container', '15 turn, 22.5'],
        ['vault-agent', 'null'],
      ],
    ],
    [
      'the only native sidecar',
      LINKERD.replace('NATIVE', ''),
      [
        ['linkerd-init', 'done'],
        ['linkerd-proxy', '20 turn, 30'],
      ],
    ],
    [
      'one among several',
      LINKERD.replace('NATIVE', NATIVE),
      [
        ['linkerd-init', 'done'],
        ['linkerd-proxy', 'null'],
      ],
    ],
  ];
  for (const [what, text, stops] of added) {
    test(`of injected containers only their turn is known: ${what}`, () => {
      const [picture] = picturesOf(text);
      const rows = timelineIn(picture!).rows.filter(({ injected }) => injected);
      assert.deepEqual(
        rows.map((row) => [row.label, stopText(row)]),
        stops,
      );
    });
  }

  const scales: readonly (readonly [grace: number, marks: readonly number[]])[] = [
    [1, [0]],
    [4, [0, 1, 2, 3]],
    [30, [0, 10, 20]],
    [45, [0, 15, 30]],
    [60, [0, 15, 30, 45]],
    [300, [0, 120, 240]],
    [100_000, [0]],
    [30_000, [0, 10_000, 20_000]],
  ];
  for (const [grace, marks] of scales) {
    test(`the scale of ${grace} s`, () => {
      const picture = podWith(APP, '{name: i, image: x}', `  terminationGracePeriodSeconds: ${grace}\n`);
      assert.deepEqual(timelineIn(picture).stop, { grace, marks });
    });
  }
});

suite('the timeline in words', () => {
  test('each container has a sentence', () => {
    const [picture] = picturesOf(JOB);
    assert.deepEqual(
      timelineIn(picture!).rows.map(({ name }) => name),
      [
        'cloud-sql-proxy starts first; it runs until the pod ends; the next one waits until the startup probe passes; at the end of the pod SIGTERM comes when those before it have ended',
        'migrate starts as number 2; the next one waits until migrate has exited 0; at the end of the pod it is long done',
        'invoice-run starts when the others have; at the end of the pod SIGTERM comes at once',
      ],
    );
  });

  test('the picture says how the pod stops', () => {
    const [natives] = picturesOf(NATIVES);
    assert.match(
      natives!.description,
      /At shut-down checkout gets SIGTERM, when they have ended cloud-sql-proxy, then otel-collector; SIGKILL after 30 s\./,
    );
    const two = podWith(`${hooked('{sleep: {seconds: 5}}')}, {name: b, image: x}`);
    assert.match(
      two.description,
      /At shut-down the preStop hook of app runs first; app and b get SIGTERM; SIGKILL after 30 s\./,
    );
    const killed = podWith(APP, '', '  terminationGracePeriodSeconds: 0\n');
    assert.match(killed.description, /At shut-down all are killed at once\./);
  });
});

suite('the strip', () => {
  const many = podWith(
    `${APP}, ${Array.from({ length: 39 }, (_, i) => `{name: w${i}, image: a/w${i === 30 ? ', lifecycle: {preStop: {sleep: {seconds: 5}}}' : ''}}`).join(', ')}`,
    '{name: i, image: x}',
  );

  test('has the places of the design', () => {
    const [picture] = picturesOf(NATIVES);
    const { start, stop, lines, height } = stripOf(timelineIn(picture!), 700);
    assert.equal(start.columns.length, 4);
    assert.deepEqual([start.box.y, start.box.height, height], [24, 110, 154]);
    assert.deepEqual(
      lines.map((line) => [line.start.y, line.start.gates.length, line.start.stays]),
      [
        [57.5, 1, true],
        [78.5, 1, true],
        [99.5, 1, false],
        [120.5, 0, true],
      ],
    );
    assert.ok(stop);
    assert.equal(stop.box.x + stop.box.width, 676);
    assert.deepEqual(
      stop.marks.map(({ text }) => text.text),
      ['0 s', '10 s'],
    );
    assert.equal(lines[2]?.stop?.text?.text, 'done');
  });

  test('stands below itself where there is little room, without those that are done', () => {
    const [picture] = picturesOf(NATIVES);
    const { start, stop, lines } = stripOf(timelineIn(picture!), 420);
    assert.ok(stop && stop.box.y > start.box.y + start.box.height);
    assert.deepEqual(
      lines.map(({ heads, stop: own }) => [heads.length, own === null]),
      [
        [2, false],
        [2, false],
        [1, true],
        [2, false],
      ],
    );
  });

  test('folds what there is no room for, but neither the application nor what is special', () => {
    const { lines } = stripOf(timelineIn(many), 700);
    assert.equal(lines.length, 14);
    const names = lines.map(({ heads }) => heads[0]?.text.text);
    assert.deepEqual([names[0], names[1], names.at(-1)], ['i', 'app', '28 more']);
    assert.ok(names.includes('w30'));
    assert.equal(lines.at(-1)?.stop?.bar?.sigterm, lines[2]?.stop?.bar?.sigterm);
  });

  test('gives many steps one column', () => {
    const inits = Array.from({ length: 20 }, (_, i) => `{name: i${i}, image: a/i}`).join(', ');
    const { start, lines } = stripOf(timelineIn(podWith(APP, inits)), 700);
    const shared = start.columns.filter(({ disc }) => disc === null);
    assert.equal(shared.length, 1);
    assert.ok(start.columns.length <= 10);
    assert.match(shared[0]?.text?.text ?? '', /^\d+–19$/);
    assert.equal(lines.length, start.columns.length);
    assert.ok(lines.every(({ start: { gates } }, i) => gates.length === (i < lines.length - 1 ? 1 : 0)));
  });

  test('is at fault where it cannot fit, and where it forgets somebody', () => {
    const [picture] = picturesOf(NATIVES);
    const timeline = timelineIn(picture!);
    const [first, ...others] = timeline.rows;
    assert.ok(stripFaults({ ...picture!, width: 200 }).some((fault) => fault.includes('leaves the picture')));
    assert.deepEqual(
      stripFaults({ ...picture!, timeline: { ...timeline, rows: [{ ...first!, id: 'lost' }, ...others] } }),
      ['lost of the timeline is no node'],
    );
    const beyond = { ...first!, step: 9 };
    assert.ok(stripFaults({ ...picture!, timeline: { ...timeline, rows: [beyond, ...others] } }).length > 0);
  });

  for (const width of [340, 420, 560, 640, 700]) {
    test(`is sound at ${width}`, () => {
      for (const picture of [JOB, NATIVES, INJECTED].flatMap((text) => picturesOf(text)).concat(many))
        assert.deepEqual(stripFaults({ ...picture, width }), [], picture.title);
    });
  }
});
