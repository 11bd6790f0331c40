import type { Container, Pod } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { moveItem } from '../yaml/edit.ts';
import { type Edits, ownMapping } from './fields.ts';

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
