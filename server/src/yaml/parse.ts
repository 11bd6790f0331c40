import {
  Composer,
  CST,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node as LibraryNode,
  type Scalar as LibraryScalar,
  Parser,
} from 'yaml';
import { contains, type Span } from './span.ts';
import { maskTemplate, PLACEHOLDER, type Template } from './template.ts';
import type { Entry, Item, Mapping, Node, Scalar, ScalarStyle, Sequence } from './tree.ts';

/** One YAML document, parsed. All places in it are offsets into `text`. */
export interface YamlDocument {
  readonly text: string;
  /** Null if the document is empty, or nested too deeply to be read. */
  readonly root: Node | null;
  readonly template: Template | null;
  /** Whether template actions print entries, items or keys, so that nothing can be concluded from what is missing. */
  readonly templated: boolean;
  /** Whether the text is not valid YAML; the tree then holds what could be made out. */
  readonly broken: boolean;
  /** Where it ceases to be valid, as far as that can be told. */
  readonly brokenAt: number | null;
  /** Scalars over several lines, where `#` begins no comment. */
  readonly multiline: readonly Span[];
}

/** Far above what Kubernetes uses, far below what exhausts the stack. */
const MAX_DEPTH = 200;

/**
 * Parses the text of one YAML document (see `splitDocuments`) tolerantly. Never throws: what cannot be read is absent.
 */
export function parseDocument(text: string): YamlDocument {
  const template = maskTemplate(text);
  // The library takes no lone CR for a line break.
  const source = (template?.masked ?? text).replace(/\r(?!\n)/g, '\n');
  const empty = {
    text,
    root: null,
    template,
    templated: template !== null,
    broken: true,
    brokenAt: null,
    multiline: [],
  };
  const document = composed(source);
  if (document === 'too deep') return empty;
  if (!document) return { ...empty, broken: false };
  const reader = new TreeReader(text, template);
  const root = reader.node(document.contents as LibraryNode | null);
  return {
    text,
    root,
    template,
    templated: reader.templated || (template?.directives.some((at) => !reader.inMultiline(at)) ?? false),
    broken: document.errors.length > 0,
    brokenAt: document.errors[0]?.pos[0] ?? null,
    multiline: reader.multiline,
  };
}

/** With more than these a text is not worth a second look. */
const MAX_ERRORS = 400;

/** What the library makes of a text; undefined if there is no document in it. */
function composed(source: string): Document.Parsed | 'too deep' | undefined {
  const tokens = [...new Parser().parse(source)];
  if (tokens.some(isTooDeep)) return 'too deep';
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    strict: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document] = composer.compose(tokens);
  if (document?.errors[0]?.code !== 'BAD_INDENT' || document.errors.length > MAX_ERRORS) return document;
  const joined = source.replace(BREAK_BEFORE_BRACKETS, (found) => ' '.repeat(found.length));
  if (joined === source) return document;
  const again = composed(joined);
  return again instanceof Document && again.errors.length === 0 ? again : document;
}

/**
 * YAML wants brackets that close on a line of their own to be indented more than what they stand in; kubectl does not mind
 * (`spec: {containers: [` … `]}` in column 0). A break before them means no more than a space, a comment nothing.
 */
const BREAK_BEFORE_BRACKETS = /(?:[ \t]#[^\r\n#]*)?\r?\n(?=[ \t]*[\]}])/g;

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

const MASKED = new RegExp(`${PLACEHOLDER}+`, 'g');

/** Builds the located tree of one document from the library's nodes. */
class TreeReader {
  readonly multiline: Span[] = [];
  templated = false;
  readonly #text: string;
  readonly #template: Template | null;
  readonly #anchors = new Map<string, Node>();

  constructor(text: string, template: Template | null) {
    this.#text = text;
    this.#template = template;
  }

  inMultiline(at: Span): boolean {
    return this.multiline.some((scalar) => contains(scalar, at));
  }

  node(source: LibraryNode | null): Node | null {
    if (!source?.range) return null;
    const at = { start: source.range[0], end: source.range[1] };
    if (isAlias(source)) return { kind: 'alias', at, target: this.#anchors.get(source.source) ?? null };
    if (isScalar(source)) return this.#anchored(source.anchor, this.#scalar(source, at));
    if (isMap(source)) {
      const entries: Entry[] = [];
      const mapping: Mapping = { kind: 'mapping', at, flow: source.flow === true, entries };
      this.#anchored(source.anchor, mapping);
      for (const pair of source.items) {
        if (!isScalar(pair.key)) continue;
        const key = this.node(pair.key);
        if (key?.kind !== 'scalar') continue;
        if (key.templated) this.templated = true;
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
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #dash(from: number, to: number): number {
    const before = /(?:^|[\s])-(?=\s|$)|#[^\r\n]*/g;
    const text = this.#text.slice(from, to + 1);
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
    const block = style === 'literal' || style === 'folded';
    // The library counts the line breaks behind a block scalar as its own.
    if (block) at.end = at.start + this.#text.slice(at.start, at.end).trimEnd().length;
    const written = this.#text.slice(at.start, at.end);
    if (block || /[\r\n]/.test(written)) this.multiline.push(at);
    const decoded = typeof source.value === 'string' ? source.value : '';
    const templated = this.#template !== null && decoded.includes(PLACEHOLDER);
    if (templated && style === 'plain' && decoded.startsWith(PLACEHOLDER)) this.templated = true;
    const text = !templated
      ? decoded
      : block
        ? this.#unmasked(decoded, at)
        : style === 'plain'
          ? written
          : written.slice(1, -1);
    return { kind: 'scalar', at, text, style, tag: source.tag ?? null, templated };
  }

  /** A decoded text with the template actions that its place has, which were masked while it was parsed. */
  #unmasked(decoded: string, at: Span): string {
    const masked = this.#template?.masked.slice(at.start, at.end) ?? '';
    const actions = [...masked.matchAll(MASKED)].map(({ 0: { length }, index }) =>
      this.#text.slice(at.start + index, at.start + index + length),
    );
    return decoded.replace(MASKED, (run) => actions.shift() ?? run);
  }
}
