import { type Analysis, analyse } from '../../analysis.ts';
import { PATTERNS } from '../../patterns/library.ts';
import type { ContainerPattern } from '../../patterns/pattern.ts';
import type { Settings } from '../../settings.ts';
import type { Vicinity } from '../../traffic/team.ts';
import type { Edit } from '../../yaml/span.ts';
import type { Begun } from './begun.ts';
import type { Completion } from './completion.ts';
import { begunInBlock } from './in-block.ts';
import { offer } from './offer.ts';
import { slotIn } from './slot.ts';
import { type Typed, typedAt } from './typed.ts';

/** The patterns that fit into a list of containers, on a line of its own; empty where none is being begun. */
export function containersAt(analysis: Analysis, offset: number, settings: Settings): readonly Completion[] {
  const typed = typedAt(analysis.text, offset);
  const line = typed && lineOf(analysis, typed, settings);
  return typed && line ? offersOn(line).map((one) => asTyped(one, typed)) : [];
}

/** Works out in small steps what will be asked for on a line where a container may be begun. */
export function* prepareContainers(analysis: Analysis, offset: number, settings: Settings): Generator<void> {
  const typed = typedAt(analysis.text, offset);
  const line = typed && lineOf(analysis, typed, settings);
  if (!line) return;
  for (const pattern of CONTAINER_PATTERNS) {
    offerOn(line, pattern);
    yield;
  }
}

/** The patterns that fit where a container is being begun. */
export function patternsFor(blank: Analysis, begun: Begun, settings: Settings): readonly Completion[] {
  return CONTAINER_PATTERNS.flatMap((pattern) => offer(blank, begun, pattern, settings) ?? []);
}

const CONTAINER_PATTERNS: readonly ContainerPattern[] = PATTERNS.filter((pattern) => pattern.scope === 'container');

/** A line on which a container is being begun, whatever is typed there, and what was worked out for it. */
interface Line {
  /** Of the text in which the line is empty. */
  readonly blank: Analysis;
  readonly typed: Typed;
  readonly settings: Settings;
  readonly begun: Begun | null;
  readonly offers: Map<ContainerPattern, Completion | null>;
}

/** The lines that were asked for last, the latest first: what is typed on one of them changes nothing but itself. */
let lines: readonly Line[] = [];

const MOST_LINES = 8;
/** UTF-16 code units of the texts that are kept for them. */
const MOST_TEXT = 100_000;

function lineOf(analysis: Analysis, { start, end, ...rest }: Typed, settings: Settings): Line {
  const { text, surroundings, near } = analysis;
  const emptied = text.slice(0, start) + text.slice(end);
  const typed: Typed = { ...rest, start, end: start, gap: null, word: start };
  const known = lines.find((line) => {
    const isSame = line.typed.start === start && line.typed.column === rest.column && line.settings === settings;
    return isSame && line.blank.surroundings === surroundings && line.blank.text === emptied && isNear(line, analysis);
  });
  const line = known ?? newLine(analyse(emptied, surroundings, near), typed, settings);
  const others = lines.filter((one) => one !== line);
  const room = others.findIndex((_, i) => i + 1 >= MOST_LINES || textOf([line, ...others.slice(0, i + 1)]) > MOST_TEXT);
  lines = [line, ...(room < 0 ? others : others.slice(0, room))];
  return line;
}

function textOf(of: readonly Line[]): number {
  return of.reduce((sum, { blank }) => sum + blank.text.length, 0);
}

function newLine(blank: Analysis, typed: Typed, settings: Settings): Line {
  const slot = slotIn(blank, typed);
  const begun = slot && blank.document && begunInBlock(blank.document, slot);
  return { blank, typed, settings, begun, offers: new Map() };
}

/** Whether there is around the pod of a line what there was when it was read. */
function isNear({ blank, begun }: Line, { near }: Analysis): boolean {
  if (!begun || blank.near === near) return true;
  const now = near.ofPod(begun.team.pod, blank.objects);
  return PARTS.every((part) => areSame(part(now), part(begun.team)));
}

const PARTS: readonly ((vicinity: Vicinity) => readonly unknown[])[] = [
  ({ services }) => services,
  ({ autoscalers }) => autoscalers,
  ({ portUsers }) => portUsers,
  ({ askers }) => Object.values(askers).flat(),
  ({ around }) => Object.values(around).flat(),
];

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function offersOn(line: Line): Completion[] {
  return CONTAINER_PATTERNS.flatMap((pattern) => offerOn(line, pattern) ?? []);
}

function offerOn({ blank, begun, settings, offers }: Line, pattern: ContainerPattern): Completion | null {
  const known = offers.get(pattern);
  if (known !== undefined) return known;
  const made = begun && offer(blank, begun, pattern, settings);
  offers.set(pattern, made);
  return made;
}

/**
 * An offer for an empty line as one for what is typed on it. The dash and the spaces behind it stay where they are the
 * right ones.
 */
function asTyped(offered: Completion, { start, end, column, gap, word }: Typed): Completion {
  const { text, stops } = offered.main;
  const dash = start + column;
  const own = /^-( *)/.exec(text)?.[1]?.length ?? 1;
  const kept = gap === null ? 0 : gap === own && word === dash + 1 + own ? 1 + own : 1;
  const moved = (by: number, at: Edit['at']) => ({ start: at.start + by, end: at.end + by });
  return {
    ...offered,
    main: {
      at: { start: gap === null ? word : dash + kept, end },
      text: text.slice(kept),
      stops: stops.map((stop) => ({ ...stop, at: moved(-kept, stop.at) })),
    },
    others: offered.others.map((edit) => (edit.at.start > start ? { ...edit, at: moved(end - start, edit.at) } : edit)),
  };
}
