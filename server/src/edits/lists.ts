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
