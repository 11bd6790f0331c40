import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { addsHelperAt } from '../../server/src/features/refactors/add-helper.ts';
import { make, REFACTORS, type Refactoring, type Spot, spotAt } from '../../server/src/features/refactors.ts';
import { catalogWith } from '../../server/src/helpers/catalog.ts';
import { parseImage } from '../../server/src/helpers/image.ts';
import { releaseOf } from '../../server/src/helpers/release.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { fillable, snippetText } from '../../server/src/yaml/tab-stop.ts';
import { ALONE, settings, unmark } from '../support.ts';

const SET = settings();
const RELEASE = releaseOf(catalogWith([]), parseImage('fluent/fluent-bit')) ?? '';

/** A refactoring that is offered somewhere, and where. */
interface Offered {
  readonly kind: string;
  readonly refactoring: Refactoring;
  readonly spot: Spot;
}

/** What is offered at the mark `«…»` of a text. */
function offeredAt(marked: string): Offered[] {
  const { text, spans } = unmark(marked);
  const [part] = analyseFile(text, ALONE);
  const [at] = spans;
  assert.ok(part && at);
  const spot = spotAt(part, at, SET);
  return REFACTORS.flatMap(({ kind, at: offer }) => {
    const refactoring = spot && offer(spot);
    return spot && refactoring ? [{ kind: kind.replace('refactor.rewrite.', ''), refactoring, spot }] : [];
  });
}

/** Short names: a star stands for what is shown unasked. */
function told(marked: string): string {
  return offeredAt(marked)
    .map(({ kind, refactoring }) => `${kind}${refactoring.unasked ? '*' : ''}`)
    .join(' ');
}

