import type { YamlDocument } from '../parse.ts';
import { lineStart } from '../span.ts';
import type { Entry, Mapping, Node, Scalar, Sequence } from '../tree.ts';
import { isPlain, type Quote } from './quotes.ts';

export type LineBreak = '\n' | '\r\n' | '\r';

/** How the block style of a document is written, by majority of what it does. */
export interface Style {
  readonly eol: LineBreak;
  /** Columns from a key to the keys of the mapping under it; 2 where nothing shows it. */
  readonly indent: number;
  /** Whether the dashes of a list stand in the column of its key, as kubectl prints them. */
  readonly flush: boolean;
  /** Columns from a key to the dashes of its list; 0 if `flush`. */
  readonly listIndent: number;
  /** The quotes of strings that need some. */
  readonly quote: Quote;
}

/** How a flow collection (`{a: b}`, `[c]`) is written. */
export interface FlowStyle {
  /** Keys and strings are always in double quotes, as in JSON. */
  readonly json: boolean;
  /** The quotes that all strings are in although keys are not, as in KYAML; null if only some are. */
  readonly quoted: Quote | null;
  /** What stands inside of the braces: nothing or a space. */
  readonly padding: '' | ' ';
  readonly comma: ',' | ', ';
  readonly colon: ':' | ': ';
}

const STYLES = new WeakMap<YamlDocument, Style>();

/** The style of a whole document. */
export function styleOf(document: YamlDocument): Style {
  let style = STYLES.get(document);
  if (!style) {
    style = decide(document, [votesOf(document, document.root)]);
    STYLES.set(document, style);
  }
  return style;
}

/** Gives a document (a piece cut out of another one) a style that it cannot show itself. Returns the document. */
export function withStyle(document: YamlDocument, style: Style): YamlDocument {
  STYLES.set(document, style);
  return document;
}

/** The style at a place: what the nearest of the `around` nodes (innermost first) shows wins over the whole document. */
export function styleAround(document: YamlDocument, around: readonly (Mapping | Sequence)[]): Style {
  const nearest = around.slice(0, NEAR).map((node) => votesOf(document, node));
  return decide(document, nearest, styleOf(document));
}

/** The list itself, the mapping around it, the list of that mapping and what holds the list: one pod spec. */
const NEAR = 4;

interface Votes {
  readonly indents: number[];
  readonly listIndents: number[];
}

function decide(document: YamlDocument, votes: readonly Votes[], otherwise?: Style): Style {
  const listIndent = mostFrequent(votes.map((vote) => vote.listIndents));
  const indent = mostFrequent(votes.map((vote) => vote.indents)) ?? otherwise?.indent;
  const step = indent ?? (listIndent || 2);
  const dashes = listIndent ?? otherwise?.listIndent ?? step;
  return {
    eol: otherwise?.eol ?? lineBreakOf(document.text),
    indent: step,
    flush: dashes === 0,
    listIndent: dashes,
    quote: otherwise?.quote ?? quoteOf(document.root),
  };
}

