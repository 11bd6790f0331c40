import type { Team } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import type { Part } from './file.ts';

/** A line above a pod: what it holds, and the way to its picture. */
export interface Lens {
  readonly at: Span;
  readonly title: string;
  readonly team: Team;
}

/** The lenses of a document: one for each pod. */
export function lensesOf(_part: Part): Lens[] {
  return [];
}
