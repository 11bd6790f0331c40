import { contains, type Span } from '../yaml/span.ts';
import type { Mapping, Node, Scalar } from '../yaml/tree.ts';

/** The scalar at a place of the tree; null if there is none exactly there. */
export function scalarAt(root: Node | null, at: Span): Scalar | null {
  let node = root;
  while (node) {
    if (node.kind === 'scalar') return node.at.start === at.start && node.at.end === at.end ? node : null;
    node = childrenOf(node).find((child) => contains(child.at, at)) ?? null;
  }
  return null;
}

/** The way from the root to a node, as indices of entries and items; null if the node is not in the tree. */
export function pathTo(root: Node | null, target: Node): number[] | null {
  const path: number[] = [];
  let node = root;
  while (node && node !== target) {
    const children = childrenOf(node);
    const index = children.findIndex((child) => child === target || contains(child.at, target.at));
    path.push(positionOf(node, children[index]));
    node = children[index] ?? null;
  }
  return node ? path : null;
}

/** The node that a path leads to in another tree of the same shape. */
export function nodeAt(root: Node | null, path: readonly number[]): Node | null {
  let node = root;
  for (const index of path) {
    if (node?.kind === 'mapping') node = node.entries[index]?.value ?? null;
    else if (node?.kind === 'sequence') node = node.items[index]?.value ?? null;
    else return null;
  }
  return node;
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

function positionOf(node: Node, child: Node | undefined): number {
  if (node.kind === 'mapping') return node.entries.findIndex((entry) => entry.value === child);
  return node.kind === 'sequence' ? node.items.findIndex((item) => item.value === child) : -1;
}
