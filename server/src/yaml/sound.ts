import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { type Leaves, MAX_DEPTH } from './leaves.ts';
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from './tree.ts';

/** Thrown where the events do not tell enough: it needs no stack, and never leaves this file. */
const DOUBT = Symbol('doubt');

/**
 * Reads one YAML document with the library that is fast, and sees nothing in a text that is not valid to its end. Undefined
 * where `parseTolerantly` must look: in broken text, and wherever the events leave a doubt (directives, explicit keys).
 * `source` is the text of the leaves with its template actions masked.
 */
export function parseSoundly(source: string, leaves: Leaves): Node | null | undefined {
  try {
    const events = eventsOf(source);
    return events.length === 0 ? null : new EventReader(source, leaves, events).root();
  } catch (error) {
    if (error === DOUBT || error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** A little less deep than what the other way allows, which counts differently and decides. */
const OPTIONS = { maxDepth: MAX_DEPTH - 10 };

function eventsOf(source: string): Event[] {
  try {
    return parseEvents(source, OPTIONS);
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') throw error;
    const joined = source.replace(BREAK_BEFORE_BRACKETS, (found) => ' '.repeat(found.length));
    const events = parseEvents(joined, OPTIONS);
    if (events.some((event) => event.type === EVENT_ID.SCALAR && swallowsBracket(source, event))) throw error;
    // A scalar must be decoded as it is written.
    return events.map((event) => (event.type === EVENT_ID.SCALAR ? { ...event, fast: false } : event));
  }
}

/**
 * YAML wants brackets that close on a line of their own to be indented more than what they stand in; kubectl does not mind
 * (`spec: {containers: [` … `]}` in column 0). A break before them means no more than a space, a comment nothing.
 */
const BREAK_BEFORE_BRACKETS = /(?:[ \t]#[^\r\n#]*)?\r?\n(?=[ \t]*[\]}])/g;

/** Whether a scalar has taken a bracket for text only because the break before it was taken away. */
function swallowsBracket(source: string, { valueStart, valueEnd, style, indent }: ScalarEvent): boolean {
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return false;
  const deepest = style === SCALAR_STYLE.PLAIN ? Infinity : indent;
  const found = source.slice(valueStart, Math.max(valueStart, valueEnd)).matchAll(/\n([ \t]*)[\]}]/g);
  return [...found].some(([, margin = '']) => margin.length < deepest);
}

type NodeEvent = Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>;

/** Builds the located tree of the first document of the events, which tell no ends of collections and no indicators. */
class EventReader {
  readonly #source: string;
  readonly #leaves: Leaves;
  readonly #events: readonly Event[];
  #next = 0;

  constructor(source: string, leaves: Leaves, events: readonly Event[]) {
    this.#source = source;
    this.#leaves = leaves;
    this.#events = events;
  }

  root(): Node {
    const document = this.#events[this.#next++];
    if (document?.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) throw DOUBT;
    const begin = this.#source.charCodeAt(0) === 0xfeff ? 1 : 0;
    const start = this.#gap(begin);
    // A directive that the library does not know leaves no event.
    if (document.explicitStart !== this.#source.startsWith('---', start)) throw DOUBT;
    return this.#node(document.explicitStart ? start + 3 : begin);
  }

  /** The next node; `from` is where the indicator before it ends (`:`, `-`, a bracket, a comma). */
  #node(from: number): Node {
    const event = this.#event();
    if (event.type === EVENT_ID.ALIAS) {
      const at = { start: event.anchorStart - 1, end: event.anchorEnd };
      const name = this.#source.slice(event.anchorStart, event.anchorEnd);
      return { kind: 'alias', at, target: this.#leaves.anchors.get(name) ?? null };
    }
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, from);
    if (event.tagStart >= 0) this.#tag(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#sequence(event);
    return this.#mapping(event);
  }

  #event(): NodeEvent {
    const event = this.#events[this.#next++];
    if (!event || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) throw DOUBT;
    return event;
  }

  /** Whether the collection has no more children; its last event is taken then. */
  #isOver(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #mapping(event: MappingEvent): Mapping {
    const at = { start: event.start, end: event.start + 1 };
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const entries: Entry[] = [];
    const mapping: Mapping = { kind: 'mapping', at, flow, entries };
    this.#anchor(event, mapping);
    if (!flow) this.#blockEntries(event.start, entries);
    else if (this.#source.charCodeAt(event.start) === 0x7b) at.end = this.#flowEntries(event.start + 1, entries);
    else {
      // `[key: value]`, a mapping of one entry.
      this.#entry(event.start, entries, true);
      if (!this.#isOver() || !entries[0]?.value) throw DOUBT;
    }
    if (flow && this.#source.charCodeAt(event.start) === 0x7b) return mapping;
    at.start = entries[0]?.key.at.start ?? at.start;
    at.end = entries.at(-1)?.at.end ?? at.end;
    return mapping;
  }

  #blockEntries(start: number, entries: Entry[]): void {
    let line = this.#source.lastIndexOf('\n', start - 1) + 1;
    if (line === 0 && this.#source.charCodeAt(0) === 0xfeff) line = 1;
    this.#notExplicit(start);
    const indent = start - line;
    for (;;) {
      const from = entries.at(-1)?.at.end ?? start;
      this.#entry(from, entries, false);
      if (this.#isOver()) return;
      // Keys of one mapping begin their lines in one column, but for `? key`.
      const next = this.#events[this.#next];
      if (next?.type !== EVENT_ID.SCALAR || next.valueStart < 0) throw DOUBT;
      const before = this.#startOf(next) - indent - 1;
      if (this.#source.charCodeAt(before) !== 0x0a) throw DOUBT;
    }
  }

  /** Gives where the mapping ends. */
  #flowEntries(start: number, entries: Entry[]): number {
    for (let from = start; ; from = this.#comma(entries.at(-1)?.at.end ?? from)) {
      const first = this.#gap(from);
      if (this.#isOver()) return this.#closing(first, 0x7d);
      this.#notExplicit(first);
      this.#entry(from, entries, true);
    }
  }

  #entry(from: number, entries: Entry[], flow: boolean): void {
    const event = this.#event();
    // A key that is no scalar, or nothing.
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) throw DOUBT;
    const key = this.#scalar(event, from);
    if (key.templated) this.#leaves.templated = true;
    const colon = flow ? this.#gap(key.at.end) : this.#spaces(key.at.end);
    const value = this.#source.charCodeAt(colon) === 0x3a ? this.#node(colon + 1) : this.#nothing(flow);
    entries.push({ key, value, at: { start: key.at.start, end: value ? value.at.end : key.at.end } });
  }

  /** A key of a mapping in flow style may stand alone. */
  #nothing(flow: boolean): null {
    const event = this.#event();
    if (!flow || event.type !== EVENT_ID.SCALAR || event.valueStart >= 0) throw DOUBT;
    if (event.anchorStart >= 0 || event.tagStart >= 0) throw DOUBT;
    return null;
  }

  #sequence(event: SequenceEvent): Sequence {
    const at = { start: event.start, end: event.start + 1 };
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const items: Item[] = [];
    const sequence: Sequence = { kind: 'sequence', at, flow, items };
    this.#anchor(event, sequence);
    if (flow) at.end = this.#flowItems(event.start + 1, items);
    else {
      for (let from = event.start; !this.#isOver(); from = items.at(-1)?.at.end ?? from) {
        const dash = this.#gap(from);
        if (this.#source.charCodeAt(dash) !== 0x2d) throw DOUBT;
        const value = this.#node(dash + 1);
        items.push({ value, at: { start: dash, end: value.at.end } });
      }
      at.end = items.at(-1)?.at.end ?? at.end;
    }
    return sequence;
  }

  /** Gives where the sequence ends. */
  #flowItems(start: number, items: Item[]): number {
    for (let from = start; ; from = this.#comma(items.at(-1)?.at.end ?? from)) {
      const first = this.#gap(from);
      if (this.#isOver()) return this.#closing(first, 0x5d);
      this.#notExplicit(first);
      const value = this.#node(from);
      items.push({ value, at: { start: value.at.start, end: value.at.end } });
    }
  }

  /** Behind the comma after a part of a collection in flow style; the last part may have none. */
  #comma(end: number): number {
    const at = this.#gap(end);
    return this.#source.charCodeAt(at) === 0x2c ? at + 1 : at;
  }

  #closing(at: number, bracket: number): number {
    if (this.#source.charCodeAt(at) !== bracket) throw DOUBT;
    return at + 1;
  }

  #scalar(event: ScalarEvent, from: number): Scalar {
    const { valueStart: start, valueEnd: end } = event;
    const tag = event.tagStart < 0 ? null : this.#tag(event);
    const decoded = event.fast ? this.#source.slice(start, end) : getScalarValue(this.#source, event);
    const scalar = this.#styled(event, from, decoded, tag);
    this.#anchor(event, scalar);
    return scalar;
  }

  #styled(event: ScalarEvent, from: number, decoded: string, tag: string | null): Scalar {
    const { valueStart: start, valueEnd: end, style } = event;
    if (style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK) {
      const literal = style === SCALAR_STYLE.LITERAL_BLOCK;
      const indicator = this.#gap(Math.max(from, event.anchorEnd, event.tagEnd));
      if (this.#source.charCodeAt(indicator) !== (literal ? 0x7c : 0x3e)) throw DOUBT;
      return this.#leaves.block(indicator, end, literal ? 'literal' : 'folded', decoded, tag);
    }
    if (start < 0) {
      const at = this.#spaces(Math.max(from, event.anchorEnd, event.tagEnd));
      return this.#leaves.flow({ start: at, end: at }, 'plain', '', tag, false);
    }
    if (style === SCALAR_STYLE.PLAIN) return this.#leaves.flow({ start, end }, 'plain', decoded, tag, !event.fast);
    const at = { start: start - 1, end: end + 1 };
    const quotes = style === SCALAR_STYLE.SINGLE_QUOTED ? 'single' : 'double';
    return this.#leaves.flow(at, quotes, decoded, tag, !event.fast);
  }

  #tag({ tagStart, tagEnd }: { readonly tagStart: number; readonly tagEnd: number }): string {
    const raw = this.#source.slice(tagStart, tagEnd);
    if (raw === '!') return raw;
    if (!/^!!?[^!%<]+$/.test(raw)) throw DOUBT;
    return raw.startsWith('!!') ? `tag:yaml.org,2002:${raw.slice(2)}` : raw;
  }

  #anchor({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }, node: Node): void {
    if (anchorStart >= 0) this.#leaves.anchors.set(this.#source.slice(anchorStart, anchorEnd), node);
  }

  /** Where a scalar begins, with its anchor and tag. */
  #startOf({ valueStart, anchorStart, tagStart, style }: ScalarEvent): number {
    let start = style === SCALAR_STYLE.PLAIN ? valueStart : valueStart - 1;
    if (anchorStart >= 0) start = Math.min(start, anchorStart - 1);
    return tagStart >= 0 ? Math.min(start, tagStart) : start;
  }

  #notExplicit(at: number): void {
    if (this.#source.charCodeAt(at) === 0x3f && !/\S/.test(this.#source.charAt(at + 1))) throw DOUBT;
  }

  #spaces(from: number): number {
    let at = from;
    while (isSpace(this.#source.charCodeAt(at))) at++;
    return at;
  }

  /** The first place from here on with neither white space nor a comment. */
  #gap(from: number): number {
    for (let at = from; ; at++) {
      const unit = this.#source.charCodeAt(at);
      if (isSpace(unit) || unit === 0x0a || unit === 0x0d) continue;
      if (unit !== 0x23) return at;
      at = this.#source.indexOf('\n', at);
      if (at < 0) return this.#source.length;
    }
  }
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
