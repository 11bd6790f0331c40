import type { Box, TextRun } from '../../diagram.ts';
import { textWidth, WIDER } from '../../measure.ts';
import type { ShutDown, Stopping, Timeline, TimelineRow } from '../../timeline/timeline.ts';
import { ROLE_WORDS } from '../../words.ts';
import { type Chart, keyOf, titleOf } from './chart.ts';

/** The end, to the scale of the grace period. */
export interface StopChart extends Chart {
  /** Seconds with a dotted line; of the first it stands at the left. */
  readonly marks: readonly { readonly x: number; readonly text: TextRun }[];
  /** When what is left is killed; its right end and its base line. */
  readonly kill: { readonly text: string; readonly x: number; readonly y: number };
}

/** The end of a container: words, or what is drawn of it. */
export interface StopLine {
  readonly y: number;
  readonly text: TextRun | null;
  readonly bar: StopBar | null;
}

/** Where its hook ends, where it gets SIGTERM, and by where it has ended. */
export interface StopBar {
  readonly from: number;
  readonly hook: number;
  readonly sigterm: number;
  readonly until: number;
  /** Whether nobody knows when SIGTERM comes. */
  readonly unknown: boolean;
}

/** Bars begin that far from the left. */
const INSET = 3;

/** Places the chart of the end in a box: marks that would meet are left out. */
export function stopChart({ rows }: Timeline, { grace, marks }: ShutDown, box: Box): StopChart {
  const captions =
    grace === 0 ? ['no grace period'] : [`grace period ${grace} s, to scale`, `grace period ${grace} s`, `${grace} s`];
  const kill = { text: `SIGKILL ${grace} s`, x: box.x + box.width - 5, y: box.y + 15 };
  let free = box.x;
  const end = kill.x - killWidth(kill.text) - 6;
  const shown = marks.flatMap((at): StopChart['marks'] => {
    const x = box.x + (box.width * at) / grace;
    const text = `${at} s`;
    const width = textWidth('muted', text) * WIDER;
    const left = at === 0 ? x + 4 : x - width / 2;
    if (left < free || left + width > end) return [];
    free = left + width + 8;
    const run: TextRun = { kind: 'muted', text, x: at === 0 ? left : x, y: kill.y };
    return [{ x, text: at === 0 ? run : { ...run, anchor: 'middle' } }];
  });
  return { box, title: titleOf('Shut-down', captions, box), key: keyOf(keysOf(rows), 10, box), marks: shown, kill };
}

function killWidth(text: string): number {
  return (textWidth('heading', text) * WIDER * 11) / 12;
}

/** What its signs mean, at length, in short, and below each other. */
function keysOf(rows: readonly TimelineRow[]): string[][] {
  const stops = rows.flatMap(({ stop, role }) => (stop === null || stop === 'done' ? [] : [{ ...stop, role }]));
  if (stops.length === 0) return [];
  const turns = stops.filter(({ moment }) => moment === 'turn');
  const [last, ...others] = turns;
  const term = !last ? 'SIGTERM' : `SIGTERM: native sidecar${others.length > 0 ? 's last, in reverse' : ' last'}`;
  const short = last && others.length === 0 ? `SIGTERM, ${ROLE_WORDS[last.role].toLowerCase()} last` : term;
  const isHooked = stops.some(({ preStop }) => preStop);
  const isUnknown = stops.some(({ moment }) => moment === 'unknown');
  const signs = isUnknown
    ? ['hatched: preStop', 'dotted: unknown when']
    : isHooked
      ? ['hatched: preStop comes first']
      : [];
  const told = signs.join(' · ');
  return [
    [[term, ...signs].join(' · ')],
    ...(isHooked ? [[`${short} · ${told}`]] : []),
    ...(isHooked && !isUnknown ? [[`${short} · hatched: preStop`]] : []),
    [term, ...(isHooked ? [told] : [])],
    [...term.split(/(?<=sidecars) /), ...signs],
  ];
}

/** How the containers of a line stop. */
export function stopLine({ grace }: ShutDown, rows: readonly TimelineRow[], box: Box, y: number): StopLine {
  const words = (text: string): StopLine => {
    return { y, text: { kind: 'muted', text, x: box.x + 6, y: y + 4 }, bar: null };
  };
  const [stop, ...others] = new Map(rows.map((row) => [JSON.stringify(row.stop), row.stop])).values();
  if (others.length > 0) return words('each its own way');
  if (stop === 'done') return words('done');
  if (grace === 0) return words('killed at once');
  return stop ? { y, text: null, bar: barOf(stop, grace, box) } : words('not known');
}

function barOf({ preStop, sigterm, moment, until }: Stopping, grace: number, box: Box): StopBar {
  const from = box.x + INSET;
  const x = (seconds: number) => Math.max(from, box.x + (box.width * Math.min(seconds, grace)) / grace);
  const hook = preStop === null ? from : Math.min(x(preStop.until), x(sigterm));
  return { from, hook, sigterm: x(sigterm), until: x(until), unknown: moment === 'unknown' };
}