/** The text after the refactoring of a kind, or why there is none. */
function done(marked: string, kind: string): string {
  const found = offeredAt(marked).find((one) => one.kind === kind);
  if (!found) return 'not offered';
  const made = make(found.spot, found.refactoring);
  return 'refusal' in made ? made.refusal : applyEdits(found.spot.analysis.text, made.edits);
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: proxy
      image: acme/proxy:1
      restartPolicy: Always
  containers:
    - name: shop
      image: acme/shop:1
      command: [sh, -c, "date > /work/now; exec serve"]
      resources:
        limits:
          memory: 96Mi
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
        - name: work
          mountPath: /work
        - name: own
          mountPath: /own
        - name: conf
          mountPath: /etc/shop
    - name: ship
      image: fluent/fluent-bit
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop # the same
        - name: work
          mountPath: /in
  volumes:
    - name: logs
      emptyDir: {}
    - name: work
      emptyDir:
        sizeLimit: 1Gi
    - name: own
      emptyDir:
        medium: Memory
    - name: conf
      configMap:
        name: shop
`;

/** The pod with a cursor before the nth place of a text. */
function cursor(before: string, nth = 1): string {
  const parts = POD.split(before);
  assert.ok(parts.length > nth, before);
  return `${parts.slice(0, nth).join(before)}«»${before}${parts.slice(nth).join(before)}`;
}

suite('where refactorings are offered', () => {
  const cases: readonly (readonly [place: string, expected: string])[] = [
    [cursor('apiVersion'), ''],
    [cursor('spec:'), ''],
    [cursor('name: proxy'), 'classic* memory'],
    [cursor('image: acme/proxy'), 'classic* memory'],
    [cursor('restartPolicy'), 'classic* memory'],
    [cursor('name: shop', 2), 'memory'],
    [cursor('memory: 96Mi'), 'memory'],
    [cursor('name: ship'), 'native* pin memory'],
    [cursor('fluent/'), 'native* pin* memory'],
    [cursor('mountPath: /var/log/shop # the'), 'native pin readonly* memory'],
    [cursor('mountPath: /var/log/shop\n'), 'readonly memory'],
    [cursor('mountPath: /own'), 'readonly'],
    [cursor('mountPath: /etc/shop'), ''],
    [cursor('name: logs', 3), 'memory'],
    [cursor('emptyDir: {}'), 'memory*'],
    [cursor('medium: Memory'), ''],
    [cursor('configMap'), ''],
  ];
  for (const [place, expected] of cases) {
    test(/«»(.*)/.exec(place)?.[1] ?? '', () => assert.equal(told(place), expected));
  }

  test('at the indentation and at the end of a line, too', () => {
    assert.equal(told(cursor('    - name: ship')), 'native* pin memory');
    assert.equal(told(cursor('\n      image: fluent')), 'native* pin memory');
  });

  test('for what is selected within a container, not for more', () => {
    const [from, to] = ['    - name: ship\n', '          mountPath: /in\n'];
    const end = POD.indexOf(to) + to.length;
    const start = POD.indexOf(from);
    assert.equal(told(`${POD.slice(0, start)}«${POD.slice(start, end)}»${POD.slice(end)}`), 'native pin memory');
    assert.equal(told(`${POD.slice(0, start - 5)}«${POD.slice(start - 5, end)}»${POD.slice(end)}`), '');
  });

  test('nowhere in a text that is no valid YAML', () => {
    assert.equal(told(cursor('name: ship').replace('volumes:', 'volumes: [')), '');
  });
});

suite('what refactorings make', () => {
  const cases: readonly (readonly [name: string, place: string, kind: string, from: string, to: string])[] = [
    ['pin', cursor('name: ship'), 'pin', 'fluent/fluent-bit', `fluent/fluent-bit:${RELEASE}`],
    [
      'read-only',
      cursor('mountPath: /var/log/shop # the'),
      'readonly',
      'mountPath: /var/log/shop # the same\n',
      'mountPath: /var/log/shop # the same\n          readOnly: true\n',
    ],
    [
      'in memory, within half of a limit',
      cursor('emptyDir: {}'),
      'memory',
      'emptyDir: {}\n',
      'emptyDir:\n        medium: Memory\n        sizeLimit: 48Mi\n',
    ],
  ];
  for (const [name, place, kind, from, to] of cases) {
    test(name, () => assert.equal(done(place, kind), POD.replace(from, to)));
  }

  test('a new volume in memory, at a place that is free', () => {
    const after = done(cursor('name: ship'), 'memory');
    const mount = '          mountPath: /in\n';
    const volume = '  volumes:\n    - name: logs\n      emptyDir: {}\n';
    const added = `        - name: tmp\n          mountPath: /tmp\n`;
    const declared = '    - name: tmp\n      emptyDir:\n        medium: Memory\n        sizeLimit: 64Mi\n';
    assert.equal(after, `${POD.replace(mount, mount + added).replace(volume, volume)}${declared}`);
    const again = done(after.replace('    - name: ship', '    - «»name: ship'), 'memory');
    assert.match(again, /- name: scratch\n {10}mountPath: \/scratch\n/);
  });

  const refusals: readonly (readonly [name: string, place: string, kind: string, reason: RegExp])[] = [
    ['it writes there', cursor('mountPath: /work'), 'readonly', /^"shop" writes to \/work\/now$/],
    [
      'others read it',
      cursor('mountPath: /var/log/shop\n'),
      'readonly',
      /^"shop" is the one that fills "logs" for "ship"$/,
    ],
    ['nobody else writes', cursor('mountPath: /own'), 'readonly', /^nobody else writes to "own": it would stay empty$/],
    [
      'it would not fit into a memory limit',
      cursor('emptyDir:\n        sizeLimit'),
      'memory',
      /^then emptydir-memory-exceeds-limit would report: /,
    ],
  ];
  for (const [name, place, kind, reason] of refusals) {
    test(`refused: ${name}`, () => assert.match(done(place, kind), reason));
  }

  test('readOnly: false is turned', () => {
    const place = cursor('mountPath: /var/log/shop # the').replace('# the same', '\n          readOnly: false # yet');
    assert.match(done(place, 'readonly'), /readOnly: true # yet/);
  });

  test('the same answer is not worked out again as long as the text is the same', () => {
    const [first] = offeredAt(cursor('emptyDir: {}'));
    assert.ok(first);
    assert.equal(make(first.spot, first.refactoring), make({ ...first.spot }, { ...first.refactoring }));
  });

  test('values to look at can be typed over, equal ones together', () => {
    const found = offeredAt(cursor('name: ship')).find(({ kind }) => kind === 'memory');
    assert.ok(found);
    const made = make(found.spot, found.refactoring);
    assert.ok('edits' in made);
    const snippets = fillable(found.spot.analysis.text, made.edits, found.refactoring.fill ?? []).map(
      ({ text, stops }) => snippetText({ text, stops }),
    );
    assert.deepEqual(snippets, [
      `        - name: \${1:tmp}\n          mountPath: \${2:/tmp}\n`,
      `    - name: \${1:tmp}\n      emptyDir:\n        medium: Memory\n        sizeLimit: \${3:64Mi}\n`,
    ]);
  });
});

suite('pinning an image', () => {
  for (const [image, why] of [
    ['fluent/fluent-bit@sha256:0123', 'a digest'],
    ['fluent/fluent-bit:3.0', 'an older version'],
    ['"{{ .Values.image }}"', 'a template'],
    ['fluent/fluent-bit:2-debug', 'another kind'],
  ] as const) {
    test(`nothing for ${why}`, () => {
      assert.equal(done(cursor('name: ship').replace('fluent/fluent-bit', image), 'pin'), 'not offered');
    });
  }

  test('quotes stay', () => {
    const place = cursor('name: ship').replace('fluent/fluent-bit', "'fluent/fluent-bit:latest' # new");
    assert.ok(done(place, 'pin').includes(`image: 'fluent/fluent-bit:${RELEASE}' # new\n`));
  });
});

suite('adding a helper is offered', () => {
  const at = (marked: string) => {
    const { text, spans } = unmark(marked);
    const [part] = analyseFile(text, ALONE);
    assert.ok(part && spans[0]);
    return addsHelperAt(part, spans[0], SET)?.unasked ?? null;
  };
  for (const [place, expected] of [
    [cursor('spec:'), true],
    [cursor('initContainers:'), true],
    [cursor('  containers:'), true],
    [cursor('name: shop', 2), false],
    [cursor('command:'), null],
    [cursor('volumes:'), null],
    [cursor('spec:').replace('volumes:', 'volumes: ['), null],
  ] as const) {
    test(`${/«»(.*)/.exec(place)?.[1]}: ${expected}`, () => assert.equal(at(place), expected));
  }
});
