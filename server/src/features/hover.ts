import type { Settings } from '../settings.ts';
import type { Span } from '../yaml/span.ts';
import type { AnalysedFile, Part } from './file.ts';

/** An explanation of what stands at a place. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
}

/** What there is to say about the place at `offset` of a document; null for nothing. */
export function hoverAt(_file: AnalysedFile, _part: Part, _offset: number, _settings: Settings): Hover | null {
  return null;
}
