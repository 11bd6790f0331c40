import { CHOMPING_MODE, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { skipBlanks } from './gaps.ts';
import type { Leaves } from './leaves.ts';
import type { Scalar } from './tree.ts';

/** Thrown where the lean way gives up: it needs no stack, and never leaves it. */
export const DOUBT = Symbol('doubt');

export const COLON = 0x3a;
export const DASH = 0x2d;
const [TAB, LF, CR, SPACE, HASH, DOUBLE, SINGLE, BACKSLASH, COMMA, QUESTION] = [
  0x09, 0x0a, 0x0d, 0x20, 0x23, 0x22, 0x27, 0x5c, 0x2c, 0x3f,
] as const;

/** What begins something else than a plain scalar, by code unit. */
const INDICATORS = new Uint8Array(128);
for (const mark of ',[]{}#&*!|>\'"%@`') INDICATORS[mark.charCodeAt(0)] = 1;

/** Deeper than any manifest; what is deeper is for the other ways. */
const MAX_DEPTH = 100;

/** Reads scalars, and goes from one line to the next. */
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

  /** The plain or quoted scalar that begins here. Further lines of it are deeper than the column `parent`. */
  scalar(inFlow: boolean, parent: number): Scalar {
    const unit = this.source.charCodeAt(this.at);
    if (unit === DOUBLE) return this.#double(parent);
    if (unit === SINGLE) return this.#single(parent);
    return this.#plain(unit, inFlow, parent);
  }

  #plain(first: number, inFlow: boolean, parent: number): Scalar {
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
      } else if (unit === LF) {
        const next = inFlow ? -1 : this.#continuation(at, parent);
        if (next < 0) break;
        at = next;
      } else if (unit > SPACE) {
        if (unit === HASH ? end < at : inFlow && unit === COMMA) break;
        end = ++at;
      } else if (unit === CR && source.charCodeAt(at + 1) === LF) at++;
      else if (Number.isNaN(unit)) break;
      else throw DOUBT;
      unit = source.charCodeAt(at);
    }
    if (end === start) throw DOUBT;
    this.at = end;
    const broken = start < this.line;
    // In further lines a colon is no mark of a key, but a fault.
    if (broken && unit === COLON) throw DOUBT;
    const decoded = broken ? this.#decoded(SCALAR_STYLE.PLAIN, start, end) : source.slice(start, end);
    return this.leaves.flow({ start, end }, 'plain', decoded, null, broken);
  }

  /** Where a plain scalar goes on behind the break at `end`; -1 if it does not. */
  #continuation(end: number, parent: number): number {
    const { source } = this;
    for (let line = end + 1; ; line++) {
      const at = skipSpaces(source, line);
      const unit = source.charCodeAt(at);
      if (unit === CR && source.charCodeAt(at + 1) === LF) line = at + 1;
      else if (unit === LF) line = at;
      else {
        if (Number.isNaN(unit) || unit === HASH || at - line <= parent) return -1;
        // A marker may stand there.
        if (parent < 0) throw DOUBT;
        this.line = line;
        return at;
      }
    }
  }

  #decoded(style: ScalarEvent['style'], valueStart: number, valueEnd: number): string {
    return getScalarValue(this.source, { ...UNDECODED, style, valueStart, valueEnd });
  }

  #single(parent: number): Scalar {
    const { source, at: start } = this;
    let close = source.indexOf("'", start + 1);
    let doubled = false;
    while (close >= 0 && source.charCodeAt(close + 1) === SINGLE) {
      doubled = true;
      close = source.indexOf("'", close + 2);
    }
    const written = this.#quoted(start, close, parent);
    const broken = start < this.line;
    const decoded = doubled || broken ? this.#decoded(SCALAR_STYLE.SINGLE_QUOTED, start + 1, close) : written;
    return this.leaves.flow({ start, end: close + 1 }, 'single', decoded, null, broken);
  }

  #double(parent: number): Scalar {
    const { source, at: start } = this;
    let close = start + 1;
    let escapes = false;
    for (let unit = source.charCodeAt(close); unit !== DOUBLE; unit = source.charCodeAt(++close)) {
      if (Number.isNaN(unit)) throw DOUBT;
      if (unit !== BACKSLASH) continue;
      escapes = true;
      close += escapeLength(source, close);
    }
    const written = this.#quoted(start, close, parent);
    const broken = start < this.line;
    const decoded = escapes || broken ? this.#decoded(SCALAR_STYLE.DOUBLE_QUOTED, start + 1, close) : written;
    return this.leaves.flow({ start, end: close + 1 }, 'double', decoded, null, broken);
  }

  /** What stands between quotes. */
  #quoted(start: number, close: number, parent: number): string {
    const written = this.source.slice(start + 1, close);
    if (close < 0 || CONTROL.test(written)) throw DOUBT;
    this.at = close + 1;
    if (!written.includes('\n')) return written;
    // In the column of what encloses it a line may be a marker, or too far left for one of the libraries.
    if (parent < 0) throw DOUBT;
    for (const [, margin = ''] of written.matchAll(/\n( *)(?![ \r\n])/g)) if (margin.length <= parent) throw DOUBT;
    this.line = start + 2 + written.lastIndexOf('\n');
    return written;
  }

  /** The scalar that is nothing, behind an indicator. */
  nothing(from: number): Scalar {
    const at = skipBlanks(this.source, from);
    return this.leaves.flow({ start: at, end: at }, 'plain', '', null, false);
  }
}

/** What is told of a scalar that has to be decoded, but for its place and style. */
const UNDECODED = {
  type: EVENT_ID.SCALAR,
  ...{ anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 },
  ...{ chomping: CHOMPING_MODE.CLIP, indent: -1, fast: false },
} as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0009\u000B\u000C\u000E-\u001F]|\r(?!\n)/;

const ESCAPE = /\\(?:[0abtnvfre "/\\N_LP]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|\r?\n *(?![ \r\n]))/y;

/** How many characters follow the backslash of an escape. */
function escapeLength(source: string, at: number): number {
  ESCAPE.lastIndex = at;
  if (!ESCAPE.test(source)) throw DOUBT;
  return ESCAPE.lastIndex - at - 1;
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
  return unit === COMMA || unit === 0x5b || unit === 0x5d || unit === 0x7b || unit === 0x7d;
}
