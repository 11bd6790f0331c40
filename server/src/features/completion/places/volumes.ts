import { unusedName } from '../../../edits/names.ts';
import type { Pod } from '../../../kubernetes/pod.ts';
import type { Value } from '../../../yaml/edit.ts';
import { isUnresolved } from '../../../yaml/tree.ts';
import { code, joined } from '../../hover/markdown.ts';
import type { Completion } from '../completion.ts';
import { MARK } from '../cursor.ts';
import { type Asking, isAt, isPartial, type Path, type Place, specSpot } from '../place.ts';
import { type Gap, itemsEdit, valueEdit } from '../write.ts';
import { definedIn, SHOWN, type ShownKind } from './defined.ts';
import { explained } from './documentation.ts';

/** New volumes of a pod: those that containers mount already, empty ones, objects of the file; and the names of these. */
export const volumes: Place = (asking) => {
  const { cursor } = asking;
  const spot = specSpot(cursor);
  if (spot?.pod.shape !== 'pod-spec' || spot.path[0] !== 'volumes') return [];
  const { pod, path } = spot;
  if (cursor.on === 'value') return names(asking, pod, path);
  if (cursor.on !== 'item' || !isAt(path, 'volumes', '*')) return [];
  const taken = new Set([...pod.volumes.map(({ name }) => name.value), ...pod.claims]);
  return [...mounted(asking, pod, taken), ...empty(asking, taken), ...given(asking, pod, taken)];
};

/** Kept small: what an `emptyDir` holds counts as memory, or as storage of the node. */
const SIZES = ['128Mi', '64Mi', '256Mi', '1Gi'] as const;
const [SIZE] = SIZES;
const SIZE_GAP: Gap = { text: SIZE, choices: SIZES };

function mounted(asking: Asking, pod: Pod, taken: ReadonlySet<string>): Completion[] {
  if (isPartial(pod)) return [];
  const users = new Map<string, string[]>();
  for (const { label, mounts } of pod.containers) {
    for (const { volume, path } of mounts) {
      const name = volume.value;
      if (path === null || name === '' || name.includes(MARK) || isUnresolved(name) || taken.has(name)) continue;
      users.set(name, [...(users.get(name) ?? []), label]);
    }
  }
  return [...users].flatMap(([name, by]) =>
    item(asking, name, { name, emptyDir: { sizeLimit: SIZE } }, [SIZE_GAP], `mounted by ${by.join(', ')}`, [
      `${joined([...new Set(by)].map((one) => code(one)))} ${by.length > 1 ? 'mount' : 'mounts'} ${code(name)}, which the pod does not declare yet.`,
      EMPTY,
    ]),
  );
}

/** One in memory, and one on the disk of the node. */
function empty(asking: Asking, taken: ReadonlySet<string>): Completion[] {
  const of = (usual: string, emptyDir: Readonly<Record<string, Value>>, detail: string, lines: readonly string[]) => {
    const name = unusedName(usual, taken);
    const value = { name, emptyDir: { ...emptyDir, sizeLimit: SIZE } };
    return item(asking, name, value, [{ text: name }, SIZE_GAP], detail, lines);
  };
  return [
    ...of('memory', { medium: 'Memory' }, 'emptyDir in memory', [
      'A volume in memory (tmpfs): nothing of it reaches a disk, so that it does for secrets and sockets.',
      'What is written to it counts against the memory limits of the containers that write it; `sizeLimit` bounds it.',
    ]),
    ...of('scratch', {}, 'emptyDir', [EMPTY]),
  ];
}

const EMPTY =
  'An `emptyDir` begins empty, is shared by the containers of the pod, and goes with the pod. A pod that writes more than `sizeLimit` is evicted.';

/** ConfigMaps, Secrets and claims that documents of the same file define, each as a volume of its name. */
function given(asking: Asking, pod: Pod, taken: ReadonlySet<string>): Completion[] {
  const shown = new Set(pod.volumes.map(({ source, refersTo }) => `${source} ${refersTo}`));
  return definedIn(asking.file, pod).flatMap(({ kind, name }) => {
    const { source, key } = SHOWN[kind];
    if (!isVolumeName(name) || taken.has(name) || shown.has(`${source} ${name}`)) return [];
    return item(asking, name, { name, [source]: { [key]: name } }, [], `${kind} of this file`, [meaning(kind, name)]);
  });
}

function meaning(kind: ShownKind, name: string): string {
  if (kind === 'PersistentVolumeClaim') return `The storage of the claim ${code(name)}, which stays when the pod goes.`;
  return `The keys of the ${kind} ${code(name)} as files, which containers can only read.`;
}

/** The names of the objects that the source of a volume may show. */
function names({ cursor, file }: Asking, pod: Pod, path: Path): Completion[] {
  return definedIn(file, pod).flatMap(({ kind, name }): Completion[] => {
    const { source, key } = SHOWN[kind];
    const main = isAt(path, 'volumes', '*', source, key) ? valueEdit(cursor, name) : null;
    if (!main) return [];
    const documentation = () => explained(main, '', meaning(kind, name));
    return [
      { kind: 'value', label: name, detail: `${kind} of this file`, documentation, filter: name, main, others: [] },
    ];
  });
}

/** Names of volumes are labels of the DNS (core/v1 Volume); those of ConfigMaps may be longer and have dots. */
function isVolumeName(name: string): boolean {
  return /^[a-z\d](?:[-a-z\d]{0,61}[a-z\d])?$/.test(name);
}

function item(
  { cursor }: Asking,
  name: string,
  value: Value,
  gaps: readonly Gap[],
  detail: string,
  lines: readonly string[],
): Completion[] {
  const main = itemsEdit(cursor, [value], gaps);
  if (!main) return [];
  return [
    {
      kind: 'item',
      label: name,
      detail,
      documentation: () => explained(main, '- ', ...lines),
      filter: `${name} ${detail.replace(/^mounted by.*/, 'emptyDir')}`,
      main,
      others: [],
    },
  ];
}
