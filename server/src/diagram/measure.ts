import type { TextKind } from './diagram.ts';

/** Advances of Helvetica for the characters from space to tilde, in thousandths of the size (Adobe font metrics). */
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
/** Fonts of editors differ; the usual ones are at most this much wider. */
const RESERVE = 1.06;
/** Of monospaced fonts; the widest usual ones. */
const MONO = 602;

interface Type {
  readonly size: number;
  readonly font: 'regular' | 'bold' | 'mono';
}

/** Size and font of each kind of text, as `svg/` sets them. */
const TYPES: Readonly<Record<TextKind, Type>> = {
  role: { size: 12, font: 'bold' },
  'app-name': { size: 16, font: 'bold' },
  name: { size: 13, font: 'bold' },
  code: { size: 11, font: 'mono' },
  mono: { size: 11, font: 'mono' },
  body: { size: 12, font: 'regular' },
  muted: { size: 11, font: 'regular' },
  port: { size: 11, font: 'mono' },
  mount: { size: 11, font: 'mono' },
  heading: { size: 12, font: 'bold' },
};

/** In cards that show less a role is set that much smaller. */
export const SMALL_ROLE = 11 / 12;

/** The width of a text in pixels, from a table: the layout asks no browser. */
export function textWidth(kind: TextKind, text: string): number {
  const { size, font } = TYPES[kind];
  let sum = 0;
  for (const character of text) sum += advance(character.codePointAt(0) ?? 0, font);
  return (sum * size) / 1000;
}

function advance(code: number, font: Type['font']): number {
  if (code >= 0x1100 && isWide(code)) return 1050;
  if (font === 'mono') return MONO;
  const known = (font === 'bold' ? BOLD : REGULAR)[code - 32];
  return (known ?? (code === 0x2026 ? 1000 : 620)) * RESERVE;
}

/** Scripts whose characters fill a square, and pictures. */
function isWide(code: number): boolean {
  return code <= 0x115f || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || code >= 0xfe30;
}

/** Some fonts of editors are that much wider than the measured ones (DejaVu Sans): what must not meet keeps off by it. */
export const WIDER = 1.13;

const DOTS = '…';
/** No text in the picture is longer, whatever the file says. */
const LONGEST = 400;

/** The text without control characters, as one line. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.slice(0, LONGEST).replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}

/** A text that fits into `width`: what is too long loses its tail. */
export function cutTail(kind: TextKind, text: string, width: number): string {
  return cut(kind, text, width, (kept) => ({ head: kept, tail: 0 }));
}

/** A text that fits into `width`: what is too long loses its head. */
export function cutHead(kind: TextKind, text: string, width: number): string {
  return cut(kind, text, width, (kept) => ({ head: 0, tail: kept }));
}

/** A text that fits into `width`: what is too long loses its middle, the last `tail` characters stay if they can. */
export function cutMiddle(kind: TextKind, text: string, width: number, tail = 0): string {
  return cut(kind, text, width, (kept) => {
    const end = Math.min(Math.max(tail, Math.floor(kept / 2)), Math.max(0, kept - 1));
    return { head: kept - end, tail: end };
  });
}

function cut(
  kind: TextKind,
  text: string,
  width: number,
  split: (kept: number) => { readonly head: number; readonly tail: number },
): string {
  const whole = plain(text);
  if (textWidth(kind, whole) <= width) return whole;
  const characters = [...whole];
  let [low, high] = [0, characters.length - 1];
  const shown = (kept: number) => {
    const { head, tail } = split(kept);
    return characters.slice(0, head).join('') + DOTS + characters.slice(characters.length - tail).join('');
  };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(kind, shown(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return shown(low);
}

/** A name in at most two lines that fit: it breaks once at `-` or `.`, then loses its middle. */
export function wrapName(kind: TextKind, name: string, width: number): string[] {
  const whole = plain(name);
  if (textWidth(kind, whole) <= width) return [whole];
  const breaks = [...whole.matchAll(/[-._/ ](?=.)/g)].map(({ index }) => index + 1);
  const fits = (text: string) => textWidth(kind, text) <= width;
  const whole2 = breaks.filter((at) => fits(whole.slice(0, at)) && fits(whole.slice(at)));
  const middle = whole.length / 2;
  const best = whole2.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || b - a)[0];
  if (best !== undefined) return [whole.slice(0, best), whole.slice(best)];
  const first = breaks.filter((at) => fits(whole.slice(0, at))).at(-1);
  if (first === undefined) return [cutMiddle(kind, whole, width)];
  return [whole.slice(0, first), cutMiddle(kind, whole.slice(first), width)];
}

/**
 * An image in short: the last segment of its path and the tag, of a digest the first characters.
 * One segment more where it fits (`flyway/flyway:10.17`), since it tells two images of one name apart.
 */
export function shortImage(image: string, width: number): string {
  const whole = plain(image);
  const [named = '', digest] = whole.split('@', 2);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const path = (hasTag ? named.slice(0, colon) : named).split('/');
  const tag = hasTag ? named.slice(colon) : digest ? `@${digest.replace(/^\w+:/, '').slice(0, 7)}` : '';
  const last = path.at(-1) ?? '';
  const before = path.at(-2);
  const longer = before && !/[.:]/.test(before) ? `${before}/${last}${tag}` : null;
  if (longer !== null && path.length === 2 && textWidth('mono', longer) <= width) return longer;
  const room = width - textWidth('mono', tag);
  // A tag stays whole unless nothing would be left of the name.
  if (room >= Math.min(textWidth('mono', last), width / 3)) return cutTail('mono', last, room) + tag;
  const name = cutTail('mono', last, width / 2);
  return name + cutTail('mono', tag, width - textWidth('mono', name));
}
