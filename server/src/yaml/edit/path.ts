import type { YamlDocument } from '../parse.ts';
import type { Edit } from '../span.ts';
import type { Node } from '../tree.ts';
import { elementsOf, parentOf } from './place.ts';

/** One step down: an entry by its key and how many equal keys stand before it, or an item by its index. */
type Step = { readonly key: string; readonly nth: number } | { readonly index: number };

/** The way from the root to a node. */
export function pathOf(document: YamlDocument, node: Node): Step[] {
  const path: Step[] = [];
  for (let parent = parentOf(document, node); parent; parent = parentOf(document, parent.node)) {
    const { node: of, index } = parent;
    if (of.kind === 'sequence') path.push({ index });
    else {
      const key = of.entries[index]?.key.text ?? '';
      path.push({ key, nth: of.entries.slice(0, index).filter((entry) => entry.key.text === key).length });
    }
  }
  return path.reverse();
}

/** The node at the end of a path, in the same document or an edited one; null if there is none. */
export function nodeAt(document: YamlDocument, path: readonly Step[]): Node | null {
  let node = document.root;
  for (const step of path) {
    if ('key' in step) {
      if (node?.kind !== 'mapping') return null;
      node = node.entries.filter(({ key }) => key.text === step.key)[step.nth]?.value ?? null;
    } else {
      if (node?.kind !== 'sequence') return null;
      node = elementsOf(node)[step.index]?.value ?? null;
    }
  }
  return node;
}

/** The smallest single edit that makes one text of another. */
export function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (isInside(before, start) || isInside(after, start)) start--;
  if (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) tail--;
  return { at: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}

/** Whether an offset lies inside of a CR LF or of a surrogate pair, where no editor can put its cursor. */
function isInside(text: string, offset: number): boolean {
  return /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(Math.max(offset - 1, 0), offset + 1));
}
