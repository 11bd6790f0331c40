import * as yaml from '../../server/src/yaml/edit.ts';
import type { YamlDocument } from '../../server/src/yaml/parse.ts';
import type { Edit } from '../../server/src/yaml/span.ts';
import { booleanOf, isNull, type Mapping, type Node, numberOf, type Sequence } from '../../server/src/yaml/tree.ts';

/** Set THOROUGH to try all files and many more edits (a minute or two). */
export const THOROUGH = process.env.THOROUGH !== undefined;

export type Plain = unknown;
type Path = readonly (string | number)[];
/** One edit, and the same on plain values. */
export interface Operation {
  readonly name: string;
  readonly edit: (document: YamlDocument) => Edit | Edit[] | null;
  readonly expect: (root: Plain) => void;
  /** How many lines that were there may be written differently; null: lines go away. */
  readonly changed: number | null;
  /** Whether all comments must be there afterwards. */
  readonly comments: boolean;
}

/** The value of a node as kubectl takes it; aliases and unknown values as text, since edits do not reach through them. */
export function plain(node: Node | null): Plain {
  if (node === null) return null;
  if (node.kind === 'alias') return '*';
  if (node.kind === 'sequence') return node.items.map((item) => plain(item.value));
  if (node.kind === 'mapping')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  // Template actions are compared as they are written; what they say of columns moves with them.
  if (node.templated) return node.text.replace(/\s+/g, ' ').replace(/(?<=indent )\d+/g, '');
  if (isNull(node) || (node.style === 'plain' && node.text === '')) return null;
  return booleanOf(node) ?? numberOf(node) ?? node.text;
}

// biome-ignore lint/suspicious/noExplicitAny: plain values of unknown shape
type Any = any;
const get = (root: Plain, path: Path): Any => path.reduce((value: Any, step) => value?.[step], root as Any);
const set = (root: Plain, path: Path, value: Plain): void => {
  get(root, path.slice(0, -1))[path.at(-1) as string] = value;
};

/** Every list of containers and the mapping around it. */
function* lists(node: Node | null, path: Path = []): Generator<{ list: Sequence; in: Mapping; path: Path }> {
  if (node?.kind === 'sequence') for (const [i, item] of node.items.entries()) yield* lists(item.value, [...path, i]);
  if (node?.kind !== 'mapping') return;
  for (const { key, value } of node.entries) {
    if (node.entries.findLast((each) => each.key.text === key.text)?.key !== key) continue;
    const below = [...path, key.text];
    if (/^(?:init)?containers$/i.test(key.text) && value?.kind === 'sequence')
      yield { list: value, in: node, path: below };
    yield* lists(value, below);
  }
}

const ITEM = {
  name: 'new',
  image: 'new:1',
  args: ['--a', 'yes'],
  resources: { limits: { cpu: '1' } },
  script: 'a\n\nb\n',
};
const VALUES = [
  'x',
  true,
  '80',
  ['a', { b: [], c: {} }],
  { a: { b: '' }, 'c: d': [['e'], [{ f: 1 }]] },
  'a\n b\n',
  null,
] as const;
const SCALARS = [
  'x',
  '80',
  'it\'s "a: b" #c',
  42,
  false,
  'one\n\n# two\n',
  'no end\nhere',
  '',
  '- a',
  '{ x',
  'a, b',
  ' a\t',
] as const;

/** Every edit that is tried on the containers of a document. */
export function* operations(document: YamlDocument): Generator<Operation> {
  for (const { list, in: mapping, path } of lists(document.root)) {
    for (const [i, item] of list.items.entries()) {
      if (item.value?.kind === 'mapping') yield* entryOperations(item.value, [...path, i]);
    }
    yield* entryOperations(mapping, path.slice(0, -1));
    for (let i = 0; i <= list.items.length; i++) {
      const name = `insertItem ${path.join('.')} ${i}`;
      const expect = (root: Plain) => get(root, path).splice(i, 0, ITEM);
      yield {
        name,
        edit: (d) => yaml.insertItem(d, list, ITEM, i),
        expect,
        changed: list.flow ? 2 : 1,
        comments: true,
      };
    }
    for (let i = 0; i < list.items.length; i++) yield* itemOperations(document, list, mapping, path, i);
  }
}

