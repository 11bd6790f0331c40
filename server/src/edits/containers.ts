import type { Container, Pod } from '../kubernetes/pod.ts';
import { addToList, type Edits, ownMapping, removeField, setField } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { inSteps } from './steps.ts';

/** Lets a container run as root, whatever its pod says. */
export function runAsRoot(pod: Pod, container: Container): Edits {
  const mapping = ownMapping(container.source);
  if (!mapping) return null;
  const set = (key: string, value: number | boolean) => (document: Pod['document'], find: Find) => {
    const today = find(mapping);
    const where = { after: [...keysBefore('securityContext'), 'runAsUser'] };
    return today && setField(document, { node: today, via: null }, ['securityContext', key], value, where);
  };
  return inSteps(pod.document, [set('runAsUser', 0), set('runAsNonRoot', false)]);
}

type Find = Parameters<Parameters<typeof inSteps>[1][number]>[1];

/** Lets a container run as root although its pod forbids it. */
export function allowRoot(pod: Pod, container: Container): Edits {
  const where = { after: ['runAsUser'] };
  return setField(pod.document, container.source, ['securityContext', 'runAsNonRoot'], false, where);
}

/** Removes the user that a container sets, so that it has that of its pod. */
export function removeUser(pod: Pod, container: Container): Edits {
  return removeField(pod.document, container.source, ['securityContext', 'runAsUser']);
}

/** Mounts empty volumes of its own in a container, each at its path. */
export function mountEmpty(pod: Pod, container: Container, paths: readonly string[]): Edits {
  const taken = new Set(pod.volumes.map(({ name }) => name.value));
  const names = paths.map((path) => {
    const wanted = `${container.label}${path}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(-63)
      .replace(/^-+/, '');
    let name = wanted;
    for (let i = 2; taken.has(name); i++) name = `${wanted.slice(-60)}-${i}`.replace(/^-+/, '');
    taken.add(name);
    return name;
  });
  const volumes = names.map((name) => ({ name, emptyDir: {} }));
  const mounts = names.map((name, i) => ({ name, mountPath: paths[i] ?? '' }));
  const [spec, own] = [ownMapping(pod.spec), ownMapping(container.source)];
  if (!spec || !own) return null;
  return inSteps(pod.document, [
    (document, find) => {
      const today = find(own);
      const where = { after: keysBefore('volumeMounts') };
      return today && addToList(document, { node: today, via: null }, 'volumeMounts', mounts, where);
    },
    (document, find) => {
      const today = find(spec);
      return today && addToList(document, { node: today, via: null }, 'volumes', volumes, { after: ['containers'] });
    },
  ]);
}
