/**
 * A function of an immutable object that makes its answer once. The answer is kept on the object itself, unseen by others:
 * what a WeakMap holds survives all collections of young garbage, and with it the tree that it was made from.
 */
export function onceFor<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const answer = Symbol();
  return (of) => {
    const known = (of as { [answer]?: V })[answer];
    if (known !== undefined) return known;
    const made = make(of);
    Object.defineProperty(of, answer, { value: made, writable: true });
    return made;
  };
}