function* entryOperations(mapping: Mapping, path: Path): Generator<Operation> {
  const keys = [...new Set(mapping.entries.map((entry) => entry.key.text))];
  const changed = mapping.flow ? 2 : 1;
  for (const [i, value] of VALUES.entries()) {
    const where = [{ after: ['image', 'name'] }, { before: keys.slice(i % 2) }, {}][i % 3];
    const expect = (root: Plain) => set(root, [...path, 'added'], value);
    const name = `insertEntry ${path.join('.')} ${i}`;
    yield { name, edit: (d) => yaml.insertEntry(d, mapping, 'added', value, where), expect, changed, comments: true };
  }
  for (const [i, key] of keys.entries()) {
    const name = `${path.join('.')} ${key}`;
    const remove = (root: Plain) => delete get(root, path)[key];
    yield {
      name: `removeEntry ${name}`,
      edit: (d) => yaml.removeEntry(d, mapping, key),
      expect: remove,
      changed: null,
      comments: false,
    };
    for (const value of [VALUES[i % VALUES.length], VALUES[(i + 3) % VALUES.length]].slice(THOROUGH ? 0 : 1)) {
      const edit = (d: YamlDocument) => yaml.setEntry(d, mapping, key, value as yaml.Value);
      yield {
        name: `setEntry ${name}`,
        edit,
        expect: (root) => set(root, [...path, key], value),
        changed: null,
        comments: false,
      };
    }
    const entry = mapping.entries.findLast((each) => each.key.text === key)?.value;
    if (entry?.kind !== 'scalar' || entry.tag !== null) continue;
    for (const value of THOROUGH ? SCALARS : SCALARS.filter((_, at) => at % 4 === i % 4)) {
      const edit = (d: YamlDocument) => yaml.replaceScalar(d, entry, value);
      const expect = (root: Plain) => set(root, [...path, key], value);
      yield {
        name: `replaceScalar ${name} ${JSON.stringify(value)}`,
        edit,
        expect,
        changed: null,
        comments: !/\n/.test(entry.text),
      };
    }
  }
}

function* itemOperations(
  document: YamlDocument,
  list: Sequence,
  mapping: Mapping,
  path: Path,
  i: number,
): Generator<Operation> {
  const name = `${path.join('.')} ${i}`;
  const take = (root: Plain): Any => {
    const [item] = get(root, path).splice(i, 1);
    if (get(root, path).length === 0) delete get(root, path.slice(0, -1))[path.at(-1) as string];
    return item;
  };
  if (list.items.length > 1) {
    yield {
      name: `removeItem ${name}`,
      edit: (d) => yaml.removeItem(d, list, i),
      expect: take,
      changed: null,
      comments: false,
    };
  }
  const common = { changed: null, comments: true };
  // The comment of a list goes with it when its last item does.
  const stays = list.items.length > 1;
  for (let to = 0; to <= list.items.length; to++) {
    const edit = (d: YamlDocument) => yaml.moveItem(d, { sequence: list, index: i }, { sequence: list, index: to });
    const expect = (root: Plain) => {
      const items = get(root, path);
      items.splice(to > i ? to - 1 : to, 0, items.splice(i, 1)[0]);
    };
    yield { name: `moveItem ${name} to ${to}`, edit, expect, ...common };
  }
  const value = list.items[i]?.value;
  const change = { set: [{ key: 'restartPolicy', value: 'Always', after: ['image', 'name'] }], remove: ['name'] };
  const changed = value?.kind === 'mapping' && value.entries.some((entry) => entry.key.text !== 'name') ? change : {};
  const item = (root: Plain) => {
    const taken = take(root);
    if (changed !== change) return taken;
    const { name: _, ...rest } = taken;
    return { ...rest, restartPolicy: 'Always' };
  };
  for (const where of [{ before: ['containers'] }, { after: ['containers'] }, {}]) {
    const edit = (d: YamlDocument) =>
      yaml.moveItem(d, { sequence: list, index: i }, { mapping, key: 'new', ...where }, changed);
    const expect = (root: Plain) => {
      const taken = item(root);
      get(root, path.slice(0, -1)).new = [taken];
    };
    yield { name: `moveItem ${name} to new list`, edit, expect, changed: null, comments: stays && changed !== change };
  }
  for (const other of lists(document.root)) {
    if (other.list === list) continue;
    for (const index of [0, other.list.items.length]) {
      const edit = (d: YamlDocument) =>
        yaml.moveItem(d, { sequence: list, index: i }, { sequence: other.list, index }, changed);
      const expect = (root: Plain) => {
        const target = get(root, other.path);
        target.splice(index, 0, item(root));
      };
      yield {
        name: `moveItem ${name} to ${other.path.join('.')} ${index}`,
        edit,
        expect,
        changed: null,
        comments: stays && changed !== change,
      };
    }
  }
}
