import { type Field, fields, type Reached, reach, typeOf } from './read.ts';
import { isNull } from './tree.ts';

/** So many nodes are compared; aliases may lead back into themselves, or multiply. */
const MAX_NODES = 20_000;

/** Whether two nodes say the same, however they are written: keys in any order, aliases and merge keys followed. */
export function isSame(a: Reached, b: Reached): boolean {
  return same(a, b, { left: MAX_NODES });
}

function same(a: Reached, b: Reached, budget: { left: number }): boolean {
  if (a.node === b.node) return true;
  if (budget.left-- <= 0 || a.node.kind !== b.node.kind) return false;
  if (a.node.kind === 'scalar' && b.node.kind === 'scalar') {
    if (isNull(a.node) || isNull(b.node)) return isNull(a.node) && isNull(b.node);
    // Quotes around what is a string anyway say nothing.
    return a.node.text === b.node.text && typeOf(a) === typeOf(b) && a.node.tag === b.node.tag;
  }
  if (a.node.kind === 'sequence' && b.node.kind === 'sequence') {
    const others = b.node.items;
    return (
      a.node.items.length === others.length &&
      a.node.items.every(({ value }, i) => {
        const [one, other] = [reach(value), reach(others[i]?.value ?? null)];
        return one && other ? same(one, other, budget) : one === other;
      })
    );
  }
  const [ours, theirs] = [fields(a), fields(b)];
  const has = ([key, value]: [string, Field]) => {
    const other = theirs.get(key);
    return other !== undefined && same(value, other, budget);
  };
  return ours.size === theirs.size && [...ours].every(has);
}
