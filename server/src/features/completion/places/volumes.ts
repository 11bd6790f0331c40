import { mayHoldConfigMap } from '../../../kubernetes/config-maps.ts';
import { isSameNamespace, manifestsOf } from '../../../kubernetes/manifest.ts';
import type { Pod } from '../../../kubernetes/pod.ts';
import type { Value } from '../../../yaml/edit.ts';
import { parseDocument } from '../../../yaml/parse.ts';
import { isUnresolved } from '../../../yaml/tree.ts';
import { code, joined } from '../../hover/markdown.ts';
import type { AnalysedFile } from '../../part.ts';
import type { Completion } from '../completion.ts';
import { MARK } from '../cursor.ts';
import { type Asking, isAt, isPartial, type Place, specSpot } from '../place.ts';
import { type Gap, itemsEdit } from '../write.ts';
import { explained } from './documentation.ts';

/** New volumes of a pod: those that containers mount already, one in memory, ConfigMaps and Secrets of the file. */
export const volumes: Place = (asking) => {
  const { cursor } = asking;
  const spot = specSpot(cursor);
  if (cursor.on !== 'item' || spot?.pod.shape !== 'pod-spec' || !isAt(spot.path, 'volumes', '*')) return [];
  const { pod } = spot;
  const taken = new Set([...pod.volumes.map(({ name }) => name.value), ...pod.claims]);
  return [...mounted(asking, pod, taken), ...inMemory(asking, taken), ...given(asking, pod, taken)];
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
      'An `emptyDir` begins empty, is shared by the containers of the pod, and goes with the pod. A pod that writes more than `sizeLimit` is evicted.',
    ]),
  );
}

function inMemory(asking: Asking, taken: ReadonlySet<string>): Completion[] {
  const name = ['memory', 'memory-2', 'memory-3'].find((one) => !taken.has(one));
  if (name === undefined) return [];
  const value = { name, emptyDir: { medium: 'Memory', sizeLimit: SIZE } };
  return item(asking, name, value, [{ text: name }, SIZE_GAP], 'emptyDir in memory', [
    'A volume in memory (tmpfs): nothing of it reaches a disk, so that it does for secrets and sockets.',
    'What is written to it counts against the memory limits of the containers that write it; `sizeLimit` bounds it.',
  ]);
}

/** ConfigMaps and Secrets that documents of the same file define, each as a volume of its name. */
function given(asking: Asking, pod: Pod, taken: ReadonlySet<string>): Completion[] {
  const shown = new Set(pod.volumes.map(({ source, refersTo }) => `${source} ${refersTo}`));
  return definedIn(asking.file, pod).flatMap(({ kind, name }) => {
    const source = kind === 'ConfigMap' ? 'configMap' : 'secret';
    if (taken.has(name) || shown.has(`${source} ${name}`)) return [];
    const of: Value = kind === 'ConfigMap' ? { name } : { secretName: name };
    return item(asking, name, { name, [source]: of }, [], `${kind} of this file`, [
      `The keys of the ${kind} ${code(name)} as files, which containers can only read.`,
    ]);
  });
}

interface Defined {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

function definedIn(file: AnalysedFile, { manifest }: Pod): Defined[] {
  return file.flatMap(({ analysis }): Defined[] => {
    const { text } = analysis;
    if (!mayHoldConfigMap(text) && !/kind["']?[ \t]*:[ \t]*["']?Secret\b/.test(text)) return [];
    const document = analysis.document ?? parseDocument(text);
    return manifestsOf(document).flatMap((one): Defined[] => {
      const { kind, name } = one;
      if ((kind !== 'ConfigMap' && kind !== 'Secret') || one.apiVersion !== 'v1' || name === null) return [];
      return isVolumeName(name) && isSameNamespace(one, manifest) ? [{ kind, name }] : [];
    });
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
