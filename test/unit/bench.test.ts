import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from 'yaml';
import { brokenEdits, type Edits, soundEdits } from '../../bench/edits.ts';
import { IMAGE, INPUTS, type InputName, input } from '../../bench/inputs.ts';
import { sectionsOf } from '../../bench/main.ts';
import { effortOf } from '../../bench/options.ts';
import type { Programs } from '../../bench/programs.ts';
import { type Circumstances, withTables } from '../../bench/report.ts';
import { ScanPrograms } from '../../bench/scan.ts';
import { Collected, type Section } from '../../bench/section.ts';
import { CutOff, Server } from '../../bench/server.ts';
import { TARGETS } from '../../bench/targets.ts';
import { percentile, rowsOf } from '../../bench/verdict.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';

/** A text after keystrokes; the texts between them, too. */
function typedInto(text: string, edits: Edits): string[] {
  const lines = (of: string) => [0, ...[...of.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const states: string[] = [];
  for (const { range, text: letters } of edits) {
    const before = states.at(-1) ?? text;
    const starts = lines(before);
    const at = ({ line, character }: { line: number; character: number }) => (starts[line] as number) + character;
    states.push(before.slice(0, at(range.start)) + letters + before.slice(at(range.end)));
  }
  return states;
}

const SMALL: readonly InputName[] = ['pods-2k', 'pods-20k', 'list-300k', 'crd-300k'];

describe('the inputs of the benchmark', () => {
  for (const name of SMALL) {
    test(`${name} is ${INPUTS[name]}, always the same`, () => {
      const { text } = input(name);
      assert.equal(text, input(name).text);
      const size = { 'pods-2k': 2, 'pods-20k': 20 }[name as string] ?? 300;
      assert.ok(text.length > size * 800 && text.length < size * 1300, `${text.length}`);
      const isDefinition = name === 'crd-300k';
      assert.equal(/^\s*containers:$/m.test(text) && !isDefinition, !isDefinition);
      assert.equal(splitDocuments(text).length === 1, name !== 'pods-20k');
      assert.ok(text.split('\n').some((line) => (isDefinition ? /description:/ : IMAGE).test(line)));
    });
  }

  test('those of one document are sound', () => {
    for (const name of ['list-300k', 'crd-300k'] as const) assert.deepEqual(parseDocument(input(name).text).errors, []);
  });
});

describe('the keystrokes of the benchmark', () => {
  for (const name of SMALL) {
    test(`${name}: each group leaves the text as it was`, () => {
      const { text, places } = input(name);
      const sound = soundEdits({ text, places }, 6);
      for (const edits of sound) {
        const states = typedInto(text, edits);
        assert.equal(states.at(-1), text);
        assert.ok(states.slice(0, -1).filter((state) => state !== text).length >= edits.length / 2);
      }
      for (const edits of brokenEdits({ text }, 2)) assert.equal(typedInto(text, edits).at(-1), text);
      assert.equal(brokenEdits({ text }, 2).length, name === 'crd-300k' ? 0 : 2);
    });
  }

  test('sound ones leave it sound, half-typed ones do not', () => {
    const { text, places } = input('pods-2k');
    const errors = (state: string) => parseDocument(state, { logLevel: 'silent' }).errors.length;
    const sound = soundEdits({ text, places }, 4).flatMap((edits) => typedInto(text, edits));
    assert.deepEqual(
      sound.map(errors),
      sound.map(() => 0),
    );
    const broken = brokenEdits({ text }, 1).flatMap((edits) => typedInto(text, edits));
    assert.ok(broken.filter((state) => errors(state) > 0).length > 10);
  });
});

describe('the table of the benchmark', () => {
  const programs: Programs = { servers: {}, commandLine: '', peers: null, missing: '', remove: () => {} };
  const effort = effortOf({ quick: true, rounds: null });
  const all = sectionsOf({ quick: false, only: '', editor: false }, effort, programs, new ScanPrograms(), '');

  test('every target has its row, even if nothing was measured', () => {
    const rows = all.flatMap((section) => rowsOf(new Collected(section).result()));
    for (const { section, figure, of } of TARGETS) {
      const row = rows.find((one) => one.section === section && one.figure === figure);
      assert.ok(row, `${section}: ${figure}`);
      assert.ok(row.verdicts.every(({ isMet }) => isMet === null));
      assert.ok(typeof of === 'string' || row.verdicts.some(({ text }) => /bare|empty|peer/.test(text)));
    }
    assert.equal(rows.flatMap(({ verdicts }) => verdicts).length, TARGETS.length);
  });

  test('a peer that is cut off takes no further part and is told of', async () => {
    const turns: string[] = [];
    const section: Section = {
      id: 'pods-20k',
      title: 'some file',
      who: ['empty', 'ours', 'peer'],
      figures: [{ id: 'keystroke', title: 'keystroke', unit: 'ms' }],
      async measure(who, { add }) {
        turns.push(who);
        add('keystroke', who === 'ours' ? 0.5 : 100);
        if (who === 'peer') throw new CutOff('no answer');
      },
    };
    const collected = new Collected(section);
    for (const round of [0, 1]) await collected.round(round);
    assert.deepEqual(turns, ['empty', 'ours', 'peer', 'ours', 'empty']);
    const [row] = rowsOf(collected.result());
    assert.deepEqual([row?.cells.ours?.p50, row?.cells.ours?.count, row?.cells.peer?.count], [0.5, 2, 1]);
    assert.deepEqual(
      row?.verdicts.map(({ value, isMet }) => [value, isMet]),
      [
        [0.5, true],
        [null, null],
        [200, true],
      ],
    );
    assert.deepEqual(collected.result().remarks, ['peer was cut off: no answer']);
  });

  test('a server that ends is no server that is waited for', async () => {
    const server = new Server({ file: 'no-such-server.js' });
    await assert.rejects(server.initialize(), CutOff);
    await assert.rejects(server.request('shutdown', {}), CutOff);
    await server.end();
  });

  test('percentiles are figures that were measured', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    assert.deepEqual([percentile(hundred, 50), percentile(hundred, 95), percentile([3], 95)], [51, 96, 3]);
  });

  test('what people wrote around the tables of the page stays', () => {
    const page = (inside: string) =>
      `before\n<!-- made by npm run bench -- --write -->${inside}<!-- end of what npm run bench made -->\nafter\n`;
    const around = { date: '2026-01-01', versions: {}, speeds: [1.8] } as unknown as Circumstances;
    const made = withTables(page('old'), [], around);
    assert.match(made, /^before\n[\s\S]*2026-01-01[\s\S]*\nafter\n$/);
    assert.doesNotMatch(made, /old/);
    assert.throws(() => withTables('without marks', [], around), /lacks its marks/);
  });
});
