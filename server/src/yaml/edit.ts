/**
 * Text edits on the located tree of one YAML document that keep the file's own style: only the lines that change are
 * touched. All functions are pure; an edit refers to the text of the document as it is. They return null rather than
 * guess. The caller must not edit what it reached through an alias or a merge key: that text is somewhere else.
 */
export { type EntryPlace, insertEntry, removeEntry, setEntry } from './edit/entry.ts';
export { insertItem, itemText, removeEntryOrParent, removeItem, removeItemOrList } from './edit/item.ts';
export { type ItemChange, type ItemPlace, moveItem, type NewList } from './edit/move.ts';
export type { Value } from './edit/print.ts';
export { replaceScalar } from './edit/scalar.ts';
