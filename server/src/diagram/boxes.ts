import type { Box, Point, TextRun } from './diagram.ts';
import { textWidth } from './measure.ts';

/** What a text covers, by the table of widths. */
export function boxOfText({ kind, text, x, y, anchor = 'start' }: TextRun): Box {
  const width = textWidth(kind, text);
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return { x: left, y: y - 10, width, height: 13 };
}

/** What the stretches of a line cover, each without its thickness. */
export function boxesOfLine(points: readonly Point[]): Box[] {
  return points.slice(1).map(([x, y], i) => {
    const [bx, by] = points[i] ?? [x, y];
    return { x: Math.min(x, bx), y: Math.min(y, by), width: Math.abs(x - bx), height: Math.abs(y - by) };
  });
}
