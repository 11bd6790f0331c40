import type { Figure, Measured, Who } from './section.ts';
import { TARGETS, type Target } from './targets.ts';

/** Figures of one program in one row. */
export interface Cell {
  /** The middle one. */
  readonly p50: number;
  /** The one that only one in twenty exceeds; null of fewer than twenty. */
  readonly p95: number | null;
  readonly count: number;
}

/** A target with what came of it; null where it was not measured. */
export interface Verdict {
  readonly text: string;
  readonly value: number | null;
  readonly isMet: boolean | null;
}

/** A row of the table. */
export interface Row {
  readonly section: string;
  readonly figure: string;
  readonly title: string;
  readonly unit: Figure['unit'];
  readonly cells: Readonly<Partial<Record<Who, Cell>>>;
  /** The figures of each round, of ours and of the others: a noisy machine shows here. */
  readonly rounds: Readonly<Partial<Record<Who, readonly number[]>>>;
  readonly verdicts: readonly Verdict[];
}

/** The rows of a section; those without any figure are left out unless there is a target for them. */
export function rowsOf({ section, values }: Measured): Row[] {
  return section.figures.flatMap(({ id, title, unit }): Row[] => {
    const cells: Partial<Record<Who, Cell>> = {};
    const rounds: Partial<Record<Who, number[]>> = {};
    for (const who of section.who) {
      const of = values[id]?.[who]?.filter((round) => round.length > 0) ?? [];
      if (of.length === 0) continue;
      cells[who] = cellOf(of.flat());
      rounds[who] = of.map((round) => percentile(round, 50));
    }
    const targets = TARGETS.filter((target) => target.section === section.id && target.figure === id);
    if (Object.keys(cells).length === 0 && targets.length === 0) return [];
    const verdicts = targets.map((target) => verdictOf(target, unit, cells));
    return [{ section: section.id, figure: id, title, unit, cells, rounds, verdicts }];
  });
}

function cellOf(values: readonly number[]): Cell {
  const p95 = values.length < 20 ? null : percentile(values, 95);
  return { p50: percentile(values, 50), p95, count: values.length };
}

/** A percentile of some figures. */
export function percentile(values: readonly number[], percent: number): number {
  const at = Math.min(values.length - 1, Math.floor((values.length * percent) / 100));
  return values.toSorted((a, b) => a - b)[at] ?? 0;
}

function verdictOf(target: Target, unit: Figure['unit'], cells: Row['cells']): Verdict {
  const value = valueFor(target, cells);
  const { atMost, atLeast } = target;
  const limit = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  const isMet = value === null ? null : atMost === undefined ? value >= (atLeast ?? 0) : value <= atMost;
  return { text: `${limit}${meaning(target, unit)}`, value, isMet };
}

function valueFor({ of, atLeast }: Target, { ours, ...others }: Row['cells']): number | null {
  if (!ours) return null;
  if (typeof of === 'string') return ours[of];
  const other = others['times' in of ? (of.times as keyof typeof others) : (of.above as keyof typeof others)];
  if (!other) return null;
  if ('above' in of) return ours.p50 - other.p50;
  return atLeast === undefined ? ours.p50 / other.p50 : other.p50 / ours.p50;
}

function meaning({ of, atLeast }: Target, unit: Figure['unit']): string {
  if (of === 'p50') return ` ${unit}`;
  if (of === 'p95') return ` ${unit} p95`;
  if ('above' in of) return ` ${unit} above ${of.above}`;
  return atLeast === undefined ? `× ${of.times}` : `× faster than ${of.times}`;
}
