import { CHOMPING_MODE, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { FlowReader } from './lean-flow.ts';
import { COLON, DASH, DOUBT, endsWord, skipSpaces } from './lean-line.ts';
import type { Leaves } from './leaves.ts';
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from './tree.ts';

/**
 * Reads one YAML document in one go where it is written as nearly all manifests are: block style by indentation, without
 * anchors, aliases, tags and explicit keys. Undefined at the first doubt, and
 * wherever the text is broken; `parseSoundly` looks then. `source` is the text of the leaves with its template actions
 * masked.
 */
export function parseLeanly(source: string, leaves: Leaves): Node | undefined {
  try {
    return new BlockReader(source, leaves).root();
  } catch (error) {
    if (error === DOUBT) return undefined;
    throw error;
  }
}

const [LF, CR, HASH] = [0x0a, 0x0d, 0x23] as const;

/** Behind each node in block style the reader stands at the next line with anything in it. */
class BlockReader extends FlowReader {
  root(): Node {
    this.firstLine();
    if (this.column < 0) throw DOUBT;
    const root = this.#node(-1);
    if (this.column >= 0) throw DOUBT;
    return root;
  }

  /** The node that begins here; `parent` is the column of what it stands in. */
  #node(parent: number): Node {
    const { at: start } = this;
    if (this.#isDash()) return this.#sequence(start - this.line);
    const value = this.#value(parent);
    if (!this.#isColon()) {
      this.nextLine();
      return value;
    }
    // A key has one line.
    if (value.kind !== 'scalar' || start < this.line) throw DOUBT;
    return this.#mapping(start - this.line, value);
  }

  /** The scalar or the collection in flow style that begins here; the reader stands behind it. */
  #value(parent: number): Node {
    const unit = this.source.charCodeAt(this.at);
    if (unit === 0x5b || unit === 0x7b) return this.flow(parent);
    return this.scalar(false, parent);
  }

  #isDash(): boolean {
    return this.source.charCodeAt(this.at) === DASH && endsWord(this.source.charCodeAt(this.at + 1));
  }

  #isColon(): boolean {
    const at = skipSpaces(this.source, this.at);
    return this.source.charCodeAt(at) === COLON && endsWord(this.source.charCodeAt(at + 1));
  }

  #mapping(column: number, first: Scalar): Mapping {
    this.enter();
    const entries: Entry[] = [];
    const at = { start: first.at.start, end: 0 };
    for (let key = first; ; key = this.#key()) {
      if (key.templated) this.leaves.templated = true;
      const colon = skipSpaces(this.source, this.at);
      const value = this.#behindColon(column, colon + 1);
      entries.push({ key, value, at: { start: key.at.start, end: value.at.end } });
      if (this.column < column) break;
      if (this.column > column) throw DOUBT;
    }
    at.end = entries.at(-1)?.at.end ?? 0;
    this.leave();
    return { kind: 'mapping', at, flow: false, entries };
  }

  #key(): Scalar {
    if (this.#isDash()) throw DOUBT;
    const key = this.scalar(false, Infinity);
    if (!this.#isColon()) throw DOUBT;
    return key;
  }

  #behindColon(column: number, from: number): Node {
    if (!this.#goesOn(from)) {
      this.nextLine();
      if (this.column > column) return this.#node(column);
      if (this.column === column && this.#isDash()) return this.#sequence(column);
      return this.nothing(from);
    }
    const unit = this.source.charCodeAt(this.at);
    if (unit === 0x7c || unit === 0x3e) return this.#blockScalar(column, unit === 0x7c);
    const value = this.#value(column);
    this.nextLine();
    return value;
  }

  /** Whether there is more in the line than a comment; the reader stands before it. */
  #goesOn(from: number): boolean {
    this.at = skipSpaces(this.source, from);
    const unit = this.source.charCodeAt(this.at);
    return !(unit === LF || unit === CR || Number.isNaN(unit) || (unit === HASH && this.at > from));
  }

  #sequence(column: number): Sequence {
    this.enter();
    const items: Item[] = [];
    const at = { start: this.at, end: 0 };
    do {
      const dash = this.at;
      const value = this.#behindDash(column, dash + 1);
      items.push({ value, at: { start: dash, end: value.at.end } });
      if (this.column > column) throw DOUBT;
    } while (this.column === column && this.#isDash());
    at.end = items.at(-1)?.at.end ?? 0;
    this.leave();
    return { kind: 'sequence', at, flow: false, items };
  }

  #behindDash(column: number, from: number): Node {
    if (!this.#goesOn(from)) {
      this.nextLine();
      return this.column > column ? this.#node(column) : this.nothing(from);
    }
    const unit = this.source.charCodeAt(this.at);
    if (unit === 0x7c || unit === 0x3e) return this.#blockScalar(column, unit === 0x7c);
    return this.#node(column);
  }

  #blockScalar(parent: number, literal: boolean): Scalar {
    const { source, at: start } = this;
    let at = start + 1;
    let chomping: (typeof CHOMPING_MODE)[keyof typeof CHOMPING_MODE] = CHOMPING_MODE.CLIP;
    const mark = source.charCodeAt(at);
    if (mark === 0x2b || mark === DASH) {
      chomping = mark === DASH ? CHOMPING_MODE.STRIP : CHOMPING_MODE.KEEP;
      at++;
    }
    const behind = skipSpaces(source, at);
    const unit = source.charCodeAt(behind);
    if (unit === HASH ? behind === at : unit !== LF && unit !== CR) throw DOUBT;
    const valueStart = source.indexOf('\n', behind) + 1;
    if (valueStart === 0) throw DOUBT;
    const { end: valueEnd, indent } = this.#blockLines(valueStart, parent);
    const style = literal ? SCALAR_STYLE.LITERAL_BLOCK : SCALAR_STYLE.FOLDED_BLOCK;
    const event = { valueStart, valueEnd, style, chomping, indent, fast: false };
    const decoded = getScalarValue(source, {
      type: 4,
      anchorStart: -1,
      anchorEnd: -1,
      tagStart: -1,
      tagEnd: -1,
      ...event,
    });
    this.at = valueEnd - 1;
    if (source.charCodeAt(this.at) !== LF) this.at = valueEnd;
    this.nextLine();
    return this.leaves.block(start, valueEnd, literal ? 'literal' : 'folded', decoded, null);
  }

  /** Where the lines of a block scalar end, blank ones included, and how deep they are. */
  #blockLines(start: number, parent: number): { end: number; indent: number } {
    const { source } = this;
    let indent = -1;
    let deepest = 0;
    for (let line = start; ; ) {
      if (line >= source.length) return { end: line, indent };
      const at = skipSpaces(source, line);
      const unit = source.charCodeAt(at);
      const column = at - line;
      // The last line has blanks only: who knows whose they are.
      if (Number.isNaN(unit)) throw DOUBT;
      if (unit === LF || (unit === CR && source.charCodeAt(at + 1) === LF)) {
        if (indent < 0) deepest = Math.max(deepest, column);
      } else if (indent < 0) {
        if (column <= parent) return { end: line, indent };
        if (column < deepest || column === 0) throw DOUBT;
        indent = column;
      } else if (column < indent) return { end: line, indent };
      const end = source.indexOf('\n', at);
      if (end < 0) return { end: source.length, indent };
      line = end + 1;
    }
  }
}
