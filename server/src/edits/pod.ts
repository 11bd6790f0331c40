import type { Container, Handler, Pod, Port } from '../kubernetes/pod.ts';
import { scalarAt, writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { insertEntry, replaceScalar } from '../yaml/edit.ts';
import type { Edit, Located } from '../yaml/span.ts';
import { addToList, type Edits, ownMapping, removeField, setField } from './fields.ts';
import { keysBefore } from './key-order.ts';

/** Replaces a value of a pod, or of another object, in the quotes it has. */
export function replaceText(
  { document }: Pick<Pod, 'document'>,
  located: Located<unknown>,
  value: string | number,
): Edits {
  const scalar = located.via ? null : scalarAt(document.root, located.at);
  return scalar && [replaceScalar(document, scalar, value)];
}

/** Removes a key of a container with its value. */
export function removeKey(pod: Pod, container: Container, key: string): Edits {
  return removeField(pod.document, container.source, [key]);
}

/** Adds a word at the end of a container's arguments. */
export function addArgument(pod: Pod, container: Container, word: string): Edits {
  return addToList(pod.document, container.source, 'args', [word], { after: keysBefore('args') });
}

/** Sets `terminationGracePeriodSeconds` of the pod. */
export function setGracePeriod(pod: Pod, seconds: number): Edits {
  const set = pod.terminationGracePeriodSeconds;
  if (set) return replaceText(pod, set, seconds);
  const before = ['initContainers', 'containers'];
  return setField(pod.document, pod.spec, ['terminationGracePeriodSeconds'], seconds, { before });
}

/** Makes a probe ask another port of its container, in plain HTTP unless that is a port for TLS. */
export function askPort(pod: Pod, handler: Handler, port: Port): Edits {
  const edits = handler.port && replaceText(pod, handler.port, port.containerPort.value);
  const isTls = /https|tls|ssl/.test(port.name?.value ?? '') || /443$/.test(String(port.containerPort.value));
  if (!edits || isTls || handler.type !== 'httpGet') return edits;
  return [...edits, ...(removeField(pod.document, handler.source, ['scheme']) ?? [])];
}

/** Declares a volume as emptyDir. */
export function addVolume(pod: Pod, name: string): Edits {
  return addToList(pod.document, pod.spec, 'volumes', [{ name, emptyDir: {} }], { after: ['containers'] });
}

/** Requests and limits to set; what is set already stays. */
export interface Resources {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/** Sets the requests and limits of a container that it does not have. */
export function setResources(container: Container, pod: Pod, wanted: Resources): Edits {
  const mapping = ownMapping(container.source);
  if (!mapping) return null;
  const resources = writtenValue(mapping, 'resources');
  if (!resources) {
    return one(insertEntry(pod.document, mapping, 'resources', { ...wanted }, { after: keysBefore('resources') }));
  }
  if (resources.kind !== 'mapping') return null;
  const edits: Edit[] = [];
  for (const kind of ['requests', 'limits'] as const) {
    const part = writtenValue(resources, kind);
    const missing = Object.entries(wanted[kind]).filter(
      ([key]) => part?.kind !== 'mapping' || !writtenValue(part, key),
    );
    // A request above an existing limit would be refused.
    if (kind === 'requests' && container.limits.size > 0) continue;
    if (missing.length === 0) continue;
    if (part && part.kind !== 'mapping') return null;
    for (const [key, value] of part ? missing : [[kind, Object.fromEntries(missing)] as const]) {
      const edit = insertEntry(pod.document, part ?? resources, key, value as Value);
      if (!edit) return null;
      edits.push(edit);
    }
  }
  return edits.length > 0 ? edits : null;
}

function one(edit: Edit | null): Edits {
  return edit && [edit];
}
