import {
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node as LibraryNode,
  type Scalar as LibraryScalar,
  Parser,
} from 'yaml';
import { type Leaves, MAX_DEPTH } from './leaves.ts';
import type { Entry, Item, Mapping, Node, Scalar, ScalarStyle, Sequence } from './tree.ts';

/** What was made out of a text. */
export interface Tolerated {
  readonly root: Node | null;
  /** Whether the text is no valid YAML, and where it ceases to be, as far as that can be told. */
  readonly broken: boolean;
  readonly brokenAt: number | null;
}

/**
 * Reads one YAML document with the library that makes something of any text, be it half typed. `source` is the text of the
 * leaves with its template actions masked.
 */
export function parseTolerantly(source: string, leaves: Leaves): Tolerated {
  // The library counts a byte order mark as a column.
  const shift = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  const document = composed(source.slice(shift));
  if (document === 'too deep') return { root: null, broken: true, brokenAt: null };
  if (!document) return { root: null, broken: false, brokenAt: null };
  const [error] = document.errors;
  return {
    root: new TreeReader(leaves, shift).node(document.contents as LibraryNode | null),
    broken: error !== undefined,
    brokenAt: error ? error.pos[0] + shift : null,
  };
}

/** What the library makes of a text; undefined if there is no document in it. */
function composed(source: string): Document.Parsed | 'too deep' | undefined {
  const tokens = [...new Parser().parse(source)];
  if (tokens.some(isTooDeep)) return 'too deep';
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document] = composer.compose(tokens);
  return document;
}

/** The library builds its nodes recursively, and ends the whole process when the stack runs out: look before. */
function isTooDeep(token: CST.Token): boolean {
  const open: [CST.Token, number][] = [[token, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, depth] = next;
    if (depth > MAX_DEPTH) return true;
    if (current.type === 'document' && current.value) open.push([current.value, depth + 1]);
    if (!CST.isCollection(current)) continue;
    for (const item of current.items) {
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
  return false;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Builds the located tree of one document from the library's nodes. */
class TreeReader {
  readonly #leaves: Leaves;
  readonly #shift: number;

  constructor(leaves: Leaves, shift: number) {
    this.#leaves = leaves;
    this.#shift = shift;
  }

  node(source: LibraryNode | null): Node | null {
    if (!source?.range) return null;
    const at = { start: source.range[0] + this.#shift, end: source.range[1] + this.#shift };
    if (isAlias(source)) return { kind: 'alias', at, target: this.#leaves.anchors.get(source.source) ?? null };
    if (isScalar(source)) return this.#anchored(source.anchor, this.#scalar(source, at));
    if (isMap(source)) {
      const entries: Entry[] = [];
      const mapping: Mapping = { kind: 'mapping', at, flow: source.flow === true, entries };
      this.#anchored(source.anchor, mapping);
      for (const pair of source.items) {
        if (!isScalar(pair.key)) continue;
        const key = this.node(pair.key);
        if (key?.kind !== 'scalar') continue;
        if (key.templated) this.#leaves.templated = true;
        const value = this.node(pair.value as LibraryNode | null);
        entries.push({ key, value, at: { start: key.at.start, end: Math.max(key.at.end, value?.at.end ?? 0) } });
      }
      if (!mapping.flow) at.end = entries.at(-1)?.at.end ?? at.end;
      return mapping;
    }
    if (isSeq(source)) {
      const items: Item[] = [];
      const sequence: Sequence = { kind: 'sequence', at, flow: source.flow === true, items };
      this.#anchored(source.anchor, sequence);
      let from = at.start;
      for (const element of source.items) {
        const value = this.node(element as LibraryNode | null);
        const place = value?.at ?? { start: from, end: from };
        // The dash stands between the end of the item before and the value; the value may have an anchor or a tag.
        const dash = sequence.flow ? -1 : this.#dash(from, place.start);
        items.push({ value, at: { start: dash < 0 ? place.start : dash, end: Math.max(place.end, dash + 1) } });
        from = Math.max(from, items.at(-1)?.at.end ?? from);
      }
      if (!sequence.flow) at.end = items.at(-1)?.at.end ?? at.end;
      return sequence;
    }
    return null;
  }

  #anchored<T extends Node>(anchor: string | undefined, node: T): T {
    if (anchor !== undefined) this.#leaves.anchors.set(anchor, node);
    return node;
  }

  #dash(from: number, to: number): number {
    const before = /(?:^|[\s])-(?=\s|$)|#[^\r\n]*/g;
    const text = this.#leaves.text.slice(from, to + 1);
    let found = -1;
    for (let match = before.exec(text); match; match = before.exec(text)) {
      if (!match[0].startsWith('#')) {
        found = from + match.index + match[0].length - 1;
        break;
      }
    }
    return found;
  }

  #scalar(source: LibraryScalar, at: { start: number; end: number }): Scalar {
    const style = STYLES[source.type ?? ''] ?? 'plain';
    const decoded = typeof source.value === 'string' ? source.value : '';
    const tag = source.tag ?? null;
    if (style === 'literal' || style === 'folded') return this.#leaves.block(at.start, at.end, style, decoded, tag);
    return this.#leaves.flow(at, style, decoded, tag, true);
  }
}
