import type { TextMap } from '../../kubernetes/manifest.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { fields, type Reached } from '../../yaml/read.ts';
import { isSame } from '../../yaml/same.ts';
import { contains } from '../../yaml/span.ts';
import { plain } from '../measure.ts';
import type { Subject } from '../subject.ts';
import { list } from '../words.ts';
import type { States } from './draw.ts';

/** What the marks do not say: that nothing differs, that only one state has the pod, what differs and is not drawn. */
export function sentenceFor(
  { before, after, names }: States,
  isMarked: boolean,
  isVolumeMarked: boolean,
): string | null {
  const [earlier, later] = names.map(plain);
  if (!before) return `${earlier} does not have this pod. All of it is new.`;
  if (!after) return `Only ${earlier} has this pod, ${later} does not. All of it is gone.`;
  const also = undrawn(before, after).filter((one) => one !== 'volumes' || !isVolumeMarked);
  if (also.length > 0 && isMarked) return `Also changed: ${list(also)}.`;
  if (also.length > 0) return `Nothing that is drawn has changed since ${earlier}. Changed: ${list(also)}.`;
  return isMarked ? null : `No change in this pod since ${earlier}.`;
}

/** What of a pod differs beside its containers. */
function undrawn(before: Subject, after: Subject): string[] {
  const [was, is] = [before.team.pod, after.team.pod];
  return [
    ...(isOneMap(was.labels, is.labels) ? [] : ['labels']),
    ...(isOneMap(was.annotations, is.annotations) ? [] : ['annotations']),
    ...differingKeys(was, is).map(plain),
  ];
}

function isOneMap(a: TextMap, b: TextMap): boolean {
  return a.size === b.size && [...a].every(([key, { value }]) => b.get(key)?.value === value);
}

/** The keys of the pod spec, those that hold containers left out, whose values are not what they were. */
function differingKeys(was: Pod, is: Pod): string[] {
  const [old, now] = [fields(was.spec), fields(is.spec)];
  return [...new Set([...now.keys(), ...old.keys()])].filter((key) => {
    const [one, other] = [old.get(key), now.get(key)];
    if (holdsContainers(was, one) || holdsContainers(is, other)) return false;
    return !one || !other || !isSame(one, other);
  });
}

function holdsContainers({ containers }: Pod, field: Reached | undefined): boolean {
  return field !== undefined && containers.some(({ at }) => contains(field.node.at, at));
}