/** The most frequent number of the first list that has any; the earlier one of equally frequent ones. */
function mostFrequent(lists: readonly (readonly number[])[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of lists.find((list) => list.length > 0) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[number, number] | undefined>(
    (best, one) => (best && best[1] >= one[1] ? best : one),
    undefined,
  )?.[0];
}

const VOTES = new WeakMap<Node, Votes>();

/** What the block collections of a node show of indentation: each collection under a key of a block mapping. */
function votesOf(document: YamlDocument, node: Node | null): Votes {
  const known = node && VOTES.get(node);
  if (known) return known;
  const votes: Votes = { indents: [], listIndents: [] };
  if (node) VOTES.set(node, votes);
  for (const mapping of walk(node)) {
    if (mapping.kind !== 'mapping' || mapping.flow) continue;
    for (const { key, value } of mapping.entries) {
      if ((value?.kind !== 'mapping' && value?.kind !== 'sequence') || value.flow) continue;
      const step = columnOf(document.text, value.at.start) - columnOf(document.text, key.at.start);
      if (value.kind === 'sequence' && step >= 0) votes.listIndents.push(step);
      if (value.kind === 'mapping' && step > 0) votes.indents.push(step);
    }
  }
  return votes;
}

function quoteOf(root: Node | null): Quote {
  let balance = 0;
  for (const node of walk(root)) {
    if (node.kind !== 'scalar') continue;
    if (node.style === 'double') balance++;
    if (node.style === 'single') balance--;
  }
  return balance < 0 ? 'single' : 'double';
}

function lineBreakOf(text: string): LineBreak {
  const counts = { '\n': 0, '\r\n': 0, '\r': 0 };
  for (const [found] of text.matchAll(/\r\n|\n|\r/g)) counts[found as LineBreak]++;
  if (counts['\r\n'] > counts['\n'] && counts['\r\n'] >= counts['\r']) return '\r\n';
  return counts['\r'] > counts['\n'] ? '\r' : '\n';
}

/** Code units from the begin of its line (behind a byte order mark) to an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - textStart(text, offset);
}

/** Where the line of an offset begins, behind a byte order mark. */
export function textStart(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** A node and everything in it, keys included, in the order of the text. */
export function* walk(node: Node | null): Generator<Node> {
  const open: (Node | null)[] = [node];
  while (open.length > 0) {
    const current = open.pop();
    if (!current) continue;
    yield current;
    if (current.kind === 'mapping') for (const { key, value } of current.entries.toReversed()) open.push(value, key);
    if (current.kind === 'sequence') for (const { value } of current.items.toReversed()) open.push(value);
  }
}

/** How flow collections are written at a place: as in the innermost of `around` that shows it, else as in the document. */
export function flowStyleOf(document: YamlDocument, around: readonly (Mapping | Sequence)[]): FlowStyle {
  const near = around.filter((node) => node.flow && length(node) > 0);
  const shown = shownBy(document, near.at(-1) ?? document.root);
  const json = near.length > 0 ? shown.quotedKeys : isJson(document);
  return {
    json,
    quoted: json ? 'double' : near.length > 0 ? shown.quotes : null,
    padding: paddingOf(document.text, near) ?? shown.padding ?? '',
    comma: commaOf(document.text, near) ?? shown.comma ?? ', ',
    colon: json && shown.tightColons ? ':' : ': ',
  };
}

/** What the flow collections of a tree show. */
interface Shown {
  readonly quotedKeys: boolean;
  readonly tightColons: boolean;
  readonly quotes: Quote | null;
  readonly padding: FlowStyle['padding'] | null;
  readonly comma: FlowStyle['comma'] | null;
}

/** Nodes never change, so what one shows is found once; the maps hold no node alive. */
const SHOWN = new WeakMap<Node, Shown>();

function shownBy(document: YamlDocument, root: Node | null): Shown {
  const known = root && SHOWN.get(root);
  if (known) return known;
  const { text } = document;
  const collections = [...walk(root)].filter(isFlow).filter((node) => length(node) > 0);
  const entries = collections.flatMap((node): readonly Entry[] => (node.kind === 'mapping' ? node.entries : []));
  const colons = entries.flatMap(({ key, value }) => (value ? [text.slice(key.at.end, value.at.start)] : []));
  const shown: Shown = {
    quotedKeys: entries.length > 0 && entries.every(({ key }) => isDouble(key)),
    tightColons: colons.length > 0 && colons.every((colon) => colon === ':'),
    quotes: quotesOf(collections.flatMap(scalarsOf), true),
    padding: paddingOf(text, collections),
    comma: commaOf(text, collections),
  };
  if (root) SHOWN.set(root, shown);
  return shown;
}

function paddingOf(text: string, nodes: readonly (Mapping | Sequence)[]): FlowStyle['padding'] | null {
  const brace = (nodes.find((node) => node.kind === 'mapping') ?? nodes[0])?.at.start;
  if (brace === undefined) return null;
  return text.charAt(brace + 1) === ' ' ? ' ' : '';
}

function commaOf(text: string, nodes: readonly (Mapping | Sequence)[]): FlowStyle['comma'] | null {
  for (const node of nodes) {
    const between = betweenOf(text, node).find((gap) => gap.includes(','));
    if (between !== undefined) return between.endsWith(',') ? ',' : ', ';
  }
  return null;
}

/** The quotes of the items of a list, if all its strings have the same; null if some have none. */
export function quotesOfItems(sequence: Sequence): Quote | null {
  return quotesOf(scalarsOf(sequence), sequence.flow);
}

/** Quotes that a string needs say nothing about the others, unless there are no others. */
function quotesOf(scalars: readonly Scalar[], flow: boolean): Quote | null {
  const texts = scalars.filter((scalar) => !isTyped(scalar));
  const free = texts.filter((scalar) => scalar.style === 'plain' || isPlain(scalar.text, flow));
  const strings = free.length > 0 ? free : texts;
  if (strings.length === 0) return null;
  return (['double', 'single'] as const).find((quote) => strings.every(({ style }) => style === quote)) ?? null;
}

/** Whether a document is JSON: its root is a flow mapping with quoted keys. */
function isJson(document: YamlDocument): boolean {
  const { root } = document;
  return root?.kind === 'mapping' && root.flow && root.entries.every(({ key }) => isDouble(key));
}

function isFlow(node: Node): node is Mapping | Sequence {
  return (node.kind === 'mapping' || node.kind === 'sequence') && node.flow;
}

function length(node: Mapping | Sequence): number {
  return node.kind === 'mapping' ? node.entries.length : node.items.length;
}

function isDouble(scalar: Scalar): boolean {
  return scalar.style === 'double';
}

/** Whether a scalar is unquoted for a reason: a number, a boolean, null. */
function isTyped(scalar: Scalar): boolean {
  return scalar.style === 'plain' && /^(?:|~|null|true|false|[-+.]?\d.*)$/i.test(scalar.text);
}

function scalarsOf(node: Mapping | Sequence): Scalar[] {
  const values = node.kind === 'mapping' ? node.entries : node.items;
  return values.flatMap(({ value }) => (value?.kind === 'scalar' ? [value] : []));
}

/** What stands between the elements of a flow collection. */
function betweenOf(text: string, node: Mapping | Sequence): string[] {
  const places = (node.kind === 'mapping' ? node.entries : node.items).map(({ at }) => at);
  return places.slice(1).map((at, i) => text.slice(places[i]?.end, at.start));
}
