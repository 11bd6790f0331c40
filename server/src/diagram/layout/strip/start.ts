import type { Box, TextRun } from '../../diagram.ts';
import { textWidth, WIDER } from '../../measure.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { type Chart, keyOf, titleOf } from './chart.ts';
import type { Column, Line } from './lines.ts';

/** The start, step by step; how long they take is not known. */
export interface StartChart extends Chart {
  readonly columns: readonly StripColumn[];
}

/** A step of the start, or several. */
export interface StripColumn {
  readonly box: Box;
  /** Of the last step: the play button; null where several steps share the column. */
  readonly disc: { readonly kind: 'step' | 'play'; readonly number: number | null } | null;
  readonly text: TextRun | null;
}

/** From when to when a container runs, in steps. */
export interface StartBar {
  readonly y: number;
  readonly from: number;
  readonly to: number;
  /** Whether it runs on. */
  readonly stays: boolean;
  /** Where others wait for it. */
  readonly gates: readonly number[];
}

const GAP = 2;
/** Behind the disc of a step. */
const WORD = 25;

/** Places the chart of the start in a box: columns of one width. */
export function startChart({ steps }: Timeline, columns: readonly Column[], box: Box): StartChart {
  const width = (box.width - GAP * (columns.length - 1)) / columns.length;
  return {
    box,
    title: titleOf('Start-up', ['order, not to scale', 'not to scale'], box),
    key: keyOf([['the next one waits for this'], ['the next one waits']], 16, box),
    columns: columns.map(({ from, to }, i): StripColumn => {
      const own = { ...box, x: box.x + i * (width + GAP), width };
      const place = { kind: 'muted', y: box.y + 16 } as const;
      if (to > from) {
        const text = `${from + 1}–${to + 1}`;
        return { box: own, disc: null, text: { ...place, text, x: own.x + width / 2, anchor: 'middle' } };
      }
      const { number = null, until = null } = steps[from] ?? {};
      const fits = until !== null && textWidth('muted', until) * WIDER <= width - WORD - 2;
      const disc = { kind: number === null ? 'play' : 'step', number } as const;
      return { box: own, disc, text: fits ? { ...place, text: until, x: own.x + WORD } : null };
    }),
  };
}

/** How far apart those begin who wait for hooks of their own step, at most. */
const SHIFT = 26;

/** From when to when those of a line run, in the chart of the start. */
export function startBar({ rows }: Timeline, { box, columns }: StartChart, line: Line, y: number): StartBar {
  const [first, last] = [columns[line.first]!.box, columns[line.last]!.box];
  const deepest = Math.max(1, ...rows.map(({ behind }) => behind));
  const shift = Math.min(SHIFT, (first.width - 20) / deepest);
  const isOne = line.rows.length === 1;
  const behind = Math.min(...line.rows.map((row) => row.behind));
  const stays = line.rows.some((row) => row.stays);
  const from = first.x + (stays ? 3 : 4) + behind * shift;
  const isWaitedFor = line.rows.at(-1)!.gate;
  const holds = isOne && line.rows[0]!.holds;
  return {
    y,
    from,
    to: stays ? box.x + box.width : last.x + last.width - 4,
    stays,
    gates: [...(isWaitedFor ? [first.x + first.width + 1] : []), ...(holds ? [from + shift - 4] : [])],
  };
}
