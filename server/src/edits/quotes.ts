import type { Pod } from '../kubernetes/pod.ts';
import { scalarAt } from '../yaml/edit/find.ts';
import { parentOf } from '../yaml/edit/place.ts';
import { replaceScalar } from '../yaml/edit.ts';
import type { Located } from '../yaml/span.ts';
import type { Edits } from './fields.ts';

/**
 * Puts the value of a key in quotes as it is written, so that it is a string. Null where an alias shows a value that stands
 * elsewhere, or this one is shown elsewhere: there it may have to stay what it is.
 */
export function quoteValue({ document }: Pick<Pod, 'document'>, key: string, value: Located<string>): Edits {
  const scalar = scalarAt(document.root, value.at);
  const parent = scalar && parentOf(document, scalar);
  if (!scalar || scalar.tag !== null || parent?.node.kind !== 'mapping' || parent.part !== 'value') return null;
  if (parent.node.entries[parent.index]?.key.text !== key) return null;
  if (/&\S+\s+$/.test(document.text.slice(Math.max(0, scalar.at.start - FAR), scalar.at.start))) return null;
  return [replaceScalar(document, scalar, scalar.text)];
}

/** The name of an anchor is not longer. */
const FAR = 100;

/** Turns a number in quotes into a number. */
export function unquote(located: Located<unknown>): Edits {
  return located.via ? null : [{ at: located.at, text: String(located.value) }];
}
