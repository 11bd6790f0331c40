import type { Box, Diagram, TextRun } from '../../server/src/diagram/diagram.ts';
import { type Strip, stripOf } from '../../server/src/diagram/layout/strip/strip.ts';
import { textWidth, WIDER } from '../../server/src/diagram/measure.ts';

/** How far the arrows of what runs on stand out of their box. */
const TIP = 6;

/** What is wrong with the timeline under a picture, a line for each fault. */
export function stripFaults({ timeline, width, nodes }: Diagram): string[] {
  if (!timeline) return [];
  const strip = stripOf(timeline, width);
  const rows = strip.lines.flatMap((line) => line.rows);
  const faults = [
    ...timeline.rows.filter((row) => !rows.includes(row)).map(({ id }) => `${id} is in no line of the timeline`),
    ...rows
      .filter(({ id }) => !nodes.some((node) => node.id === id))
      .map(({ id }) => `${id} of the timeline is no node`),
    ...startFaults(strip, width),
    ...stopFaults(strip, width),
  ];
  if (rows.length !== timeline.rows.length) faults.push('a container is twice in the timeline');
  if (strip.lines.length > 20) faults.push(`the timeline has ${strip.lines.length} lines`);
  return faults;
}

function startFaults({ start, stop, lines, height }: Strip, width: number): string[] {
  const faults: string[] = [];
  const { box, columns, title, key } = start;
  const isBeside = stop !== null && stop.box.y === box.y;
  const end = isBeside ? stop.box.x : width;
  for (const text of [...title, ...key.texts]) if (right(text) > end) faults.push(`"${text.text}" has no room`);
  if (bottom(box) + 15 > height) faults.push('the timeline is too low');
  columns.forEach((column, i) => {
    if (column.box.width < (column.disc ? 22 : 20)) faults.push(`column ${i} is too narrow`);
    if (column.box.x < (i > 0 ? columns[i - 1]!.box.x + columns[i - 1]!.box.width : box.x))
      faults.push(`column ${i} overlaps`);
    if (column.text && right(column.text) > column.box.x + column.box.width + 1)
      faults.push(`"${column.text.text}" is too wide`);
  });
  lines.forEach(({ start: bar, heads, rows }, i) => {
    const name = rows[0]?.label;
    if (i > 0 && bar.y - lines[i - 1]!.start.y < 20) faults.push(`the line of ${name} overlaps`);
    if (bar.from < box.x || bar.to <= bar.from + 2 || bar.to + (bar.stays ? TIP : 0) > end)
      faults.push(`the start of ${name} is misplaced`);
    if (bar.y - 10 < box.y + 20 || bar.y + 10 > bottom(box)) faults.push(`the start of ${name} leaves its box`);
    for (const gate of bar.gates)
      if (gate < bar.from || gate > box.x + box.width) faults.push(`a gate of ${name} is misplaced`);
    for (const head of heads) if (right(head.text) > box.x) faults.push(`the name of ${name} runs into the chart`);
  });
  return faults;
}

function stopFaults({ stop, lines, height }: Strip, width: number): string[] {
  if (!stop) return lines.filter((line) => line.stop).map(() => 'there is an end without its chart');
  const faults: string[] = [];
  const { box, marks, kill, title, key } = stop;
  if (box.x + box.width > width - 10) faults.push('the end leaves the picture');
  if (bottom(box) > height) faults.push('the timeline is too low');
  for (const text of [...title, ...key.texts])
    if (right(text) > width) faults.push(`"${text.text}" leaves the picture`);
  const killLeft = kill.x - ((textWidth('heading', kill.text) * WIDER) / 12) * 11;
  let free = box.x;
  for (const { text, x } of marks) {
    if (left(text) < free || right(text) > killLeft) faults.push(`the mark ${text.text} has no room`);
    if (x < box.x || x > box.x + box.width) faults.push(`the mark ${text.text} is misplaced`);
    free = right(text);
  }
  const drawn = lines.flatMap((line) => (line.stop ? [line.stop] : []));
  drawn.forEach(({ y, bar, text }, i) => {
    if (i > 0 && y - drawn[i - 1]!.y < 20) faults.push('two ends overlap');
    if (y + 10 > bottom(box) || y - 10 < box.y + 18) faults.push('an end leaves its box');
    if (text && right(text) > box.x + box.width) faults.push(`"${text.text}" leaves its box`);
    if (!bar) return;
    const along = [box.x, bar.from, bar.hook, bar.sigterm, bar.until, box.x + box.width];
    if (along.some((x, at) => at > 0 && x < along[at - 1]! - 0.01)) faults.push(`an end goes back: ${along.join(' ')}`);
  });
  return faults;
}

function bottom({ y, height }: Box): number {
  return y + height;
}

function left({ kind, text, x, anchor }: TextRun): number {
  return anchor === 'middle' ? x - textWidth(kind, text) / 2 : x;
}

function right(run: TextRun): number {
  return left(run) + textWidth(run.kind, run.text);
}
