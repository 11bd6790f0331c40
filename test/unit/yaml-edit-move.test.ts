import * as yaml from '../../server/src/yaml/edit.ts';
import type { Sequence } from '../../server/src/yaml/tree.ts';
import { type Find, table } from './yaml-edit-table.ts';

const SPACED = 'l:\n  # one\n  - a: 1\n\n  - b: 2\n    # in b\nz: 1\n';
const POD = `spec:
  containers:
  - name: a
    image: a:1 # pinned
  # ships logs
  - image: 'b'
    args: ["-x"]

    name: b
  volumes: []
`;
const NATIVE = { set: [{ key: 'restartPolicy', value: 'Always', after: ['name', 'image'] }], remove: ['args'] };
const list = (at: Find, path: string) => at<Sequence>(path);
table('moveItem', [
  [
    'to a new list, changed',
    POD,
    (d, at) =>
      yaml.moveItem(
        d,
        { sequence: list(at, 'spec.containers'), index: 1 },
        { mapping: at('spec'), key: 'initContainers', before: ['containers'] },
        NATIVE,
      ),
    `spec:
  initContainers:
  # ships logs
  - image: 'b'

    name: b
    restartPolicy: Always
  containers:
  - name: a
    image: a:1 # pinned
  volumes: []
`,
  ],
  [
    'to an indented list',
    'a:\n- x: |\n    y\n    # z\n  # w\n- v\nb:\n    -   q: 1\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 1 }),
    'a:\n- v\nb:\n    -   q: 1\n    - x: |\n        y\n        # z\n      # w\n',
  ],
  [
    'the only one: its list goes',
    'a:\n  # x\n  - x\nb:\n- y',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 0 }),
    'b:\n# x\n- x\n- y',
  ],
  [
    'the only one at the end of the text',
    'b:\n- y\na:\n  - x',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 1 }),
    'b:\n- y\n- x',
  ],
  [
    'in its list',
    SPACED,
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'l'), index: 1 }, { sequence: list(at, 'l'), index: 0 }),
    'l:\n  - b: 2\n    # in b\n\n  # one\n  - a: 1\nz: 1\n',
  ],
  [
    'where it is',
    SPACED,
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'l'), index: 1 }, { sequence: list(at, 'l'), index: 2 }),
    SPACED,
  ],
  [
    'from brackets to a block',
    'a: [{x: 1}, {y: 2}]\nb:\n  - z\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 1 }),
    'a: [{y: 2}]\nb:\n  - z\n  - {x: 1}\n',
  ],
  [
    'from a block to brackets',
    'a:\n- x\n- y\nb: [z]\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 1 }),
    null,
  ],
  [
    'JSON',
    '{\n  "a": [\n    {\n      "x": 1\n    },\n    2\n  ],\n  "b": []\n}\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { mapping: at(''), key: 'c' }),
    '{\n  "a": [\n    2\n  ],\n  "b": [],\n  "c": [\n    {\n      "x": 1\n    }\n  ]\n}\n',
  ],
  [
    'between braces that hug brackets',
    '{\n  a: [{\n    x: 1,\n  }],\n  b: [{\n    y: 2,\n  }, {\n    z: [3],\n  }],\n}\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'b'), index: 1 }, { sequence: list(at, 'a'), index: 1 }),
    '{\n  a: [{\n    x: 1,\n  }, {\n    z: [3],\n  }],\n  b: [{\n    y: 2,\n  }],\n}\n',
  ],
  [
    'from lines of its own to braces that hug brackets',
    'a: [{\n    x: 1\n  }]\nb: [\n  1,\n  {\n    y: 2\n  }\n]\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'b'), index: 1 }, { sequence: list(at, 'a'), index: 0 }),
    'a: [{\n    y: 2\n  }, {\n    x: 1\n  }]\nb: [\n  1\n]\n',
  ],
  [
    'columns in template actions move with it',
    'a:\n- x:\n    {{- toYaml .x | nindent 4 }}\n- y\nb:\n  - z\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 0 }),
    'a:\n- y\nb:\n  - x:\n      {{- toYaml .x | nindent 6 }}\n  - z\n',
  ],
  [
    'an alias before its anchor',
    'a:\n- &x v\n- {w: *x}\nb: 1\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 1 }, { sequence: list(at, 'a'), index: 0 }),
    null,
  ],
  [
    'the only entry of a mapping',
    'b:\n- q:\n  - w',
    (d, at) =>
      yaml.moveItem(d, { sequence: list(at, 'b.0.q'), index: 0 }, { mapping: at('b.0'), key: 'p', before: ['q'] }),
    'b:\n- p:\n  - w',
  ],
  [
    'out of a condition',
    'a:\n{{- if .x }}\n- x\n{{- end }}\n- y\nb:\n- z\n',
    (d, at) => yaml.moveItem(d, { sequence: list(at, 'a'), index: 0 }, { sequence: list(at, 'b'), index: 0 }),
    null,
  ],
]);
