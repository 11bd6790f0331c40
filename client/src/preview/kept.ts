// What the editor keeps of a preview, and gives back after a reload of the window.

/** The file and the place whose pod is shown, line and character from 0. */
export interface Source {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Which pods of a file are shown: one by its index among all of them, or all below each other. */
export type Selection = number | 'all';

/** What brings a preview back; the page keeps more beside it, which is its own business. */
export interface Kept {
  readonly source: Source;
  readonly shown: Selection;
  readonly locked: boolean;
  /** Whether it shows what differs from HEAD. */
  readonly compares: boolean;
}

/** Reads what the editor kept of a preview; null if it is nothing of ours. */
export function readKept(data: unknown): Kept | null {
  const { source, shown, locked, compares } = Object(data);
  const where = readSource(source);
  return (
    where && {
      source: where,
      shown: isSelection(shown) ? shown : 0,
      locked: locked === true,
      compares: compares === true,
    }
  );
}

/** Reads a place in a file; null if it is none. */
export function readSource(data: unknown): Source | null {
  const { uri, line, character } = Object(data);
  return typeof uri === 'string' && isIndex(line) && isIndex(character) ? { uri, line, character } : null;
}

/** Whether data says which pods of a file are shown. */
export const isSelection = (data: unknown): data is Selection => data === 'all' || isIndex(data);

/** Whether data is an index of a list. */
export const isIndex = (data: unknown): data is number => Number.isInteger(data) && (data as number) >= 0;
