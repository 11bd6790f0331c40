import { onceFor } from './once-for.ts';
import type { Located, Span } from './span.ts';
import { booleanOf, type Entry, isNull, type Mapping, type Node, numberOf, type Scalar } from './tree.ts';

/** A node as it is reached from the root: aliases followed, and the first of them remembered. */
export interface Reached {
  readonly node: Exclude<Node, { kind: 'alias' }>;
  /** The outermost alias or merge key on the way here, if any. */
  readonly via: Span | null;
}

/** One entry of a mapping, merge keys (`<<`) resolved. */
export interface Field extends Reached {
  readonly key: Scalar;
  readonly entry: Entry;
}

/** Follows the aliases of a node; null where there is none, or an alias leads nowhere. */
export function reach(node: Node | null, via: Span | null = null): Reached | null {
  let through = via;
  let current = node;
  for (let steps = 0; current?.kind === 'alias'; steps++) {
    if (steps > 100) return null;
    through ??= current.at;
    current = current.target;
  }
  return current ? { node: current, via: through } : null;
}

const MAX_MERGES = 50;

/**
 * The entries of a mapping, by key: the last of equal keys wins (as in JSON), own keys win over merged ones.
 * Empty for anything that is no mapping. A null value (`key:`) is absent.
 */
export function fields(from: Reached | null): ReadonlyMap<string, Field> {
  if (from?.node.kind !== 'mapping') return NONE;
  const own = isSmall(from.node) ? mergedFields(from.node, { left: 0 }) : mappedOnce(from.node);
  if (!from.via) return own;
  return new Map([...own].map(([key, field]) => [key, { ...field, via: from.via }]));
}

const NONE: ReadonlyMap<string, Field> = new Map();

/** Making the map of a few entries costs less than remembering it. */
function isSmall({ entries }: Mapping): boolean {
  return entries.length <= FEW && !entries.some(({ key }) => isMerge(key));
}

/** In so few entries a key is found sooner than a map of them is made. */
const FEW = 16;

const mappedOnce = onceFor((mapping: Mapping): ReadonlyMap<string, Field> => {
  return mergedFields(mapping, { left: MAX_MERGES });
});

/** `budget` bounds the merges of one mapping, nested ones included: a merge may lead back to its own mapping. */
function mergedFields(mapping: Mapping, budget: { left: number }): Map<string, Field> {
  const own = new Map<string, Field>();
  let merged: Map<string, Field> | null = null;
  let hasNull = false;
  for (const entry of mapping.entries) {
    if (isMerge(entry.key)) {
      merged ??= new Map();
      for (const source of mergeSources(entry)) {
        if (budget.left-- <= 0 || source.node.kind !== 'mapping') continue;
        for (const [key, field] of mergedFields(source.node, budget)) {
          if (!merged.has(key)) merged.set(key, { ...field, via: source.via ?? entry.key.at });
        }
      }
      continue;
    }
    const value = reach(entry.value);
    // The last of equal keys also stands last.
    if (own.has(entry.key.text)) own.delete(entry.key.text);
    if (!value) continue;
    own.set(entry.key.text, { node: value.node, via: value.via, key: entry.key, entry });
    hasNull ||= isNullNode(value.node);
  }
  for (const [key, field] of merged ?? []) if (!own.has(key)) own.set(key, field);
  // A null hides what is merged, and is as good as absent.
  if (hasNull) for (const [key, { node }] of own) if (isNullNode(node)) own.delete(key);
  return own;
}

function isNullNode(node: Node): boolean {
  return node.kind === 'scalar' && isNull(node);
}

function isMerge(key: Scalar): boolean {
  return key.text === '<<' && key.style === 'plain';
}

function mergeSources(entry: Entry): Reached[] {
  const value = reach(entry.value);
  if (value?.node.kind !== 'sequence') return value ? [value] : [];
  return value.node.items.flatMap((item) => reach(item.value, value.via) ?? []);
}

/** The value under a path of keys; null if there is none. */
export function child(from: Reached | null, ...path: string[]): Field | null {
  let current: Reached | null = from;
  for (const key of path) {
    if (current === null) return null;
    current = under(current, key);
  }
  return current as Field | null;
}

