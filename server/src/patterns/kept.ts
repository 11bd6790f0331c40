/**
 * What a map holds under a key; made if it is not there. A map with `most` entries forgets them all: what is asked for again
 * and again is soon back.
 */
export function kept<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (map.size >= most) map.clear();
  map.set(key, made);
  return made;
}
