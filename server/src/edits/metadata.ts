import type { Pod } from '../kubernetes/pod.ts';
import type { Span } from '../yaml/span.ts';
import { type Edits, removeField, setField } from './fields.ts';

/** Gives a pod an annotation, in its template if it has one. */
export function annotate(pod: Pod, key: string, value: string): Edits {
  const where = { after: ['name', 'namespace', 'labels'], before: ['spec'] };
  return setField(pod.document, pod.holder, ['metadata', 'annotations', key], value, where);
}

/** Takes the label or annotation away from a pod whose key stands at a place; null if there is none. */
export function removeMetadata(pod: Pod, at: Span): Edits {
  for (const kind of ['labels', 'annotations'] as const) {
    for (const [name, entry] of pod[kind]) {
      if (entry.key.start !== at.start) continue;
      return entry.via ? null : removeField(pod.document, pod.holder, ['metadata', kind, name]);
    }
  }
  return null;
}
