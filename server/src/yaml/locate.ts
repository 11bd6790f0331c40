import { fields, type Reached, reach } from './read.ts';
import type { Span } from './span.ts';
import type { Alias, Entry, Item, Node, Scalar } from './tree.ts';

/** What encloses the key, scalar or alias at an offset, as it is written. */
export interface Trail {
  readonly around: ReadonlySet<Node | Entry | Item>;
  readonly token: Scalar | Alias;
}

/** The way to the key, scalar or alias at an offset (its end included); null where none stands. */
export function trailTo(root: Node | null, offset: number): Trail | null {
  const around = new Set<Node | Entry | Item>();
  let node = root;
  while (node) {
    around.add(node);
    if (node.kind === 'scalar' || node.kind === 'alias') return holds(node.at, offset) ? { around, token: node } : null;
    if (node.kind === 'mapping') {
      const entry = partAt(node.entries, offset);
      if (!entry) return null;
      around.add(entry);
      node = holds(entry.key.at, offset) ? entry.key : entry.value;
    } else {
      const item = partAt(node.items, offset);
      if (!item) return null;
      around.add(item);
      node = item.value;
    }
  }
  return null;
}

/** In flow style two parts may meet at an offset: the one that begins there is meant. */
function partAt<T extends { readonly at: Span }>(parts: readonly T[], offset: number): T | null {
  const within = parts.find(({ at }) => at.start <= offset && offset < at.end);
  return within ?? parts.find(({ at }) => at.end === offset) ?? null;
}

function holds(at: Span, offset: number): boolean {
  return at.start <= offset && offset <= at.end;
}

/** One step of a path: a key or an index, and what it leads to. */
export interface PathStep {
  readonly to: string | number;
  /** Of an item its place from the dash on, of an entry its whole place. */
  readonly at: Span;
  readonly value: Reached;
}

/** A token as it is reached from a node: through keys and indices, aliases and merge keys followed. */
export interface Spot {
  readonly path: readonly PathStep[];
  readonly on: 'key' | 'value';
  /** Of the token itself. */
  readonly at: Span;
}

/** Deeper than anything in a pod; an alias may lead back to what encloses it. */
const MAX_STEPS = 30;

/** Where the token of a trail lies below `from`; null if it lies elsewhere, or is a merge key. */
export function spotIn(from: Reached, trail: Trail): Spot | null {
  return walk(from, trail, []);
}

const MAX_NODES = 20_000;

/**
 * The same for a token that is written elsewhere, at an anchor, and reached from below `from` through an alias or a merge
 * key. It looks at every node: only for texts that have aliases, where `spotIn` finds nothing.
 */
export function spotThroughAliases(from: Reached, trail: Trail): Spot | null {
  const seen = new Set<Node>();
  const open: { at: Reached; path: readonly PathStep[] }[] = [{ at: from, path: [] }];
  for (const { at, path } of open) {
    if (seen.size > MAX_NODES) return null;
    const spot = walk(at, trail, path);
    if (spot) return spot;
    for (const { to, at: place, value } of stepsFrom(at)) {
      if (value.node.kind === 'scalar' || seen.has(value.node) || path.length > MAX_STEPS) continue;
      seen.add(value.node);
      open.push({ at: value, path: [...path, { to, at: place, value }] });
    }
  }
  return null;
}

function walk(from: Reached, { around, token }: Trail, prefix: readonly PathStep[]): Spot | null {
  const path = [...prefix];
  let current = from;
  while (path.length < MAX_STEPS) {
    if (current.node.kind === 'scalar') {
      return current.node === token && path.length > 0 ? { path, on: 'value', at: token.at } : null;
    }
    // What is written around the token goes before what shows the same value through an alias.
    const steps = stepsFrom(current);
    const step = steps.find(({ part }) => around.has(part)) ?? steps.find(({ value }) => around.has(value.node));
    if (!step) return null;
    path.push(step);
    if (token === step.key || token === step.written) {
      return { path, on: token === step.key ? 'key' : 'value', at: token.at };
    }
    current = step.value;
  }
  return null;
}

type WrittenStep = PathStep & {
  readonly part: Entry | Item;
  readonly key: Scalar | null;
  readonly written: Node | null;
};

function stepsFrom(from: Reached): WrittenStep[] {
  if (from.node.kind !== 'sequence') {
    return [...fields(from)].map(([to, field]) => {
      const { key, entry } = field;
      return { to, at: entry.at, value: field, part: entry, key, written: entry.value };
    });
  }
  return from.node.items.flatMap((item, to): WrittenStep[] => {
    const value = reach(item.value, from.via);
    return value ? [{ to, at: item.at, value, part: item, key: null, written: item.value }] : [];
  });
}
