import type { Timeline, TimelineRow } from '../../timeline/timeline.ts';

/** Steps that share a column of the strip, as indexes; both ends included. */
export interface Column {
  readonly from: number;
  readonly to: number;
}

/** A line of the strip: a container, or several that there is no room for. */
export interface Line {
  readonly rows: readonly TimelineRow[];
  /** Indexes of columns. */
  readonly first: number;
  readonly last: number;
}

/** More lines would hide the picture above them. */
const MOST_LINES = 14;

/** The columns of a strip, at most so many: steps in the middle share one. */
export function columnsFor({ steps }: Timeline, most: number): Column[] {
  const single = (from: number): Column => ({ from, to: from });
  const count = steps.length;
  if (count <= most) return steps.map((_, at) => single(at));
  const before = Math.max(1, most - 3);
  return [
    ...Array.from({ length: before }, (_, at) => single(at)),
    { from: before, to: count - 3 },
    single(count - 2),
    single(count - 1),
  ];
}

/** The lines of a strip in the order of the start. Of many that start together the most telling have lines of their own. */
export function linesFor({ steps, rows }: Timeline, columns: readonly Column[]): Line[] {
  const last = columns.length - 1;
  const early = columns.slice(0, -1).flatMap((column, at): Line[] => {
    const own = rows.filter(({ step }) => step >= column.from && step <= column.to);
    return own.length > 0 ? [{ rows: own, first: at, last: own.some(({ stays }) => stays) ? last : at }] : [];
  });
  const running = rows.filter(({ step }) => step === steps.length - 1);
  const line = (...own: readonly TimelineRow[]): Line => ({ rows: own, first: last, last });
  const room = Math.max(3, MOST_LINES - early.length);
  if (running.length <= room) return [...early, ...running.map((row) => line(row))];
  const shown = new Set([...running].sort((a, b) => telling(b) - telling(a)).slice(0, room - 1));
  const others = running.filter((row) => !shown.has(row));
  return [...early, ...running.filter((row) => shown.has(row)).map((row) => line(row)), line(...others)];
}

function telling({ app, holds, behind, stop }: TimelineRow): number {
  const isHooked = stop !== null && stop !== 'done' && stop.preStop !== null;
  return app ? 3 : holds || behind > 0 ? 2 : isHooked ? 1 : 0;
}
