import type { TextKind } from '../diagram.ts';
import { cutTail, plain, textWidth } from '../measure.ts';

/** Words in lines of at most `width` pixels, the first line after an indent. A word that fits nowhere loses its tail. */
export function wrapped(kind: TextKind, text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = '';
  let room = width - indent;
  for (const word of plain(text).split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (textWidth(kind, longer) <= room) {
      line = longer;
      continue;
    }
    // Only the first line, after its indent, may stay empty.
    if (line || room < width) lines.push(line);
    room = width;
    line = cutTail(kind, word, room);
  }
  return [...lines, line];
}
