import type { Container, Pod } from '../kubernetes/pod.ts';
import { type Edits, ownMapping, removeField, setField } from './fields.ts';
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
