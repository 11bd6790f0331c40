import type { Container, Pod } from '../kubernetes/pod.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { moveItem } from '../yaml/edit.ts';
import { type Edits, ownMapping } from './fields.ts';

/**
 * Makes an entry of `initContainers` a container of `containers`, with its comments, probes and hooks, which are allowed
 * there too, and without the `restartPolicy` that made it a sidecar. It becomes the last one, or the first one if it has a
 * postStart hook: the kubelet starts `containers` in their order, and what follows waits for that hook.
 */
export function makeClassic(pod: Pod, container: Container): Edits {
  const spec = ownMapping(pod.spec);
  const from = spec && ownMapping(container.source) && writtenValue(spec, container.list);
  if (!spec || from?.kind !== 'sequence') return null;
  const list = writtenValue(spec, 'containers');
  const item = { sequence: from, index: container.index };
  const change = { remove: ['restartPolicy'] };
  if (list?.kind === 'sequence' && list.items.length > 0) {
    const holdsBack = container.hooks.some(({ kind }) => kind === 'postStart');
    const index = holdsBack ? 0 : list.items.length;
    return moveItem(pod.document, item, { sequence: list, index }, change);
  }
  if (list?.kind === 'alias' || list?.kind === 'mapping') return null;
  return moveItem(pod.document, item, { mapping: spec, key: 'containers', after: ['initContainers'] }, change);
}
