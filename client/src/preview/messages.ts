// What the extension and the page of the preview tell each other. Both sides read what comes as data from anywhere.
import type { Diagram } from '../../../server/src/diagram/diagram.ts';

/** The file and the place whose pod is shown, line and character from 0: what brings the preview back after a reload. */
export interface Source {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** To the page. */
export type ToPage =
  | {
      readonly type: 'picture';
      readonly diagram: Diagram;
      /** The id of the node that the cursor is in. */
      readonly cursor: string | null;
      readonly source: Source;
    }
  | { readonly type: 'cursor'; readonly cursor: string | null; readonly source: Source }
  /** The picture is an old one, and why; null takes that back. */
  | { readonly type: 'note'; readonly note: string | null }
  /** There is no picture, and why. */
  | { readonly type: 'empty'; readonly note: string; readonly source: Source };

/** From the page. */
export type FromPage =
  | { readonly type: 'ready' }
  /** How many pixels there are for the picture. */
  | { readonly type: 'room'; readonly width: number }
  /** Somebody wants to see in the text what is drawn: the id of a node or an edge, or the index of a problem. */
  | { readonly type: 'reveal'; readonly id: string | number }
  /** Somebody wants another container in the pod that is shown. */
  | { readonly type: 'add' }
  /** Somebody wants to go back to the text. */
  | { readonly type: 'back' };

/** Reads a message of the extension; null if it is none. The picture comes from our own server: only its frame is looked at. */
export function readToPage(data: unknown): ToPage | null {
  const { type, diagram, cursor, source, note } = Object(data);
  if (type === 'note') return note === null || typeof note === 'string' ? { type, note } : null;
  const where = readSource(source);
  if (!where) return null;
  if (type === 'empty') return typeof note === 'string' ? { type, note, source: where } : null;
  if (!(cursor === null || typeof cursor === 'string')) return null;
  if (type === 'cursor') return { type, cursor, source: where };
  return type === 'picture' && isDiagram(diagram) ? { type, diagram, cursor, source: where } : null;
}

/** Reads a message of the page; null if it is none. */
export function readFromPage(data: unknown): FromPage | null {
  const { type, id, width } = Object(data);
  if (type === 'ready' || type === 'add' || type === 'back') return { type };
  if (type === 'room') return Number.isFinite(width) ? { type, width } : null;
  return type === 'reveal' && (typeof id === 'string' || Number.isInteger(id)) ? { type, id } : null;
}

/** Reads what the editor kept of a preview; null if it is nothing of ours. */
export function readSource(data: unknown): Source | null {
  const { uri, line, character } = Object(data);
  const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
  return typeof uri === 'string' && isIndex(line) && isIndex(character) ? { uri, line, character } : null;
}

/** Whether data has the frame of a picture. */
export function isDiagram(data: unknown): data is Diagram {
  const { version, width, height, nodes, edges, problems } = Object(data);
  return version === 1 && [width, height].every(Number.isFinite) && [nodes, edges, problems].every(Array.isArray);
}
