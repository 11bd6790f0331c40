import { skipBlanks } from './gaps.ts';
import type { Leaves } from './leaves.ts';
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from './tree.ts';

/** Thrown where the lean way gives up: it needs no stack, and never leaves it. */
export const DOUBT = Symbol('doubt');

export const COLON = 0x3a;
export const DASH = 0x2d;
const [TAB, LF, CR, SPACE, HASH, DOUBLE, SINGLE, BACKSLASH, COMMA, QUESTION] = [
  0x09, 0x0a, 0x0d, 0x20, 0x23, 0x22, 0x27, 0x5c, 0x2c, 0x3f,
] as const;
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

/** What begins something else than a plain scalar, by code unit. */
const INDICATORS = new Uint8Array(128);
for (const mark of ',[]{}#&*!|>\'"%@`') INDICATORS[mark.charCodeAt(0)] = 1;

/** Deeper than any manifest; what is deeper is for the other ways. */
const MAX_DEPTH = 100;

/** Reads what stands in lines: scalars, collections in flow style, and the way from one line to the next. */
export class LineReader {
  readonly source: string;
  readonly leaves: Leaves;
  at = 0;
  /** Where the line begins in which the reader stands. */
  line = 0;
  /** The column of the first thing in the line; -1 at the end of the text. */
  column = 0;
  #depth = 0;

  constructor(source: string, leaves: Leaves) {
    this.source = source;
    this.leaves = leaves;
  }

  enter(): void {
    if (this.#depth++ > MAX_DEPTH) throw DOUBT;
  }

  leave(): void {
    this.#depth--;
  }

  /** Goes to the next line with anything but a comment in it; nothing else may stand in the rest of this one. */
  nextLine(): void {
    const { source } = this;
    let at = skipSpaces(source, this.at);
    for (;;) {
      let unit = source.charCodeAt(at);
      if (unit === HASH && (at === 0 || isBreakOrSpace(source.charCodeAt(at - 1)))) {
        at = source.indexOf('\n', at);
        unit = at < 0 ? Number.NaN : LF;
      } else if (unit === CR && source.charCodeAt(at + 1) === LF) {
        at++;
        unit = LF;
      }
      if (Number.isNaN(unit)) {
        this.at = source.length;
        this.column = -1;
        return;
      }
      if (unit !== LF) throw DOUBT;
      this.line = at + 1;
      at = skipSpaces(source, this.line);
      unit = source.charCodeAt(at);
      if (unit === LF || unit === HASH || unit === CR || Number.isNaN(unit)) continue;
      this.#stand(at, unit);
      return;
    }
  }

  /** Goes to the first line with anything in it, behind a marker. */
  firstLine(): void {
    if (this.source.includes('\uFEFF')) throw DOUBT;
    const start = skipSpaces(this.source, 0);
    const unit = this.source.charCodeAt(start);
    if (this.source.startsWith('---')) this.at = 3;
    else if (unit === LF || unit === HASH || unit === CR) this.at = start;
    else {
      this.#stand(start, unit);
      return;
    }
    this.nextLine();
    if (this.at > 3 && this.at === this.line && this.source.startsWith('---', this.at)) throw DOUBT;
  }

  #stand(at: number, unit: number): void {
    const column = at - this.line;
    if (column === 0 && (unit === DASH || unit === 0x2e)) {
      const word = this.source.slice(at, at + 3);
      // A marker, which ends the document.
      if (word === '---' || word === '...') throw DOUBT;
    }
    this.at = at;
    this.column = column;
  }

  /** The plain or quoted scalar that begins here and ends in its line. */
  scalar(inFlow: boolean): Scalar {
    const unit = this.source.charCodeAt(this.at);
    if (unit === DOUBLE) return this.#double();
    if (unit === SINGLE) return this.#single();
    return this.#plain(unit, inFlow);
  }

