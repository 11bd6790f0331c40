// What a preview is to show: it follows the cursor, or stays with what somebody has chosen.
import type { Selection } from './kept.ts';

/** A pod of a file: by its index and the label that it had, in case there are others before it now. */
export interface ChosenPod {
  readonly index: number;
  readonly label: string | null;
}

/** The pods that are wanted of a file; null for the one at the cursor. */
export type Aim = 'all' | ChosenPod | null;

/** A pod of a file, with its first and last line, from 1. */
export interface PodLines {
  readonly label: string;
  readonly lines: readonly [number, number];
}

/** The index of the pod that a line of the editor, from 0, belongs to: of the innermost one; null for none. */
export function podAtLine(pods: readonly PodLines[], line: number): number | null {
  const length = (index: number) => (pods[index]?.lines[1] ?? 0) - (pods[index]?.lines[0] ?? 0);
  const around = [...pods.keys()].filter((index) => {
    const [first, last] = pods[index]?.lines ?? [0, 0];
    return first <= line + 1 && line + 1 <= last;
  });
  return around.sort((a, b) => length(a) - length(b))[0] ?? null;
}

/** The aim of somebody who has chosen what is shown. */
export function aimAt(pods: readonly PodLines[], shown: Selection): Aim {
  return shown === 'all' ? shown : { index: shown, label: pods[shown]?.label ?? null };
}

/**
 * What is wanted after the cursor has come from one pod to another (null for none) of the file that is shown: a chosen
 * pod stays as long as the cursor stays in its own.
 */
export function aimAfterMove(aim: Aim, from: number | null, to: number | null): Aim {
  return aim === 'all' || aim === null || to === null || to === from ? aim : null;
}
