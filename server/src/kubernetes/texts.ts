import { splitDocuments } from '../yaml/split.ts';

/** A YAML document of a file, or a piece of a long one. */
export interface ManifestText {
  readonly text: string;
  /** Whether it belongs to the same document as the piece before it. */
  readonly continues: boolean;
}

/**
 * The YAML documents of the text of a file; together they are the text. A long `List` is cut, so that who changes one of
 * its items need not have all of them read again: a piece is what stands above the items, each item, and what stands below
 * them. An item by itself is a list of one object (see `manifestsOf`).
 * @param starts where the documents begin, for who knows it
 */
export function manifestTexts(text: string, starts: readonly number[] = splitDocuments(text)): ManifestText[] {
  return starts.flatMap((start, i) => {
    const document = starts.length === 1 ? text : text.slice(start, starts[i + 1]);
    const cuts = document.length < LONG ? [] : cutsOf(document);
    return [0, ...cuts].map((begin, k) => ({ text: document.slice(begin, cuts[k]), continues: k > 0 }));
  });
}

/** UTF-16 code units. In shorter ones nobody notices. */
const LONG = 20_000;

const LIST = /^(["']?)kind\1[ \t]*:[ \t]*(["']?)\w*List\2[ \t]*(?:#.*)?$/m;
// No line break can be taken in two ways: many blank lines would be tried in all of them.
const ITEMS =
  /^(["']?)items\1[ \t]*:[ \t]*(?:#.*)?(?:\r\n|\r(?!\n)|\n)(?:[ \t]*(?:#.*)?(?:\r\n|\r(?!\n)|\n))*( *)-(?=\s)/gm;
const ANCHOR_OR_ALIAS = /(?:^|[:\-?,[{])[ \t]*([&*])([\w-]+)/gm;

/** Where a list in block style can be cut: nowhere, if what is written in one piece may be about another. */
function cutsOf(document: string): number[] {
  if (!LIST.test(document)) return [];
  const [items, ...others] = document.matchAll(ITEMS);
  if (!items || others.length > 0) return [];
  const column = items[2]?.length ?? 0;
  if (new RegExp(`^ {0,${column}}#[ \\t]*pod-patterns-ignore`, 'm').test(document)) return [];
  // What is indented further is of an item; a key in the first column stands behind the last.
  const next = new RegExp(`[\\r\\n](?: {${column}}-(?=\\s|$)|["']?\\w+["']?[ \\t]*:(?=\\s|$))`, 'g');
  next.lastIndex = items.index + items[0].length - '\n-'.length - column;
  const cuts: number[] = [];
  for (let found = next.exec(document); found; found = next.exec(document)) {
    cuts.push(found.index + 1);
    if (!found[0].endsWith('-')) break;
  }
  return cuts.every((cut, i) => isByItself(document.slice(cut, cuts[i + 1]))) ? cuts : [];
}

/** Whether what a piece repeats stands in it, further up. */
function isByItself(piece: string): boolean {
  const anchors = new Set<string>();
  for (const { 1: sign, 2: name = '' } of piece.matchAll(ANCHOR_OR_ALIAS)) {
    if (sign === '&') anchors.add(name);
    else if (!anchors.has(name)) return false;
  }
  return true;
}
