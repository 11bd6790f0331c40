// What a preview is to show: it follows the cursor, or stays with what somebody has chosen.
import type { DrawablePod } from '../../../server/src/features/pictures.ts';
import type { Selection } from './kept.ts';
import { isWithin } from './picture.ts';

/** A pod of a file: by its index and the label that it had, in case there are others before it now. */
export interface ChosenPod {
  readonly index: number;
  readonly label: string | null;
}

/** The pods that are wanted of a file; null for the one at the cursor. */
export type Aim = 'all' | ChosenPod | null;

/** The index of the pod that a line of the editor, from 0, belongs to: of the innermost one; null for none. */
export function podAtLine(pods: readonly DrawablePod[], line: number): number | null {
  const length = ([, { lines }]: [number, DrawablePod]) => lines[1] - lines[0];
  const around = [...pods.entries()].filter(([, { lines }]) => isWithin(line, lines));
  const [innermost] = around.sort((a, b) => length(a) - length(b));
  return innermost?.[0] ?? null;
}

/** The aim of somebody who has chosen what is shown. */
export function aimAt(pods: readonly DrawablePod[], shown: Selection): Aim {
  return shown === 'all' ? shown : { index: shown, label: pods[shown]?.label ?? null };
}

/**
 * What is wanted after the cursor has come from one pod to another (null for none) of the file that is shown: a chosen
 * pod stays as long as the cursor stays in its own.
 */
export function aimAfterMove(aim: Aim, from: number | null, to: number | null): Aim {
  return aim === 'all' || aim === null || to === null || to === from ? aim : null;
}
