import type { Box, TextKind, TextRun } from '../../diagram.ts';
import { cutMiddle, textWidth, WIDER } from '../../measure.ts';
import type { Timeline, TimelineRow } from '../../timeline/timeline.ts';
import { columnsFor, type Line, linesFor } from './lines.ts';
import { type StartBar, type StartChart, startBar, startChart } from './start.ts';
import { type StopChart, type StopLine, stopChart, stopLine } from './stop.ts';

/** The timeline with a place for everything; pixels from the upper left corner of the strip. */
export interface Strip {
  readonly height: number;
  readonly start: StartChart;
  /** At the right of the start, or below it where there is too little room; null where the end is not known. */
  readonly stop: StopChart | null;
  readonly lines: readonly StripLine[];
}

/** A line of the strip in both charts. */
export interface StripLine {
  /** Several where there is no room for a line for each. */
  readonly rows: readonly TimelineRow[];
  /** The names at the left of each chart, and the middles of their plates. */
  readonly heads: readonly { readonly y: number; readonly text: TextRun }[];
  readonly start: StartBar;
  /** Null where there is no chart of the end, or this one is not in it. */
  readonly stop: StopLine | null;
}

const LEFT = 10;
/** Names, behind their plates. */
const NAMES = LEFT + 21;
const RIGHT = 24;
const TITLE = 16;
const BOX = TITLE + 8;
const HEAD = 26;
const PITCH = 21;
/** From a box to the end of its key; of each further line of it. */
const KEY = 20;
const KEY_LINE = 15;
/** Between the charts of start and end. */
const BETWEEN = 29;
/** Between them where they stand below each other. */
const BELOW_START = 12;
/** Narrower charts stand below each other. */
const NARROWEST = 195;
/** The least width of a step. */
const COLUMN = 28;
/** Of one in which there is room for what the next one waits for. */
const WORDED = 76;
const MOST_COLUMNS = 10;
const SHARE_OF_START = 0.512;

/** Places a timeline in a picture of a width. */
export function stripOf(timeline: Timeline, width: number): Strip {
  const names = namesWidth(timeline, width);
  const left = NAMES + names + 8;
  const room = Math.max(120, width - RIGHT - left);
  const half = Math.floor((room - BETWEEN) * SHARE_OF_START);
  const isBeside = room - BETWEEN - half >= NARROWEST;
  const wished = timeline.stop === null ? Math.max(half, WORDED * timeline.steps.length) : half;
  const startWidth = isBeside ? Math.min(room, wished) : room;
  const columns = columnsFor(timeline, Math.min(MOST_COLUMNS, Math.max(4, Math.floor(startWidth / COLUMN))));
  const lines = linesFor(timeline, columns);
  const box = { x: left, y: BOX, width: startWidth, height: HEAD + PITCH * lines.length };
  const start = startChart(timeline, columns, box);
  const startEnd = box.y + box.height + KEY;
  const ending = timeline.stop ? lines.filter(({ rows }) => isBeside || rows.some(({ stop }) => stop !== 'done')) : [];
  const stopBox: Box = isBeside
    ? { ...box, x: left + half + BETWEEN, width: room - half - BETWEEN }
    : { x: left, y: startEnd + BELOW_START + BOX, width: room, height: HEAD + PITCH * ending.length };
  const stop = timeline.stop && stopChart(timeline, timeline.stop, stopBox);
  const stopEnd = stop ? stopBox.y + stopBox.height + KEY + (stop.key.texts.length - 1) * KEY_LINE : 0;
  const placed = lines.map((line, i): StripLine => {
    const y = middleOf(box, i);
    const at = ending.indexOf(line);
    const stopY = at < 0 ? null : middleOf(stopBox, at);
    const heads = stopY === null || isBeside ? [y] : [y, stopY];
    return {
      rows: line.rows,
      heads: heads.map((height) => ({ y: height, text: nameOf(line, names, height) })),
      start: startBar(timeline, start, line, y),
      stop: stopY === null || !timeline.stop ? null : stopLine(timeline.stop, line.rows, stopBox, stopY),
    };
  });
  return { height: Math.max(startEnd, stopEnd), start, stop, lines: placed };
}

function middleOf({ y }: Box, line: number): number {
  return y + HEAD + 7.5 + PITCH * line;
}

/** Names get the room they need, but not so much that nothing is left for what they name. */
function namesWidth({ rows }: Timeline, width: number): number {
  const longest = Math.max(...rows.map(({ label, app }) => textWidth(nameKind(app), label))) * WIDER;
  return Math.min(Math.max(94, longest), width < 560 ? 110 : 150);
}

function nameKind(isApp: boolean): TextKind {
  return isApp ? 'heading' : 'body';
}

function nameOf({ rows }: Line, width: number, y: number): TextRun {
  const [only, ...others] = rows;
  const kind = nameKind(others.length === 0 && only?.app === true);
  const text = others.length > 0 ? `${rows.length} more` : (only?.label ?? '');
  return { kind, text: cutMiddle(kind, text, width / WIDER), x: NAMES, y: y + 4 };
}