/** The value under one key: what `fields` would tell. */
function under(from: Reached, key: string): Field | null {
  if (from.node.kind !== 'mapping') return null;
  const { entries } = from.node;
  if (entries.length > FEW) return fields(from).get(key) ?? null;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as Entry;
    const name = entry.key.text;
    // Own keys win over merged ones; where there is none, or one without a value, these count. The length tells most keys
    // apart before their letters do.
    if (name.length === 2 && isMerge(entry.key)) return fields(from).get(key) ?? null;
    if (name.length !== key.length || name !== key) continue;
    const value = reach(entry.value);
    if (!value) return fields(from).get(key) ?? null;
    return isNullNode(value.node) ? null : { node: value.node, via: from.via ?? value.via, key: entry.key, entry };
  }
  return null;
}

/** The items of a sequence with their values; empty for anything else. */
export function items(from: Reached | null): (Reached & { readonly item: Span })[] {
  if (from?.node.kind !== 'sequence') return [];
  const found: (Reached & { readonly item: Span })[] = [];
  for (const item of from.node.items) {
    const value = reach(item.value, from.via);
    if (value) found.push({ node: value.node, via: value.via, item: item.at });
  }
  return found;
}

/** The text of a scalar, whatever its type; null for collections and for null. */
export function text(from: Reached | null): Located<string> | null {
  if (from?.node.kind !== 'scalar' || isNull(from.node)) return null;
  return { value: from.node.text, at: from.node.at, via: from.via };
}

/** An integer; null for anything else, a quoted number included. */
export function integer(from: Reached | null): Located<number> | null {
  if (from?.node.kind !== 'scalar') return null;
  const value = numberOf(from.node);
  return value !== null && Number.isInteger(value) ? { value, at: from.node.at, via: from.via } : null;
}

/** A boolean; null for anything else. */
export function boolean(from: Reached | null): Located<boolean> | null {
  if (from?.node.kind !== 'scalar') return null;
  const value = booleanOf(from.node);
  return value === null ? null : { value, at: from.node.at, via: from.via };
}

/** The scalars of a sequence as text; empty for anything else. */
export function texts(from: Reached | null): Located<string>[] {
  return readAll(from, text);
}

/** What kubectl, which reads YAML 1.1, makes of a scalar that is not null. */
export type ScalarType = 'string' | 'boolean' | 'number';

/** The type of a scalar; `string` for what has a tag of its own or is no scalar. */
export function typeOf(from: Reached | null): ScalarType {
  if (from?.node.kind !== 'scalar') return 'string';
  if (booleanOf(from.node) !== null) return 'boolean';
  return numberOf(from.node) === null ? 'string' : 'number';
}

/** A scalar under a key, as text. */
export type TextEntry = Located<string> & { readonly key: Span; readonly type: ScalarType };

/** The scalar values of a mapping by key, as text: labels, annotations, limits. */
export function textMap(from: Reached | null): ReadonlyMap<string, TextEntry> {
  const result = new Map<string, TextEntry>();
  for (const [key, field] of fields(from)) {
    const value = text(field);
    if (!value) continue;
    result.set(key, { value: value.value, at: value.at, via: value.via, key: field.key.at, type: typeOf(field) });
  }
  return result;
}

/** Where the keys of a mapping stand that have a value; of what an alias or a merge key shows, where that stands. */
export interface Keys {
  readonly get: (key: string) => Span | undefined;
  readonly has: (key: string) => boolean;
}

/**
 * The places of the keys of a mapping, and behind them those of another one. Few are ever asked for, so that each is looked
 * for then.
 */
export function keysOf(from: Reached, behind: Reached | null = null): Keys {
  return new KeysOf(from, behind);
}

class KeysOf implements Keys {
  readonly #from: Reached;
  readonly #behind: Reached | null;

  constructor(from: Reached, behind: Reached | null) {
    this.#from = from;
    this.#behind = behind;
  }

  get(key: string): Span | undefined {
    const field = child(this.#from, key) ?? child(this.#behind, key);
    return field ? placeOfKey(field) : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
}

/** The place of a key, or of the alias or merge key that shows it. */
export function placeOfKey(field: Field): Span {
  return field.via ?? field.key.at;
}

/** What is read of each item of a list, without those of which nothing can be. */
export function readAll<T>(
  list: Reached | null,
  read: (item: Reached & { readonly item: Span }, index: number) => T | null,
): T[] {
  const found: T[] = [];
  let index = 0;
  for (const item of items(list)) {
    const one = read(item, index++);
    if (one !== null) found.push(one);
  }
  return found;
}
