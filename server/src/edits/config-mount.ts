import type { Container, Pod } from '../kubernetes/pod.ts';
import { addToList, type Edits, ownMapping } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { inSteps } from './steps.ts';

/** Mounts a ConfigMap as a folder in a container, by a new volume of the same name. Null if that name is taken. */
export function mountConfigMap(pod: Pod, container: Container, name: string, folder: string): Edits {
  const own = ownMapping(container.source);
  const spec = ownMapping(pod.spec);
  if (!own || !spec || pod.volumes.some((volume) => volume.name.value === name) || pod.claims.includes(name))
    return null;
  return inSteps(pod.document, [
    (document, find) => {
      const node = find(own);
      const mount = { name, mountPath: folder, readOnly: true };
      const where = { after: keysBefore('volumeMounts') };
      return node && addToList(document, { node, via: null }, 'volumeMounts', [mount], where);
    },
    (document, find) => {
      const node = find(spec);
      const volume = { name, configMap: { name } };
      return node && addToList(document, { node, via: null }, 'volumes', [volume], { after: ['containers'] });
    },
  ]);
}
