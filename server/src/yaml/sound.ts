import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { eventsOf } from './events.ts';
import { skipBlanks, skipGap } from './gaps.ts';
import type { Leaves } from './leaves.ts';
import { contains, type Span } from './span.ts';
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
    return new EventReader(source, leaves, eventsOf(source)).root();
  } catch (error) {
    if (error === DOUBT || error instanceof YAMLException) return undefined;
    throw error;
  }
}

const BYTE_ORDER_MARK = 0xfeff;
const ESCAPED_BLANK_LINE = /\\\r?\n[ \t]*\r?\n/;
const TABS = /^\uFEFF?[ -]*\t/gm;

type NodeEvent = Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>;

/** Builds the located tree of the first document of the events, which tell no ends of collections and no indicators. */
class EventReader {
  readonly #source: string;
  readonly #leaves: Leaves;
  readonly #events: readonly Event[];
  #next = 0;
  /** The outermost collections in flow style. */
  readonly #flows: Span[] = [];

  constructor(source: string, leaves: Leaves, events: readonly Event[]) {
    this.#source = source;
    this.#leaves = leaves;
    this.#events = events;
  }

  root(): Node | null {
    const begin = this.#source.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    // A second one means a new document, or nothing.
    if (this.#source.includes('\uFEFF', begin)) throw DOUBT;
    const start = skipGap(this.#source, begin);
    if (this.#events.length === 0 && start === this.#source.length) return null;
    const document = this.#events[this.#next++];
    if (document?.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) throw DOUBT;
    if (this.#source.startsWith('...', start)) throw DOUBT;
    // A directive that the library does not know leaves no event, and it minds no blanks before a marker.
    const marker = this.#source.startsWith('---', start);
    if (document.explicitStart !== marker || (marker && !this.#isLineStart(start, begin))) throw DOUBT;
    const root = this.#node(marker ? start + 3 : begin, !marker);
    if (this.#source.includes('\t')) this.#minding(TABS);
    return root;
  }

  #isLineStart(at: number, begin: number): boolean {
    return at === begin || this.#source.charCodeAt(at - 1) === 0x0a;
  }

  /** In block style no tab may begin a line or follow a dash, unless it is text. The library lets some pass. */
  #minding(tabs: RegExp): void {
    for (const { index, 0: found } of this.#source.matchAll(tabs)) {
      const at = { start: index, end: index + found.length };
      if (!this.#leaves.inMultiline(at) && !this.#flows.some((flow) => contains(flow, at))) throw DOUBT;
    }
  }

  /**
   * The next node; `from` is where the indicator before it ends (`:`, `-`, a bracket, a comma). In block style a mapping may
   * begin in the line of a dash only: it is `compact` there.
   */
  #node(from: number, compact: boolean): Node {
    const event = this.#event();
    if (event.type === EVENT_ID.ALIAS) {
      const at = { start: event.anchorStart - 1, end: event.anchorEnd };
      const name = this.#source.slice(event.anchorStart, event.anchorEnd);
      return { kind: 'alias', at, target: this.#leaves.anchors.get(name) ?? null };
    }
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, from);
    if (event.tagStart >= 0) this.#tag(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#sequence(event);
    return this.#mapping(event, compact ? -1 : from);
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

  #mapping(event: MappingEvent, above: number): Mapping {
    const at = { start: event.start, end: event.start + 1 };
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const entries: Entry[] = [];
    const mapping: Mapping = { kind: 'mapping', at, flow, entries };
    this.#anchor(event, mapping);
    if (!flow) this.#blockEntries(event.start, above, entries);
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

  /** `above` lies in a line before the mapping. */
  #blockEntries(start: number, above: number, entries: Entry[]): void {
    let line = this.#source.lastIndexOf('\n', start - 1) + 1;
    if (line === 0 && this.#source.charCodeAt(0) === BYTE_ORDER_MARK) line = 1;
    if (line <= above) throw DOUBT;
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
      const first = skipGap(this.#source, from);
      if (this.#isOver()) return this.#closing(start, first, 0x7d);
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
    const colon = flow ? skipGap(this.#source, key.at.end) : skipBlanks(this.#source, key.at.end);
    const value = this.#source.charCodeAt(colon) === 0x3a ? this.#node(colon + 1, false) : this.#nothing(flow);
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
        const dash = skipGap(this.#source, from);
        if (this.#source.charCodeAt(dash) !== 0x2d) throw DOUBT;
        const value = this.#node(dash + 1, true);
        items.push({ value, at: { start: dash, end: value.at.end } });
      }
      at.end = items.at(-1)?.at.end ?? at.end;
    }
    return sequence;
  }

  /** Gives where the sequence ends. */
  #flowItems(start: number, items: Item[]): number {
    for (let from = start; ; from = this.#comma(items.at(-1)?.at.end ?? from)) {
      const first = skipGap(this.#source, from);
      if (this.#isOver()) return this.#closing(start, first, 0x5d);
      this.#notExplicit(first);
      const value = this.#node(from, false);
      // An anchor or a tag alone; the other way has it elsewhere.
      if (value.kind === 'scalar' && value.style === 'plain' && value.at.end === value.at.start) throw DOUBT;
      items.push({ value, at: { start: value.at.start, end: value.at.end } });
    }
  }

  /** Behind the comma after a part of a collection in flow style; the last part may have none. */
  #comma(end: number): number {
    const at = skipGap(this.#source, end);
    return this.#source.charCodeAt(at) === 0x2c ? at + 1 : at;
  }

  #closing(start: number, at: number, bracket: number): number {
    if (this.#source.charCodeAt(at) !== bracket) throw DOUBT;
    while ((this.#flows.at(-1)?.start ?? -1) >= start) this.#flows.pop();
    this.#flows.push({ start: start - 1, end: at + 1 });
    return at + 1;
  }

  #scalar(event: ScalarEvent, from: number): Scalar {
    const { valueStart: start, valueEnd: end } = event;
    const tag = event.tagStart < 0 ? null : this.#tag(event);
    const decoded = event.fast ? this.#source.slice(start, end) : this.#decoded(event);
    const scalar = this.#styled(event, from, decoded, tag);
    this.#anchor(event, scalar);
    return scalar;
  }

  #decoded(event: ScalarEvent): string {
    // Neither library reads this as it should be read.
    const { valueStart: start, valueEnd: end, style } = event;
    if (style === SCALAR_STYLE.DOUBLE_QUOTED && ESCAPED_BLANK_LINE.test(this.#source.slice(start, end))) throw DOUBT;
    return getScalarValue(this.#source, event);
  }

  #styled(event: ScalarEvent, from: number, decoded: string, tag: string | null): Scalar {
    const { valueStart: start, valueEnd: end, style } = event;
    if (style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK) {
      const literal = style === SCALAR_STYLE.LITERAL_BLOCK;
      const indicator = skipGap(this.#source, Math.max(from, event.anchorEnd, event.tagEnd));
      if (this.#source.charCodeAt(indicator) !== (literal ? 0x7c : 0x3e)) throw DOUBT;
      return this.#leaves.block(indicator, end, literal ? 'literal' : 'folded', decoded, tag);
    }
    if (start < 0) {
      const at = skipBlanks(this.#source, Math.max(from, event.anchorEnd, event.tagEnd));
      return this.#leaves.flow({ start: at, end: at }, 'plain', '', tag, false);
    }
    if (style === SCALAR_STYLE.PLAIN) return this.#leaves.flow({ start, end }, 'plain', decoded, tag, !event.fast);
    const at = { start: start - 1, end: end + 1 };
    const quotes = style === SCALAR_STYLE.SINGLE_QUOTED ? 'single' : 'double';
    return this.#leaves.flow(at, quotes, decoded, tag, !event.fast);
  }

  #tag({ tagStart, tagEnd }: { readonly tagStart: number; readonly tagEnd: number }): string {
    const raw = this.#source.slice(tagStart, tagEnd);
    this.#standsAlone(tagEnd);
    if (raw === '!') return raw;
    if (!/^!!?[^!%<]+$/.test(raw)) throw DOUBT;
    return raw.startsWith('!!') ? `tag:yaml.org,2002:${raw.slice(2)}` : raw;
  }

  #anchor({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }, node: Node): void {
    if (anchorStart < 0) return;
    this.#standsAlone(anchorEnd);
    this.#leaves.anchors.set(this.#source.slice(anchorStart, anchorEnd), node);
  }

  /** The library lets a value follow an anchor or a tag without a space. */
  #standsAlone(end: number): void {
    if (/[^\s,\]}]/.test(this.#source.charAt(end))) throw DOUBT;
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
}
