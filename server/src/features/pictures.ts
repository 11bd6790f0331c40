// What a preview shows of a file: which pods there are, and the pictures of some of them.
import type { Diagram } from '../diagram/diagram.ts';
import type { DrawOptions } from '../diagram/layout/layout.ts';
import { plain } from '../diagram/measure.ts';
import type { Settings } from '../settings.ts';
import { analyseBefore, comparisonOf, correspondingPod } from './compare.ts';
import { diagramOf } from './diagram.ts';
import { type AnalysedFile, type Part, placeIn } from './file.ts';
import { type FoundPod, numbered, podNear, podsIn, wholeOf } from './pods.ts';

/** A pod of a file that can be drawn. */
export interface DrawablePod {
  /** `Deployment web`; several of one name have a number: `Workflow build #2`. */
  readonly label: string;
  /** First and last line of what belongs to it, from 1. */
  readonly lines: readonly [number, number];
}

/** The pods of a file, and pictures of them. */
export interface Pictures {
  readonly pods: readonly DrawablePod[];
  /** The index of the pod that is drawn, or all of them. */
  readonly shown: number | 'all';
  readonly diagrams: readonly Diagram[];
}

/**
 * Which pods are to be drawn: all of them; the one with a label, and of several with it the one nearest to an index, which
 * counts alone if none has the label; the one at an offset of a part of the file, or nearest to it.
 */
export type Wish =
  | 'all'
  | { readonly index: number; readonly label: string | null }
  | { readonly part: Part; readonly offset: number };

/** An earlier state of a file, and what it and the one that is open are called. */
export interface Earlier {
  readonly text: string;
  readonly names: readonly [before: string, after: string];
}

/**
 * Pictures of the pods of a file; null for a file without any. With an earlier state they show what differs from it.
 */
export function picturesOf(
  file: AnalysedFile,
  wish: Wish,
  settings: Settings,
  options: DrawOptions,
  earlier: Earlier | null = null,
): Pictures | null {
  const found = podsIn(file).filter(({ team }) => team.members.length > 0);
  if (found.length === 0) return null;
  const labels = numbered(found.map(nameOf), ' #');
  const pods = found.map((pod, i): DrawablePod => ({ label: labels[i] ?? '', lines: linesOf(pod) }));
  const shown = wish === 'all' ? wish : 'part' in wish ? indexAt(file, found, wish) : indexOf(labels, wish);
  const drawn = shown === 'all' ? found : found.slice(shown, shown + 1);
  const before = earlier && analyseBefore(file, earlier.text);
  const diagrams = drawn.flatMap((pod) => {
    if (!earlier || !before) return diagramOf(file, pod.part, pod.team, settings, options) ?? [];
    const was = correspondingPod(file, pod, before);
    return comparisonOf({ file, pod, before, was, names: earlier.names }, settings, options) ?? [];
  });
  return { pods, shown, diagrams };
}

function nameOf({ team: { pod } }: FoundPod): string {
  return plain(`${pod.manifest.kind} ${pod.manifest.name ?? ''}`).trim();
}

function linesOf({ part, team }: FoundPod): [number, number] {
  const { line, endLine, endColumn } = placeIn(part, wholeOf(part, team));
  // A block ends where the next line begins.
  return [line, endColumn === 1 && endLine > line ? endLine - 1 : endLine];
}

function indexAt(file: AnalysedFile, found: readonly FoundPod[], { part, offset }: Extract<Wish, { part: Part }>) {
  const near = podNear(file, part, offset);
  const index = found.findIndex(({ team }) => team === near?.team);
  if (index >= 0) return index;
  // A pod without containers cannot be drawn.
  const before = found.filter((pod) => file.indexOf(pod.part) <= file.indexOf(part)).length;
  return Math.max(0, before - 1);
}

function indexOf(labels: readonly string[], { index, label }: Extract<Wish, { index: number }>): number {
  const fitting = [...labels.keys()].filter((i) => labels[i] === label);
  const [nearest] = fitting.sort((a, b) => Math.abs(a - index) - Math.abs(b - index));
  return nearest ?? Math.min(Math.max(0, index), labels.length - 1);
}
