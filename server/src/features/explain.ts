import type { Settings } from '../settings.ts';
import type { AnalysedFile, Part } from './file.ts';
import { hoverAt } from './hover.ts';

/**
 * What the hover says about what begins at an offset of a document, in Markdown: about the key or value there; of an item
 * of a list, or of a mapping in braces, about its first key. Null if there is nothing to say.
 */
export function explanationAt(file: AnalysedFile, part: Part, offset: number, settings: Settings): string | null {
  const { length = 0 } = BEGIN.exec(part.analysis.text.slice(offset, offset + LONGEST_BEGIN))?.[0] ?? '';
  return hoverAt(file, part, offset + length, settings)?.markdown ?? null;
}

const BEGIN = /^(?:-\s+)?(?:\{\s*)?/;
const LONGEST_BEGIN = 200;
