/** DNS-1123 labels: names of containers and volumes are not longer (validation.go). */
const MAX_NAME = 63;

/** A name that none of the others has: `name`, `name-2`, `name-3` and so on. */
export function unusedName(name: string, used: ReadonlySet<string>, most = MAX_NAME): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const candidate = `${name.slice(0, most - end.length)}${end}`;
    if (!used.has(candidate)) return candidate;
  }
}
