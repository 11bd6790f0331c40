import type { Container } from '../kubernetes/pod.ts';

/** Longer values and texts are no addresses. */
const MAX_VALUE = 300;
const MAX_TEXT = 20_000;

/**
 * A text of a container's command, arguments or variables with its `$(NAME)` replaced by the variables of the container
 * that are literals, as the kubelet does it; others stay.
 */
export function expanded(text: string, container: Container): string {
  let result = text;
  // Variables may name variables that stand before them.
  for (let rounds = 0; rounds < 3 && result.includes('$(') && result.length < MAX_TEXT; rounds++) {
    const values = literals(container);
    result = result.replace(/\$\(([A-Za-z_][\w.-]*)\)/g, (written, name: string) => {
      const value = values.get(name);
      return value === undefined || value.length > MAX_VALUE ? written : value;
    });
  }
  return result;
}

/** The literal values of a container's variables; the last of equal names wins. */
export function literals(container: Container): ReadonlyMap<string, string> {
  const known = LITERALS.get(container);
  if (known) return known;
  const values = new Map<string, string>();
  for (const { name, value } of container.env) {
    if (value) values.set(name.value, value.value);
    else values.delete(name.value);
  }
  LITERALS.set(container, values);
  return values;
}

/** Containers are immutable, and each is asked for every word of its command; the map holds no container alive. */
const LITERALS = new WeakMap<Container, ReadonlyMap<string, string>>();
