import type { Measured, Who } from './section.ts';
import { type Cell, type Row, rowsOf, type Verdict } from './verdict.ts';

/** The head of a column of figures. */
const NAMES: Readonly<Record<Who, string>> = {
  ours: 'ours',
  bare: 'bare',
  empty: 'empty',
  reading: 'only reading',
  peer: 'peer',
};

/** The lines of a section as cells: the first one is the head. */
export function linesOf(measured: Measured): string[][] {
  const { section } = measured;
  const rows = rowsOf(measured);
  const others = section.who.filter((who) => who !== 'ours' && rows.some(({ cells }) => cells[who]));
  const floor = others.find((who) => who !== 'peer');
  const hasPeer = others.includes('peer');
  const hasTargets = rows.some(({ verdicts }) => verdicts.length > 0);
  const head = [
    section.title,
    'ours',
    ...others.map((who) => NAMES[who]),
    ...(floor ? [`ours ÷ ${NAMES[floor]}`] : []),
    ...(hasPeer ? [section.peerWaits ? 'peer ÷ ours (without its wait)' : 'peer ÷ ours'] : []),
    ...(hasTargets ? ['target'] : []),
  ];
  const lines = rows.map((row) => [
    `${row.title} (${row.unit})`,
    shown(row.cells.ours),
    ...others.map((who) => shown(row.cells[who])),
    ...(floor ? [timesOf(row, floor)] : []),
    ...(hasPeer ? [peerTimes(row, section.peerWaits)] : []),
    ...(hasTargets ? [row.verdicts.map(told).join('; ')] : []),
  ]);
  return [head, ...lines];
}

/** What is to be said below the rows of a section. */
export function remarksOf({ answers, remarks }: Measured): string[] {
  const counted = Object.entries(answers).flatMap(([figure, of]) => {
    const poor = Object.entries(of).filter(([who, { all, filled }]) => who !== 'empty' && filled < all);
    return poor.map(([who, { all, filled }]) => `${who}: ${filled} of ${all} answers to "${figure}" held something`);
  });
  return [...remarks, ...counted];
}

/** A section for a terminal. */
export function printed(measured: Measured): string {
  const lines = linesOf(measured);
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const last = widths.length - 1;
  const rows = lines.map((line) =>
    line
      .map((cell, i) =>
        i === 0 || (i === last && line[i]?.match(/[≤≥a-z]/))
          ? cell.padEnd(widths[i] ?? 0)
          : cell.padStart(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [...rows, ...remarksOf(measured).map((remark) => `  ${remark}`), ''].join('\n');
}

/** A section as a table of Markdown. */
export function markdown(measured: Measured): string {
  const [head = [], ...lines] = linesOf(measured);
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = row(head.map((name, i) => (i === 0 || name === 'target' ? '---' : '--:')));
  const remarks = remarksOf(measured);
  return [row(head), rule, ...lines.map(row), ...(remarks.length > 0 ? ['', `${remarks.join('; ')}.`] : []), ''].join(
    '\n',
  );
}

function told({ text, value, isMet }: Verdict): string {
  return `${text} ${isMet === null ? 'not measured' : isMet ? 'ok' : `MISSED (${figure(value ?? 0)})`}`;
}

function shown(cell: Cell | undefined): string {
  if (!cell) return '';
  return cell.p95 === null ? figure(cell.p50) : `${figure(cell.p50)} / ${figure(cell.p95)}`;
}

/** How many times the floor it takes: of a rate, of the time behind it. */
function timesOf({ unit, cells }: Row, floor: Who): string {
  const [ours, other] = [cells.ours?.p50, cells[floor]?.p50];
  return unit === 'MB/s' ? ratio(other, ours) : ratio(ours, other);
}

/** How many times the peer takes; in brackets without the time that it only waits. */
function peerTimes({ figure: id, unit, cells: { ours, peer } }: Row, waits = 0): string {
  const times = unit === 'MB/s' ? ratio(ours?.p50, peer?.p50) : ratio(peer?.p50, ours?.p50);
  if (!ours || !peer || waits === 0 || !/keystroke|first/.test(id)) return times;
  return `${times} (${ratio(Math.max(peer.p50 - waits, 0), ours.p50)})`;
}

function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined || b === 0 ? '' : figure(a / b);
}

/** Three digits that count. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3);
}