  #plain(first: number, inFlow: boolean): Scalar {
    const { source, at: start } = this;
    if (INDICATORS[first] === 1) throw DOUBT;
    let at = start;
    let unit = first;
    if (unit === DASH || unit === QUESTION || unit === COLON) {
      const next = source.charCodeAt(at + 1);
      if (endsWord(next) || (inFlow && isFlowIndicator(next))) throw DOUBT;
    }
    let end = start;
    for (;;) {
      // Nearly all are letters.
      if (unit > COLON) {
        if (inFlow && isFlowIndicator(unit)) break;
        end = ++at;
      } else if (unit === SPACE) at++;
      else if (unit === COLON) {
        const next = source.charCodeAt(at + 1);
        if (endsWord(next) || (inFlow && isFlowIndicator(next))) break;
        end = ++at;
      } else if (unit === LF) break;
      else if (unit > SPACE) {
        if (unit === HASH ? end < at : inFlow && unit === COMMA) break;
        end = ++at;
      } else if (Number.isNaN(unit) || (unit === CR && source.charCodeAt(at + 1) === LF)) break;
      else throw DOUBT;
      unit = source.charCodeAt(at);
    }
    if (end === start) throw DOUBT;
    this.at = end;
    return this.leaves.flow({ start, end }, 'plain', source.slice(start, end), null, false);
  }

  #single(): Scalar {
    const { source, at: start } = this;
    let close = source.indexOf("'", start + 1);
    let doubled = false;
    while (close >= 0 && source.charCodeAt(close + 1) === SINGLE) {
      doubled = true;
      close = source.indexOf("'", close + 2);
    }
    const written = this.#quoted(start, close);
    const decoded = doubled ? written.replaceAll("''", "'") : written;
    return this.leaves.flow({ start, end: close + 1 }, 'single', decoded, null, false);
  }

  #double(): Scalar {
    const { source, at: start } = this;
    let close = start + 1;
    let escapes = false;
    for (;;) {
      const unit = source.charCodeAt(close);
      if (unit === DOUBLE) break;
      if (unit === BACKSLASH) {
        escapes = true;
        close++;
      }
      if (Number.isNaN(unit) || unit === LF) throw DOUBT;
      close++;
    }
    const written = this.#quoted(start, close);
    const decoded = escapes ? unescaped(written) : written;
    return this.leaves.flow({ start, end: close + 1 }, 'double', decoded, null, false);
  }

  /** What stands between quotes, in one line. */
  #quoted(start: number, close: number): string {
    const written = this.source.slice(start + 1, close);
    if (close < 0 || CONTROL.test(written)) throw DOUBT;
    this.at = close + 1;
    return written;
  }

  /** The collection in flow style that begins here; its lines are deeper than the column `parent`. */
  flow(parent: number): Mapping | Sequence {
    this.enter();
    const start = this.at++;
    const at = { start, end: start };
    const isMapping = this.source.charCodeAt(start) === OPEN_BRACE;
    const close = isMapping ? CLOSE_BRACE : CLOSE_BRACKET;
    const entries: Entry[] = [];
    const items: Item[] = [];
    for (;;) {
      this.#flowGap(parent);
      if (this.source.charCodeAt(this.at) === close) break;
      if (isMapping) entries.push(this.#flowEntry(parent));
      else items.push(this.#flowItem(parent));
      this.#flowGap(parent);
      const unit = this.source.charCodeAt(this.at);
      if (unit === COMMA) this.at++;
      else if (unit !== close) throw DOUBT;
    }
    at.end = ++this.at;
    this.leave();
    return isMapping ? { kind: 'mapping', at, flow: true, entries } : { kind: 'sequence', at, flow: true, items };
  }

  #flowItem(parent: number): Item {
    const value = this.#flowNode(parent);
    return { value, at: { start: value.at.start, end: value.at.end } };
  }

  #flowEntry(parent: number): Entry {
    const key = this.scalar(true);
    if (key.templated) this.leaves.templated = true;
    this.#flowGap(parent);
    const colon = this.at;
    if (this.source.charCodeAt(colon) !== COLON) throw DOUBT;
    this.at++;
    this.#flowGap(parent);
    const unit = this.source.charCodeAt(this.at);
    const value = unit === COMMA || unit === CLOSE_BRACE ? this.nothing(colon + 1) : this.#flowNode(parent);
    return { key, value, at: { start: key.at.start, end: value.at.end } };
  }

  #flowNode(parent: number): Node {
    const unit = this.source.charCodeAt(this.at);
    return unit === OPEN_BRACKET || unit === OPEN_BRACE ? this.flow(parent) : this.scalar(true);
  }

  /** Goes over blanks, breaks and comments in a collection in flow style. */
  #flowGap(parent: number): void {
    const at = skipSpaces(this.source, this.at);
    const unit = this.source.charCodeAt(at);
    this.at = at;
    if (unit !== LF && unit !== CR && unit !== HASH) return;
    this.nextLine();
    // kubectl takes brackets that close in any column.
    const closing = this.source.charCodeAt(this.at);
    if (this.column <= parent && closing !== CLOSE_BRACE && closing !== CLOSE_BRACKET) throw DOUBT;
  }

  /** The scalar that is nothing, behind an indicator. */
  nothing(from: number): Scalar {
    const at = skipBlanks(this.source, from);
    return this.leaves.flow({ start: at, end: at }, 'plain', '', null, false);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001F]/;

/** What JSON has in common with YAML. */
function unescaped(written: string): string {
  if (/\\[^"\\/bfnrtu]/.test(written)) throw DOUBT;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    throw DOUBT;
  }
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Whether an indicator before it stands alone: white space, or the end of the text. */
export function endsWord(unit: number): boolean {
  return unit === SPACE || unit === LF || unit === CR || unit === TAB || Number.isNaN(unit);
}

function isBreakOrSpace(unit: number): boolean {
  return unit === SPACE || unit === LF;
}

function isFlowIndicator(unit: number): boolean {
  return (
    unit === COMMA || unit === OPEN_BRACKET || unit === CLOSE_BRACKET || unit === OPEN_BRACE || unit === CLOSE_BRACE
  );
}
