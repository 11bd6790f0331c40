import { contains, type Span } from './span.ts';
import { PLACEHOLDER, type Template } from './template.ts';
import type { Node, Scalar, ScalarStyle } from './tree.ts';

/** Far above what Kubernetes uses, far below what exhausts the stack. */
export const MAX_DEPTH = 200;

const MASKED = new RegExp(`${PLACEHOLDER}+`, 'g');

/**
 * Makes the scalars of one tree, and keeps what its nodes tell of the whole document. Both ways of parsing use it, so that
 * a text, a style and a template action mean the same in both.
 */
export class Leaves {
  /** Scalars over several lines. */
  readonly multiline: Span[] = [];
  /** The nodes with an anchor; of equal anchors the last so far. */
  readonly anchors = new Map<string, Node>();
  /** Whether a template action prints a key, or begins a plain value. */
  templated = false;
  /** The text as it is written, template actions and all. */
  readonly text: string;
  readonly #template: Template | null;

  constructor(text: string, template: Template | null) {
    this.text = text;
    this.#template = template;
  }

  inMultiline(at: Span): boolean {
    return this.multiline.some((scalar) => contains(scalar, at));
  }

  /** A scalar in flow style: plain or quoted, with its quotes. `mayBreak` says that it may have several lines. */
  flow(at: Span, style: 'plain' | 'single' | 'double', decoded: string, tag: string | null, mayBreak: boolean): Scalar {
    if (!mayBreak && !this.#template) return scalar(at, decoded, style, tag, false);
    // A template action hides its line breaks from the parsers.
    if ((mayBreak || this.#template) && /[\r\n]/.test(this.text.slice(at.start, at.end))) this.multiline.push(at);
    if (!this.#template || !decoded.includes(PLACEHOLDER)) return scalar(at, decoded, style, tag, false);
    if (style === 'plain' && decoded.startsWith(PLACEHOLDER)) this.templated = true;
    const written = style === 'plain' ? this.text.slice(at.start, at.end) : this.text.slice(at.start + 1, at.end - 1);
    return scalar(at, written, style, tag, true);
  }

  /** A block scalar from its indicator to somewhere in the blank lines behind it. */
  block(start: number, end: number, style: 'literal' | 'folded', decoded: string, tag: string | null): Scalar {
    const at = { start, end: start + this.text.slice(start, end).trimEnd().length };
    this.multiline.push(at);
    const templated = this.#template !== null && decoded.includes(PLACEHOLDER);
    return scalar(at, templated ? this.#unmasked(decoded, at) : decoded, style, tag, templated);
  }

  /** A decoded text with the template actions that its place has, which were masked while it was parsed. */
  #unmasked(decoded: string, at: Span): string {
    const masked = this.#template?.masked.slice(at.start, at.end) ?? '';
    const actions = [...masked.matchAll(MASKED)].map(({ 0: { length }, index }) =>
      this.text.slice(at.start + index, at.start + index + length),
    );
    return decoded.replace(MASKED, (run) => actions.shift() ?? run);
  }
}

/** One shape for all scalars: reading them stays fast. */
function scalar(at: Span, text: string, style: ScalarStyle, tag: string | null, templated: boolean): Scalar {
  return { kind: 'scalar', at, text, style, tag, templated };
}
