import type { YamlDocument } from './parse.ts';
import { isPlain } from './print.ts';
import { lineStart } from './span.ts';
import type { Entry, Mapping, Node, Scalar, Sequence } from './tree.ts';

export type LineBreak = '\n' | '\r\n' | '\r';
export type Quote = 'double' | 'single';

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

/** What the block collections of a node show of indentation: each collection under a key of a block mapping. */
function votesOf(document: YamlDocument, node: Node | null): Votes {
  const votes: Votes = { indents: [], listIndents: [] };
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
  const { text } = document;
  const near = around.filter((node) => node.flow && length(node) > 0);
  const all = near.length > 0 ? near : [...walk(document.root)].filter((node) => isFlow(node) && length(node) > 0);
  const outer = near.at(-1);
  const collections = (outer ? [...near, ...walk(outer)] : all).filter(isFlow);
  const entries = collections.flatMap((node): readonly Entry[] => (node.kind === 'mapping' ? node.entries : []));
  const keys = entries.map((entry) => entry.key);
  const json = near.length > 0 ? keys.length > 0 && keys.every(isDouble) : isJson(document);
  const braces = collections.filter((node) => node.kind === 'mapping' && length(node) > 0);
  const brace = (braces[0] ?? collections.find((node) => length(node) > 0))?.at.start;
  const comma = collections.flatMap((node) => betweenOf(text, node)).find((between) => between.includes(','));
  const colons = entries.flatMap(({ key, value }) => (value ? [text.slice(key.at.end, value.at.start)] : []));
  return {
    json,
    quoted: json ? 'double' : near.length > 0 ? quotesOf(collections.flatMap(scalarsOf), true) : null,
    padding: brace !== undefined && / /.test(text.charAt(brace + 1)) ? ' ' : '',
    comma: comma !== undefined && /,$/.test(comma) ? ',' : ', ',
    colon: json && colons.length > 0 && colons.every((colon) => colon === ':') ? ':' : ': ',
  };
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
