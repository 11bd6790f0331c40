import type { Container, Mount, Pod, Volume } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { removeItemOrList } from '../yaml/edit.ts';
import type { Reached } from '../yaml/read.ts';
import type { Mapping } from '../yaml/tree.ts';
import { addToList, type Edits, ownMapping, removeField, setField } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { replaceText } from './pod-edits.ts';
import { inSteps, type Step } from './steps.ts';

/** Takes a volume out of the pod. Null if it is reached through an alias, or written more than once. */
export function removeVolume(pod: Pod, volume: Volume): Edits {
  const spec = ownMapping(pod.spec);
  const volumes = spec && writtenValue(spec, 'volumes');
  const own = ownMapping(volume.from);
  if (volumes?.kind !== 'sequence' || !own) return null;
  const index = volumes.items.findIndex(({ value }) => value === own);
  const edit = index < 0 ? null : removeItemOrList(pod.document, volumes, index);
  return edit && [edit];
}

/** Takes a mount out of a container. Null as `removeVolume`. */
export function removeMount(pod: Pod, container: Container, mount: Mount): Edits {
  const from = ownMapping(container.source);
  const mounts = from && writtenValue(from, 'volumeMounts');
  const own = ownMapping(mount.source);
  if (mounts?.kind !== 'sequence' || !own) return null;
  const index = mounts.items.findIndex(({ value }) => value === own);
  const edit = index < 0 ? null : removeItemOrList(pod.document, mounts, index);
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

/** Adds a volume and mounts of it, in one edit. */
export function addSharedVolume(pod: Pod, name: string, source: Value, mounts: readonly NewMount[]): Edits {
  const spec = ownMapping(pod.spec);
  if (!spec) return null;
  const steps = mounts.map(({ container, path, readOnly }): Step => {
    const own = ownMapping(container.source);
    const mount: Value = { name, mountPath: path, ...(readOnly ? { readOnly } : {}) };
    const where = { after: keysBefore('volumeMounts') };
    return (document, find) => {
      const today = own && find(own);
      return today && addToList(document, reached(today), 'volumeMounts', [mount], where);
    };
  });
  steps.push((document, find) => {
    const today = find(spec);
    const where = { after: ['containers'] };
    return today && addToList(document, reached(today), 'volumes', [{ name, emptyDir: source }], where);
  });
  return inSteps(pod.document, steps);
}

function reached(node: Mapping): Reached {
  return { node, via: null };
}
