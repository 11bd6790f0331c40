import type { Container, Mount, Pod, Volume } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { removeItemOrList } from '../yaml/edit.ts';
import type { Reached } from '../yaml/read.ts';
import { addToList, type Edits, ownMapping, removeField, setField } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { unusedName } from './names.ts';
import { replaceText } from './pod.ts';
import { inSteps, type Step } from './steps.ts';

/** Takes a volume out of the pod. Null if it is reached through an alias, or written more than once. */
export function removeVolume(pod: Pod, volume: Volume): Edits {
  return removeFrom(pod, pod.spec, 'volumes', volume.from);
}

/** Takes a mount out of a container. Null as `removeVolume`. */
export function removeMount(pod: Pod, container: Container, mount: Mount): Edits {
  return removeFrom(pod, container.source, 'volumeMounts', mount.source);
}

/** Takes an item out of the list under a key. */
function removeFrom({ document }: Pod, holder: Reached, key: string, item: Reached): Edits {
  const mapping = ownMapping(holder);
  const list = mapping && writtenValue(mapping, key);
  const own = ownMapping(item);
  if (list?.kind !== 'sequence' || !own) return null;
  const index = list.items.findIndex(({ value }) => value === own);
  const edit = index < 0 ? null : removeItemOrList(document, list, index);
  return edit && [edit];
}

/** Lets a mount show another volume. */
export function mountOther(pod: Pod, mount: Mount, volume: string): Edits {
  return replaceText(pod, mount.volume, volume);
}

/** Sets a field of an `emptyDir`: `sizeLimit`, `medium`. */
export function setEmptyDir(pod: Pod, volume: Volume, field: 'sizeLimit' | 'medium', value: string): Edits {
  return setField(pod.document, volume.from, ['emptyDir', field], value, { after: ['name'] });
}

/**
 * Keeps an `emptyDir` in memory. `size`: its limit, where it has none yet; without one it may take the memory of the node.
 */
export function keepInMemory(pod: Pod, volume: Volume, size: string): Edits {
  const own = ownMapping(volume.from);
  if (!own) return null;
  const set = (field: string, value: string): Step => {
    return (document, find) => {
      const node = find(own);
      return node && setField(document, { node, via: null }, ['emptyDir', field], value, { after: ['name'] });
    };
  };
  const limit = volume.sizeLimit === null ? [set('sizeLimit', size)] : [];
  return inSteps(pod.document, [set('medium', 'Memory'), ...limit]);
}

/** Keeps a container from writing to a mount. */
export function makeReadOnly(pod: Pod, mount: Mount): Edits {
  return setField(pod.document, mount.source, ['readOnly'], true, { after: ['name', 'mountPath', 'subPath'] });
}

/** Lets a mount be written to. */
export function makeWritable(pod: Pod, mount: Mount): Edits {
  return removeField(pod.document, mount.source, ['readOnly']);
}

/** Mounts a volume that the pod has in one more container, at the end of its list. */
export function addMount(pod: Pod, { container, path, readOnly }: NewMount, name: string, subPath?: string): Edits {
  const mount: Value = { name, mountPath: path, ...(subPath ? { subPath } : {}), ...(readOnly ? { readOnly } : {}) };
  return addToList(pod.document, container.source, 'volumeMounts', [mount], { after: keysBefore('volumeMounts') });
}

/** Where a container mounts a volume. */
export interface NewMount {
  readonly container: Container;
  readonly path: string;
  readonly readOnly: boolean;
}

/** A volume that a pod is to get: its source, as `{emptyDir: {}}`, and who mounts it. */
export interface NewVolume {
  readonly name: string;
  readonly source: Readonly<Record<string, Value>>;
  readonly mounts: readonly NewMount[];
}

/** Adds volumes and their mounts, in one edit. */
export function addVolumes(pod: Pod, added: readonly NewVolume[]): Edits {
  const spec = ownMapping(pod.spec);
  if (!spec) return null;
  const mounting = added.flatMap(({ name, mounts }) =>
    mounts.map(({ container, path, readOnly }): Step => {
      const own = ownMapping(container.source);
      const mount: Value = { name, mountPath: path, ...(readOnly ? { readOnly } : {}) };
      const where = { after: keysBefore('volumeMounts') };
      return (document, find) => {
        const node = own && find(own);
        return node && addToList(document, { node, via: null }, 'volumeMounts', [mount], where);
      };
    }),
  );
  const declaring: Step = (document, find) => {
    const node = find(spec);
    const volumes = added.map(({ name, source }): Value => ({ name, ...source }));
    return node && addToList(document, { node, via: null }, 'volumes', volumes, { after: ['containers'] });
  };
  return inSteps(pod.document, [...mounting, declaring]);
}

/** Mounts empty volumes of its own in a container, each at its path. */
export function mountEmpty(pod: Pod, container: Container, paths: readonly string[]): Edits {
  const taken = new Set(pod.volumes.map(({ name }) => name.value));
  const added = paths.map((path): NewVolume => {
    const name = unusedName(volumeNameOf(`${container.label}${path}`), taken);
    taken.add(name);
    return { name, source: { emptyDir: {} }, mounts: [{ container, path, readOnly: false }] };
  });
  return addVolumes(pod, added);
}

function volumeNameOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(-60)
    .replace(/^-+/, '');
}

/** Mounts a ConfigMap as a folder in a container, by a new volume of the same name. Null if that name is taken. */
export function mountConfigMap(pod: Pod, container: Container, name: string, folder: string): Edits {
  if (pod.volumes.some((volume) => volume.name.value === name) || pod.claims.includes(name)) return null;
  const mounts = [{ container, path: folder, readOnly: true }];
  return addVolumes(pod, [{ name, source: { configMap: { name } }, mounts }]);
}
