import { type Text, WorkspaceDocument, type WorkspaceFile } from './document.ts';

/** The documents of a file, and those of them that are new, and that were there before. */
export interface Exchange {
  readonly documents: readonly WorkspaceDocument[];
  readonly come: readonly WorkspaceDocument[];
  readonly gone: readonly WorkspaceDocument[];
}

/**
 * The documents of a file with other texts, the same list if they are the same: a text that stays the same object stays the
 * same document.
 */
export function exchanged(file: WorkspaceFile, texts: readonly Text[]): Exchange {
  const { texts: old, documents: before } = file;
  const { head, tail } = sameEnds(old, texts);
  if (head + tail === old.length && head + tail === texts.length) return { documents: before, gone: [], come: [] };
  const kept = new Map(old.slice(head, old.length - tail).map((text, i) => [text, before[head + i]]));
  const come: WorkspaceDocument[] = [];
  const between = texts.slice(head, texts.length - tail).map((text) => {
    const known = kept.get(text);
    if (known) kept.delete(text);
    else come.push(new WorkspaceDocument(text, file));
    return known ?? (come.at(-1) as WorkspaceDocument);
  });
  const documents = before.slice(0, head).concat(between, before.slice(before.length - tail));
  const moved = old.length === texts.length ? documents.length - tail : documents.length;
  for (let i = head; i < moved; i++) (documents[i] as WorkspaceDocument).index = i;
  return { documents, gone: [...kept.values()].flatMap((document) => document ?? []), come };
}

/** How many things two lists have in common at their begins and at their ends: the same objects, unless told otherwise. */
export function sameEnds<A, B>(
  before: readonly A[],
  after: readonly B[],
  areSame: (one: A, other: B) => boolean = Object.is,
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  const isSame = (i: number, k: number) => areSame(before[i] as A, after[k] as B);
  let head = 0;
  while (head < most && isSame(head, head)) head++;
  let tail = 0;
  while (tail < most - head && isSame(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  return { head, tail };
}

/**
 * For each thing of a list what was known of it in the list before; undefined for those that were not there. Only what
 * stands between the common ends is looked for.
 */
export function carriedOver<K, V>(before: readonly K[], known: readonly V[], after: readonly K[]): (V | undefined)[] {
  const { head, tail } = sameEnds(before, after);
  const kept = new Map(before.slice(head, before.length - tail).map((one, i) => [one, known[head + i]]));
  const between = after.slice(head, after.length - tail).map((one) => kept.get(one));
  return (known as (V | undefined)[]).slice(0, head).concat(between, known.slice(known.length - tail));
}

/** Other surroundings leave the trees of texts that stay as they are. */
export function takeTrees(before: readonly WorkspaceDocument[], after: readonly WorkspaceDocument[]): void {
  const known = new Map(before.map((document) => [document.source, document]));
  for (const document of after) {
    const old = known.get(document.source);
    document.outdated = old?.analysis ?? old?.outdated ?? null;
    document.dropped = old?.dropped ? { ...old.dropped, analysis: null } : null;
  }
}
