import type { Container, Pod } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { moveItem, removeItemOrList } from '../yaml/edit.ts';
import { type Edits, ownMapping } from './fields.ts';

/** Moves a container before another one of the same list. */
export function moveBefore(pod: Pod, container: Container, before: Container): Edits {
  const sequence = listOf(pod, container);
  if (!sequence || container.list !== before.list) return null;
  const edits = moveItem(pod.document, { sequence, index: container.index }, { sequence, index: before.index });
  return edits && edits.length > 0 ? edits : null;
}

/** Removes a container, and its list if that holds no other. */
export function removeContainer(pod: Pod, container: Container): Edits {
  const sequence = listOf(pod, container);
  const edit = sequence && removeItemOrList(pod.document, sequence, container.index);
  return edit && [edit];
}

function listOf(pod: Pod, { list }: Container) {
  const spec = ownMapping(pod.spec);
  const sequence = spec && writtenValue(spec, list);
  return sequence?.kind === 'sequence' ? sequence : null;
}

/** Moves an entry of `initContainers` to the end of `containers`, without the `restartPolicy` that makes it a sidecar. */
export function makeOrdinary(pod: Pod, container: Container): Edits {
  const spec = ownMapping(pod.spec);
  const from = spec && ownMapping(container.source) && writtenValue(spec, container.list);
  if (!spec || from?.kind !== 'sequence') return null;
  const list = writtenValue(spec, 'containers');
  const item = { sequence: from, index: container.index };
  const change = { remove: ['restartPolicy'] };
  if (list?.kind === 'sequence' && list.items.length > 0) {
    return moveItem(pod.document, item, { sequence: list, index: list.items.length }, change);
  }
  if (list?.kind === 'alias' || list?.kind === 'mapping') return null;
  return moveItem(pod.document, item, { mapping: spec, key: 'containers', after: ['initContainers'] }, change);
}
