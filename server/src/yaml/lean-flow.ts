import { COLON, DOUBT, LineReader, skipSpaces } from './lean-line.ts';
import type { Entry, Item, Mapping, Node, Sequence } from './tree.ts';

const [LF, CR, HASH, COMMA] = [0x0a, 0x0d, 0x23, 0x2c] as const;
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

/** Reads collections in flow style, too. */
export class FlowReader extends LineReader {
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
    const key = this.scalar(true, Infinity);
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
    return unit === OPEN_BRACKET || unit === OPEN_BRACE ? this.flow(parent) : this.scalar(true, parent);
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
}
