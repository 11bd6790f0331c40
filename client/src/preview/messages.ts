// What the extension and the page of the preview tell each other. Both sides read what comes as data from anywhere.
import type { Diagram } from '../../../server/src/diagram/diagram.ts';
import { isIndex, isSelection, readSource, type Selection, type Source } from './kept.ts';

/** What is drawn: a pod by its index among those that are shown, in it a node or an edge by its id, or a problem by its index. */
export interface Spot {
  readonly pod: number;
  readonly id: string | number;
}

/** A pod of the file, as it is offered: `Deployment web`. */
export interface PodChoice {
  readonly label: string;
}

/** To the page. */
export type ToPage =
  | {
      readonly type: 'picture';
      /** One, or as many as the file has pods. */
      readonly diagrams: readonly Diagram[];
      /** The node that the cursor is in. */
      readonly cursor: Spot | null;
      readonly source: Source;
      /** All pods of the file, in order. */
      readonly pods: readonly PodChoice[];
      readonly shown: Selection;
      readonly locked: boolean;
      /** Whether it shows what differs from HEAD. */
      readonly compares: boolean;
    }
  | { readonly type: 'cursor'; readonly cursor: Spot | null; readonly source: Source }
  /** The picture is an old one, and why; null takes that back. */
  | { readonly type: 'note'; readonly note: string | null }
  /** There is no picture, and why. */
  | { readonly type: 'empty'; readonly note: string; readonly source: Source; readonly compares: boolean }
  /** What there is to say about something that was asked for, in Markdown. */
  | { readonly type: 'card'; readonly spot: Spot; readonly markdown: string | null };

/** From the page. */
export type FromPage =
  | { readonly type: 'ready' }
  /** How many pixels there are for the picture. */
  | { readonly type: 'room'; readonly width: number }
  /** Somebody wants to see in the text what is drawn, and to work there if the focus is to go with it. */
  | { readonly type: 'reveal'; readonly spot: Spot; readonly focus: boolean }
  /** Somebody wants to know what something is: a `card` is the answer. */
  | { readonly type: 'explain'; readonly spot: Spot }
  /** Somebody wants the first fix of a problem. */
  | { readonly type: 'fix'; readonly pod: number; readonly problem: number }
  /** Somebody wants another container in a pod, in a lane by its id if one is given. */
  | { readonly type: 'add'; readonly pod: number; readonly lane: string | null }
  /** Somebody wants to see another pod of the file, or all of them. */
  | { readonly type: 'pod'; readonly shown: Selection }
  /** Somebody wants the preview to stay with its pod, or to follow the cursor again. */
  | { readonly type: 'lock'; readonly locked: boolean }
  /** Somebody wants the probes of the kubelet drawn, or not. */
  | { readonly type: 'probes'; readonly on: boolean }
  /** Somebody wants the picture as a file. */
  | { readonly type: 'export' }
  /** Somebody wants to go back to the text. */
  | { readonly type: 'back' };

/** Reads a message of the extension; null if it is none. The pictures come from our own server: only their frame is looked at. */
export function readToPage(data: unknown): ToPage | null {
  const { type, diagrams, cursor, source, note, pods, shown, locked, compares, spot, markdown } = Object(data);
  if (type === 'note') return isTextOrNull(note) ? { type, note } : null;
  if (type === 'card') {
    const about = readSpot(spot);
    return about && isTextOrNull(markdown) ? { type, spot: about, markdown } : null;
  }
  const where = readSource(source);
  if (!where) return null;
  if (type === 'empty')
    return typeof note === 'string' && isFlag(compares) ? { type, note, source: where, compares } : null;
  const marked = readSpot(cursor);
  if (cursor !== null && !marked) return null;
  if (type === 'cursor') return { type, cursor: marked, source: where };
  if (type !== 'picture' || !isListOf(diagrams, isDiagram) || diagrams.length === 0) return null;
  if (!isListOf(pods, isPodChoice) || !isSelection(shown) || !isFlag(locked) || !isFlag(compares)) return null;
  return { type, diagrams, cursor: marked, source: where, pods, shown, locked, compares };
}

/** Reads a message of the page; null if it is none. */
export function readFromPage(data: unknown): FromPage | null {
  const { type, width, spot, focus, pod, problem, lane, shown, locked, on } = Object(data);
  switch (type) {
    case 'ready':
    case 'export':
    case 'back':
      return { type };
    case 'room':
      return Number.isFinite(width) ? { type, width } : null;
    case 'reveal': {
      const about = readSpot(spot);
      return about && isFlag(focus) ? { type, spot: about, focus } : null;
    }
    case 'explain': {
      const about = readSpot(spot);
      return about && { type, spot: about };
    }
    case 'fix':
      return isIndex(pod) && isIndex(problem) ? { type, pod, problem } : null;
    case 'add':
      return isIndex(pod) && isTextOrNull(lane) ? { type, pod, lane } : null;
    case 'pod':
      return isSelection(shown) ? { type, shown } : null;
    case 'lock':
      return isFlag(locked) ? { type, locked } : null;
    case 'probes':
      return isFlag(on) ? { type, on } : null;
    default:
      return null;
  }
}

/** Whether data has the frame of a picture. */
export function isDiagram(data: unknown): data is Diagram {
  const { version, width, height, nodes, edges, problems } = Object(data);
  return version === 1 && [width, height].every(Number.isFinite) && [nodes, edges, problems].every(Array.isArray);
}

function readSpot(data: unknown): Spot | null {
  const { pod, id } = Object(data);
  return isIndex(pod) && (typeof id === 'string' || isIndex(id)) ? { pod, id } : null;
}

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

const isPodChoice = (value: unknown): value is PodChoice => typeof Object(value).label === 'string';

function isListOf<T>(data: unknown, is: (one: unknown) => one is T): data is readonly T[] {
  return Array.isArray(data) && data.every(is);
}
