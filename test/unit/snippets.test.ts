import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { snippetsOf } from '../../server/src/lsp/snippets.ts';
import { lineStartsOf } from '../../server/src/yaml/lines.ts';
import type { Edit } from '../../server/src/yaml/span.ts';
import { fillable } from '../../server/src/yaml/tab-stop.ts';

const TEXT = 'a:\n  b: 1\n  c: 2\n';
const at = (start: number, end = start) => ({ start, end });

/** Edits of TEXT, what can be typed over, and the snippets with the lines and columns at which they begin. */
const CASES: readonly (readonly [
  name: string,
  edits: readonly Edit[],
  fill: readonly string[],
  told: readonly string[],
])[] = [
  ['at the begin of a line', [{ at: at(3), text: '  # why\n' }], ['why'], ['1:0-1:0   # <1:why}\n']],
  ['within a line: from its begin', [{ at: at(9), text: '\n  d: 1Gi' }], ['1Gi'], ['1:0-1:6   b: 1\n  d: <1:1Gi}']],
  [
    'two in one line are one',
    [
      { at: at(5, 6), text: 'B' },
      { at: at(8, 9), text: 'x' },
    ],
    ['x'],
    ['1:0-1:6   B: <1:x}'],
  ],
  [
    'values of several edits, in their order',
    [
      { at: at(15, 16), text: '20' },
      { at: at(8, 9), text: '10' },
    ],
    ['10', '20'],
    ['1:0-1:6   b: <1:10}', '2:0-2:6   c: <2:20}'],
  ],
  ['what means something in a snippet', [{ at: at(0), text: '$X }\\\n' }], ['}'], ['0:0-0:0 \\$X <1:\\}}\\\\\n']],
  ['a value that is not there', [{ at: at(0), text: 'x\n' }], ['y'], ['0:0-0:0 x\n']],
];

/** A place in a snippet as `<1:…}`. */
const readable = (snippet: string) => snippet.replace(/\$\{(?=\d)/g, '<');

suite('edits whose values can be typed over', () => {
  for (const [name, edits, fill, told] of CASES) {
    test(name, () => {
      const piece = { text: TEXT, lineStarts: lineStartsOf(TEXT) };
      const found = snippetsOf(piece, 0, fillable(TEXT, edits, fill)).map(({ range: { start, end }, snippet }) => {
        return `${start.line}:${start.character}-${end.line}:${end.character} ${readable(snippet.value)}`;
      });
      assert.deepEqual(found, told);
    });
  }
});
