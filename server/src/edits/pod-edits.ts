import type { Container, Pod } from '../kubernetes/pod.ts';
import { type Addition, addItems } from '../yaml/edit/additions.ts';
import { scalarAt, writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { insertEntry, removeEntry, replaceScalar } from '../yaml/edit.ts';
import type { Reached } from '../yaml/read.ts';
import type { Edit, Located } from '../yaml/span.ts';
import type { Mapping } from '../yaml/tree.ts';
import { keysBefore } from './key-order.ts';

/** Everything here gives the edits of one change, or null where it cannot be made: behind an alias other places would change too. */
type Edits = readonly Edit[] | null;

/** The mapping of a pod or container if it is written in place, not behind an alias or a merge key. */
export function ownMapping({ node, via }: Reached): Mapping | null {
  return node.kind === 'mapping' && via === null ? node : null;
}

/** Replaces a value, in the quotes it has. */
export function replaceText(pod: Pod, located: Located<unknown>, value: string | number): Edits {
  const scalar = located.via ? null : scalarAt(pod.document.root, located.at);
  return scalar && [replaceScalar(pod.document, scalar, value)];
}

/** Turns a number in quotes into a number. */
export function unquote(located: Located<unknown>): Edits {
  return located.via ? null : [{ at: located.at, text: String(located.value) }];
}

/** Removes a key of a container with its value. */
export function removeKey(pod: Pod, container: Container, key: string): Edits {
  const mapping = ownMapping(container.source);
  return mapping && one(removeEntry(pod.document, mapping, key));
}

/** Adds a word at the end of a container's arguments. */
export function addArgument(pod: Pod, container: Container, word: string): Edits {
  const mapping = ownMapping(container.source);
  return mapping && edits(addItems(pod.document, mapping, 'args', [word], { after: keysBefore('args') }));
}

/** Sets `terminationGracePeriodSeconds` of the pod. */
export function setGracePeriod(pod: Pod, seconds: number): Edits {
  const set = pod.terminationGracePeriodSeconds;
  if (set) return replaceText(pod, set, seconds);
  const spec = ownMapping(pod.spec);
  return (
    spec &&
    one(
      insertEntry(pod.document, spec, 'terminationGracePeriodSeconds', seconds, {
        before: ['initContainers', 'containers'],
      }),
    )
  );
}

/** Declares a volume as emptyDir. */
export function addVolume(pod: Pod, name: string): Edits {
  const spec = ownMapping(pod.spec);
  return spec && edits(addItems(pod.document, spec, 'volumes', [{ name, emptyDir: {} }], { after: ['containers'] }));
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

function edits(additions: readonly Addition[] | null): Edits {
  return additions?.map(({ edit }) => edit) ?? null;
}

function one(edit: Edit | null): Edits {
  return edit && [edit];
}
