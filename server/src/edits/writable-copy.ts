import { normalPath } from '../kubernetes/mounts.ts';
import type { Mount, Pod } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { insertItem, setEntry } from '../yaml/edit.ts';
import { addToList, type Edits, ownMapping } from './fields.ts';
import { unusedName } from './names.ts';
import { inSteps, type Step } from './steps.ts';

/**
 * Lets an emptyDir take the place of a volume that nobody can write to: a first init container copies its files. All
 * containers that mount the volume at the same path get the copy. Null if one of these mounts is not written in place.
 */
export function copyToWritable(pod: Pod, mount: Mount): Edits {
  const spec = ownMapping(pod.spec);
  const volume = mount.volume.value;
  const path = normalPath(mount.path ?? '');
  const same = pod.containers
    .flatMap(({ mounts }) => mounts)
    .filter((other) => other.volume.value === volume && normalPath(other.path ?? '') === path);
  const mappings = same.map(({ source }) => ownMapping(source));
  if (!spec || same.some(({ subPath }) => subPath !== null)) return null;
  const names = new Set([
    ...pod.volumes.map(({ name }) => name.value),
    ...pod.claims,
    ...pod.containers.map(({ label }) => label),
  ]);
  const copy = unusedName(`${volume}-writable`, names);
  const container = {
    name: unusedName(`copy-${volume}`, names),
    image: 'busybox:1.37',
    command: ['sh', '-c', `cp -L /from/* ${path}/`],
    volumeMounts: [
      { name: volume, mountPath: '/from', readOnly: true },
      { name: copy, mountPath: path },
    ],
  };
  const steps = mappings.map((own): Step => {
    return (document, find) => {
      const today = own && find(own);
      const edit = today && setEntry(document, today, 'name', copy);
      return edit && [edit];
    };
  });
  steps.push((document, find) => {
    const today = find(spec);
    const node = today && ({ node: today, via: null } as const);
    return node && addToList(document, node, 'volumes', [{ name: copy, emptyDir: {} }], { after: ['containers'] });
  });
  steps.push((document, find) => {
    const today = find(spec);
    const list = today && writtenValue(today, 'initContainers');
    if (list?.kind === 'sequence' && list.items.length > 0) {
      const edit = insertItem(document, list, container, 0);
      return edit && [edit];
    }
    const node = today && ({ node: today, via: null } as const);
    return node && addToList(document, node, 'initContainers', [container], { before: ['containers'] });
  });
  return inSteps(pod.document, steps);
}
