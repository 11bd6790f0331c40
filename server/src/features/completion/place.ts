import type { Container, Pod } from '../../kubernetes/pod.ts';
import type { Settings } from '../../settings.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import type { Mapping, Sequence } from '../../yaml/tree.ts';
import type { AnalysedFile } from '../part.ts';
import type { Completion } from './completion.ts';
import type { Cursor } from './cursor.ts';

/** What a place is asked with: the cursor, and the file in whose document it stands. */
export interface Asking {
  readonly cursor: Cursor;
  readonly file: AnalysedFile;
  readonly settings: Settings;
}

/** What is offered in one kind of place; empty at every other cursor. */
export type Place = (asking: Asking) => readonly Completion[];

/** Keys and indices from something down to the cursor. */
export type Path = readonly (string | number)[];

/** A cursor in the spec of a pod. */
export interface SpecSpot {
  readonly pod: Pod;
  readonly team: Team;
  readonly path: Path;
}

/** A cursor in a container of a pod; the path begins there. */
export interface ContainerSpot extends SpecSpot {
  readonly container: Container;
  readonly member: Teammate;
}

/** Where the cursor stands in the spec of a pod of its document; null outside of all. */
export function specSpot({ analysis, steps }: Cursor): SpecSpot | null {
  for (const [i, pod] of analysis.pods.entries()) {
    const from = steps.findIndex(({ within }) => within === pod.spec.node);
    const team = from < 0 ? null : analysis.teams[i];
    if (team) return { pod, team, path: pathOf(steps.slice(from)) };
  }
  return null;
}

/** Where the cursor stands in a container. */
export function containerSpot(cursor: Cursor): ContainerSpot | null {
  for (const [i, pod] of cursor.analysis.pods.entries()) {
    for (const container of pod.containers) {
      const from = cursor.steps.findIndex(({ within }) => within === container.source.node);
      if (from < 0) continue;
      const team = cursor.analysis.teams[i];
      const member = team?.members.find((one) => one.container === container);
      return team && member ? { pod, team, container, member, path: pathOf(cursor.steps.slice(from)) } : null;
    }
  }
  return null;
}

/** The pod whose own metadata the cursor stands in, and the path from there. */
export function metadataSpot({ analysis, steps }: Cursor): SpecSpot | null {
  for (const [i, pod] of analysis.pods.entries()) {
    if (pod.shape !== 'pod-spec') continue;
    const from = steps.findIndex(({ within }) => within === pod.holder.node);
    const team = from < 0 || steps[from]?.to !== 'metadata' ? null : analysis.teams[i];
    if (team) return { pod, team, path: pathOf(steps.slice(from + 1)) };
  }
  return null;
}

function pathOf(steps: Cursor['steps']): Path {
  return steps.map(({ to }) => to);
}

/** Whether a path has this form; `*` is any key or index. */
export function isAt(path: Path, ...form: readonly string[]): boolean {
  return path.length === form.length && form.every((step, i) => step === '*' || step === path[i]);
}

/** The mapping or list that holds what is being begun. */
export function holderOf({ steps }: Cursor): Mapping | Sequence | null {
  return steps.at(-1)?.within ?? null;
}

/** Whether nothing may be concluded from what is missing in a pod: half-typed text is no reason. */
export function isPartial({ partial }: Pod): boolean {
  return partial !== null && partial !== 'broken';
}
