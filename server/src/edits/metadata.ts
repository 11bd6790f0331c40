import type { Metadata, Pod } from '../kubernetes/pod.ts';
import type { Reached } from '../yaml/read.ts';
import type { Span } from '../yaml/span.ts';
import type { Mapping } from '../yaml/tree.ts';
import { type Edits, ownMapping, removeField, setField } from './fields.ts';
import { inSteps, type Step } from './steps.ts';

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

/** A label or annotation that is to move to the metadata of the pod itself. */
export interface Misplaced {
  readonly from: 'labels' | 'annotations';
  readonly to: 'labels' | 'annotations';
  readonly key: string;
  readonly value: string;
}

/** Moves labels and annotations from a level above a pod to the metadata of the pod itself, which is made if it is missing. */
export function moveToPod(pod: Pod, from: Metadata, moved: readonly Misplaced[]): Edits {
  const [above, holder] = [ownMapping(from.holder), ownMapping(pod.holder)];
  if (!above || !holder) return null;
  const adding = moved.map(({ to, key, value }): Step => {
    const path = ['metadata', to, key];
    return (document, find) => onFound(find(holder), (today) => setField(document, today, path, value, BEFORE));
  });
  const removing = moved.map(({ from: kind, key }): Step => {
    return (document, find) => onFound(find(above), (today) => removeField(document, today, ['metadata', kind, key]));
  });
  return inSteps(pod.document, [...adding, ...removing]);
}

const BEFORE = { before: ['spec'] };

function onFound(node: Mapping | null, edit: (from: Reached) => Edits): Edits {
  return node && edit({ node, via: null });
}
