import { contains, type Span } from '../span.ts';
import type { Mapping, Node, Scalar } from '../tree.ts';

/** The scalar at a place of the tree; null if there is none exactly there. */
export function scalarAt(root: Node | null, at: Span): Scalar | null {
  let node = root;
  while (node) {
    if (node.kind === 'scalar') return node.at.start === at.start && node.at.end === at.end ? node : null;
    node = childrenOf(node).find((child) => contains(child.at, at)) ?? null;
  }
  return null;
}

/** The value of a key that is written in the mapping itself, not merged into it. */
export function writtenValue(mapping: Mapping, key: string): Node | null {
  return mapping.entries.findLast((entry) => entry.key.text === key)?.value ?? null;
}

function childrenOf(node: Node): Node[] {
  if (node.kind === 'mapping')
    return node.entries.flatMap((entry) => [entry.key, ...(entry.value ? [entry.value] : [])]);
  if (node.kind === 'sequence') return node.items.flatMap((item) => item.value ?? []);
  return [];
}
