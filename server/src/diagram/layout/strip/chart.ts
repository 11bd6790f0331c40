import type { Box, TextRun } from '../../diagram.ts';
import { textWidth, WIDER } from '../../measure.ts';

/** One half of the strip: a box with a title above it, and below it what its sign means. */
export interface Chart {
  readonly box: Box;
  /** The title and what stands behind it, if it fits. */
  readonly title: readonly TextRun[];
  readonly key: { readonly x: number; readonly y: number; readonly texts: readonly TextRun[] };
}

/** A title above a box with the longest caption that fits. */
export function titleOf(title: string, captions: readonly string[], { x, y, width }: Box): TextRun[] {
  const own = textWidth('name', title);
  const fits = captions.find((text) => own * WIDER + 10 + textWidth('muted', text) * WIDER <= width + 14);
  const caption: TextRun[] = fits ? [{ kind: 'muted', text: fits, x: x - 1 + own + 10, y: y - 8 }] : [];
  return [{ kind: 'name', text: title, x: x - 1, y: y - 8 }, ...caption];
}

/** The key of a box: the first words that fit behind its sign, in lines. */
export function keyOf(
  words: readonly (readonly string[])[],
  indent: number,
  { x, y, width, height }: Box,
): Chart['key'] {
  const room = (width + 14 - indent) / WIDER;
  const lines = words.find((all) => all.every((text) => textWidth('muted', text) <= room)) ?? words.at(-1) ?? [];
  const bottom = y + height;
  const texts = lines.map((text, i): TextRun => ({ kind: 'muted', text, x: x + indent, y: bottom + 15 + 15 * i }));
  return { x: x + 5, y: bottom + 11, texts };
}
