import { type Addition, addEntries, addItems, editsOf } from '../yaml/edit/additions.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { type EntryPlace, removeEntryOrParent, setEntry } from '../yaml/edit.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Reached } from '../yaml/read.ts';
import type { Edit } from '../yaml/span.ts';
import type { Mapping } from '../yaml/tree.ts';

/** The edits of one change, or null where it cannot be made: behind an alias other places would change too. */
export type Edits = readonly Edit[] | null;

/** The mapping of something if it is written in place, not behind an alias or a merge key. */
export function ownMapping({ node, via }: Reached): Mapping | null {
  return node.kind === 'mapping' && via === null ? node : null;
}

/** Sets the value at a path of keys; mappings that are missing on the way are made. `where`: the place of what is new. */
export function setField(
  document: YamlDocument,
  from: Reached,
  path: readonly string[],
  value: Value,
  where: EntryPlace = {},
): Edits {
  const reached = descend(ownMapping(from), path.slice(0, -1));
  if (!reached) return null;
  const { mapping, rest } = reached;
  const [missing, ...below] = [...rest, ...path.slice(-1)];
  if (missing === undefined) return null;
  if (below.length === 0) return listed(setEntry(document, mapping, missing, value, where));
  const [first = '', ...others] = below;
  const nested = others.reduceRight<Value>((inner, key) => ({ [key]: inner }), value);
  return together(document, addEntries(document, mapping, missing, { [first]: nested }, where));
}

/** Removes the entry at a path of keys, and the mapping that held nothing else. */
export function removeField(document: YamlDocument, from: Reached, path: readonly string[]): Edits {
  const reached = descend(ownMapping(from), path.slice(0, -1));
  const key = path.at(-1);
  if (!reached || reached.rest.length > 0 || key === undefined) return null;
  return listed(removeEntryOrParent(document, reached.mapping, key));
}

/** Adds items at the end of the list under a key, which is made if it is missing. */
export function addToList(
  document: YamlDocument,
  from: Reached,
  key: string,
  values: readonly Value[],
  where: EntryPlace = {},
): Edits {
  const mapping = ownMapping(from);
  return mapping && together(document, addItems(document, mapping, key, values, where));
}

/** How far a path leads into a mapping: the innermost one that is there and holds something, and the keys that are missing. */
function descend(
  from: Mapping | null,
  path: readonly string[],
): { readonly mapping: Mapping; readonly rest: readonly string[] } | null {
  let mapping = from;
  for (const [i, key] of path.entries()) {
    const next = mapping && writtenValue(mapping, key);
    if (!mapping || next?.kind === 'alias' || next?.kind === 'sequence') return null;
    if (next?.kind !== 'mapping' || next.entries.length === 0) return { mapping, rest: path.slice(i) };
    mapping = next;
  }
  return mapping && { mapping, rest: [] };
}

function together(document: YamlDocument, additions: readonly Addition[] | null): Edits {
  return additions && editsOf(document, additions);
}

function listed(edit: Edit | null): Edits {
  return edit && [edit];
}
