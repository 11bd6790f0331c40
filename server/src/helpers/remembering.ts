/** The same few names and images come again with every keystroke. */
const MAX_REMEMBERED = 2000;
/** Longer keys are no names; they would only fill the memory. */
const MAX_KEY = 200;

/** A function of a short text that remembers what it has made, within bounds. What it makes must be immutable. */
export function remembering<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (key.length > MAX_KEY) return make(key);
    if (made.size >= MAX_REMEMBERED) made.clear();
    // A copy: a part of a document's text would keep all of it in memory.
    const copy = `${key} `.slice(0, -1);
    const value = make(copy);
    made.set(copy, value);
    return value;
  };
}

/** A value that is made when it is first asked for. */
export function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
