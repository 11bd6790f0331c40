import type { Span } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Keys, Pod } from './pod.ts';

/** Something in a pod that must be the only one of its name. */
export interface Named {
  readonly at: Span;
  readonly keys: Keys;
}

/** Two things of one name, in the order of the file. */
export interface Repetition<T> {
  readonly first: T;
  readonly again: T;
}

/** So many things of one name are compared; they differ only in templates with as many branches. */
const MAX_EARLIER = 20;

/**
 * The things of a pod that have the name of an earlier one, each with the first such. Silent where the text does not decide:
 * in broken text, in fragments, in instructions for patches (`$patch`), for names that are filled in later, and for
 * things of which a template prints one or the other.
 */
export function repeated<T extends Named>(
  pod: Pod,
  things: readonly T[],
  nameOf: (thing: T) => string,
): Repetition<T>[] {
  if (pod.shape !== 'pod-spec' || pod.partial === 'broken' || pod.partial === 'fragment') return [];
  // Items of equal names in a patch are laid over the same item.
  if (pod.partial === 'patch' && pod.kustomized) return [];
  // As nearly always.
  if (things.length < 2 || new Set(things.map(nameOf)).size === things.length) return [];
  const known = new Map<string, T[]>();
  return things.flatMap((again): Repetition<T>[] => {
    const name = nameOf(again);
    if (name === '' || isUnresolved(name) || again.keys.has('$patch')) return [];
    const earlier = known.get(name) ?? [];
    if (earlier.length < MAX_EARLIER) known.set(name, [...earlier, again]);
    const first = earlier.find(({ at }) => printedTogether(pod.document.template, at, again.at));
    return first ? [{ first, again }] : [];
  });
}
