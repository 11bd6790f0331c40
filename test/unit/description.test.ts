import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describedPods } from '../../server/src/cli/formats/description.ts';
import { describePod } from '../../server/src/features/describe.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE, settings } from '../support.ts';

const HOOK = 'lifecycle: {postStart: {exec: {command: [wait]}}}';
const PROBE = 'startupProbe: {tcpSocket: {port: 80}}';

suite('the start order in words', () => {
  const rows: readonly (readonly [says: string, init: string, list: string, lines: readonly string[]])[] = [
    ['no hook', '', '{name: a}, {name: b}', ['1. a, b  start together']],
    [
      'a hook before others',
      '',
      `{name: a, ${HOOK}}, {name: b}`,
      ['1. a, b  start together; those behind a usually wait for its postStart hook'],
    ],
    ['a hook of the last one', '', `{name: a}, {name: b, ${HOOK}}`, ['1. a, b  start together']],
    [
      'native sidecars with hooks',
      `{name: n, restartPolicy: Always, ${HOOK}}, {name: m, restartPolicy: Always, ${HOOK}, ${PROBE}}`,
      '{name: a}',
      [
        '1. n  keeps running; the next step waits only until its postStart hook is done',
        '2. m  keeps running; the next step waits for its startup probe and postStart hook',
        '3. a',
      ],
    ],
  ];
  for (const [says, init, list, lines] of rows) {
    test(says, () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {initContainers: [${init}], containers: [${list}]}\n`;
      const file = analyseFile(text, ALONE);
      const [part] = file;
      const team = part?.analysis.teams[0];
      assert.ok(part && team);
      const told = describedPods([{ file: 'p.yaml', pod: describePod(file, part, team, settings()) }], false);
      const order = /Start order\n([\s\S]*?)\n\n/.exec(told)?.[1]?.split('\n') ?? [];
      assert.deepEqual(
        order.map((line) => line.trim()),
        lines,
      );
    });
  }
});
