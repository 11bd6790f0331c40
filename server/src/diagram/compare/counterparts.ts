import { parseImage } from '../../helpers/image.ts';
import type { Team, Teammate } from '../../traffic/team.ts';

/**
 * For each container of one state of a pod the one that it is in the other; those that are gone are not in it. Names
 * decide; of several containers of one name those in one list belong together, and the first is the first. One that is
 * left in each state is taken for the same under another name if its image is, whatever its tag.
 */
export function counterpartsOf(before: Team, after: Team): ReadonlyMap<Teammate, Teammate> {
  const left = new Set(after.members);
  const found = new Map<Teammate, Teammate>();
  for (const isIt of [isOneItem, isOneName]) {
    for (const member of before.members) {
      const same = found.has(member) ? undefined : [...left].find((one) => isIt(member, one));
      if (!same) continue;
      left.delete(same);
      found.set(member, same);
    }
  }
  const [gone, ...more] = before.members.filter((member) => !found.has(member));
  const [come, ...others] = left;
  if (gone && come && more.length + others.length === 0 && isOneImage(gone, come)) found.set(gone, come);
  return found;
}

function isOneName(a: Teammate, b: Teammate): boolean {
  return a.container.label === b.container.label;
}

function isOneItem(a: Teammate, b: Teammate): boolean {
  return isOneName(a, b) && a.container.list === b.container.list;
}

function isOneImage(a: Teammate, b: Teammate): boolean {
  const [one, other] = [a, b].map(({ container: { image } }) => image && parseImage(image.value).repository);
  return one !== null && one === other;
}

/**
 * Two lists in one: the later as it is, and in it what only the earlier one has, behind what stood before it there.
 * `counterpart` gives what something of the earlier one is in the later; null if it is gone.
 */
export function merged<T>(
  before: readonly T[],
  after: readonly T[],
  counterpart: (one: T) => T | null | undefined,
): T[] {
  const all = [...after];
  let at = 0;
  for (const one of before) {
    const known = counterpart(one);
    if (known) at = all.indexOf(known) + 1;
    else all.splice(at++, 0, one);
  }
  return all;
}
