import { type Analysis, analyse } from '../../analysis.ts';
import type { Quote } from '../../yaml/edit/quotes.ts';
import { walk } from '../../yaml/edit/style.ts';
import { trailTo } from '../../yaml/locate.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from '../../yaml/tree.ts';
import { type Token, tokenAt, wantsDash } from './token.ts';

/** One step on the way from the root to the cursor. */
export interface Step {
  readonly within: Mapping | Sequence;
  readonly to: string | number;
}

/** What is being begun at an offset, and where in the tree. */
export interface Cursor extends Token {
  /** Of the text with a mark in the place of the typed word: offsets before the word are those of the text. */
  readonly analysis: Analysis;
  readonly document: YamlDocument;
  /** `item`: a new item of a list of which nothing else is written. */
  readonly on: 'key' | 'value' | 'item';
  /** From the root to the entry or item; the last step leads to what is being begun. */
  readonly steps: readonly Step[];
  /** Whether it stands in braces or brackets. */
  readonly flow: boolean;
  /** What has to be written before the word and behind it, that nobody has typed yet: a space, a dash, a comma. */
  readonly before: string;
  readonly behind: string;
}

/** Stands for the typed word: no file has it. */
export const MARK = '\uE001';

/**
 * What is at an offset of a document; null where nothing can be told, or nothing be completed. `wanted` may say so by
 * the word alone, before anything is parsed.
 */
export function cursorAt(
  analysis: Analysis,
  offset: number,
  wanted: (token: Token, text: string) => boolean,
): Cursor | null {
  const token = tokenAt(analysis.text, offset);
  if (!token || !wanted(token, analysis.text)) return null;
  const before = `${token.tight ? ' ' : ''}${wantsDash(analysis.text, token) ? '- ' : ''}`;
  const cursor = marked(analysis, token, { before, behind: '', sign: SIGNS[token.quote ?? 'none'] });
  if (!cursor?.flow) return cursor;
  // Written as its neighbours are: what it is printed like is read from the tree.
  const isEnough = /^[,\]}]|^$/.test(behindWord(analysis.text, token)) || (cursor.on === 'key' && token.isKey);
  const behind = isEnough ? '' : ',';
  const sign = SIGNS[token.quote ?? quoteAround(cursor) ?? 'none'];
  return behind === '' && (token.quote || sign === '') ? cursor : marked(analysis, token, { before, behind, sign });
}

const SIGNS = { double: '"', single: "'", none: '' } as const;

/** The quotes in which others stand in the outermost flow collection: keys, or strings. */
function quoteAround({ steps, on, bare }: Cursor): Quote | null {
  const outermost = steps.find(({ within }) => within.flow)?.within ?? null;
  const keys = new Set<Node>();
  const scalars: Scalar[] = [];
  for (const node of walk(outermost)) {
    if (node.kind === 'mapping') for (const { key } of node.entries) keys.add(key);
    if (node.kind === 'scalar' && node.text !== MARK) scalars.push(node);
  }
  const quoted = ({ style }: Scalar) => style === 'double' || style === 'single';
  const own = scalars.filter((scalar) => keys.has(scalar));
  if (own.length > 0 && own.every(quoted)) return 'double';
  const style = on === 'key' || bare ? null : scalars.find((scalar) => !keys.has(scalar) && quoted(scalar))?.style;
  return style === 'double' || style === 'single' ? style : null;
}

/** What follows in a flow collection. */
function behindWord(text: string, { at }: Token): string {
  const blank = /(?:\s|(?<=\s)#[^\r\n]*)*/y;
  blank.lastIndex = at.end;
  blank.test(text);
  return text.charAt(blank.lastIndex);
}

/** Reads the text with the mark in it. Alone on its line it is a key with a value, which stands in lists, too. */
function marked(
  analysis: Analysis,
  token: Token,
  { before, behind, sign }: Pick<Cursor, 'before' | 'behind'> & { readonly sign: string },
): Cursor | null {
  const { text, surroundings, near } = analysis;
  const { at, bare } = token;
  const mark = `${before}${sign}${MARK}${sign}${bare ? ': 0' : ''}${behind}`;
  const probe = analyse(text.slice(0, at.start) + mark + text.slice(at.end), surroundings, near);
  const { document } = probe;
  const trail = trailTo(document?.root ?? null, at.start + before.length);
  if (!document || trail?.token.kind !== 'scalar' || trail.token.text !== MARK) return null;
  const steps = stepsOf([...trail.around]);
  const last = steps.at(-1);
  if (!last) return null;
  const { within } = last;
  const isKey = within.kind === 'mapping' && within.entries.some(({ key }) => key === trail.token);
  const found = { ...token, analysis: probe, document, before, behind };
  const isItem = isKey && !token.isKey && within.entries.length === 1 && within.at.start === trail.token.at.start;
  if (isItem && steps.at(-2)?.within.kind === 'sequence') {
    const list = steps.slice(0, -1);
    return { ...found, on: 'item', steps: list, flow: list.at(-1)?.within.flow ?? false };
  }
  const on = isKey ? 'key' : within.kind === 'mapping' ? 'value' : 'item';
  return { ...found, on, steps, flow: within.flow };
}

function stepsOf(
  around: readonly (object & (Mapping | Sequence | Entry | Item | { readonly kind: string }))[],
): Step[] {
  return around.flatMap((within, i): Step[] => {
    if (!('kind' in within)) return [];
    const part = around[i + 1];
    if (within.kind === 'mapping' && part && 'key' in part) return [{ within: within as Mapping, to: part.key.text }];
    if (within.kind !== 'sequence' || !part) return [];
    const sequence = within as Sequence;
    return [{ within: sequence, to: sequence.items.indexOf(part as Item) }];
  });
}
