import { appOf, type Team, type Teammate } from '../traffic/team.ts';
import type { Edit } from '../yaml/span.ts';
import type { FillableEdit } from '../yaml/tab-stop.ts';
import { insertionEdits } from './insert/edits.ts';
import type { InsertOptions, InsertRefusal } from './insert/insertion.ts';
import { type Plan, planInsertion, replanned } from './insert/plan.ts';
import { withStops } from './insert/tab-stops.ts';
import type { ContainerPattern } from './pattern.ts';

/** What an insertion adds, and the edits that write it; or why it cannot be made. */
export type Insertion = { readonly plan: Plan; readonly edits: readonly Edit[] } | InsertRefusal;

/** Inserts a pattern into a pod: its container, and what the pod and the application need for it. */
export function insertPattern(team: Team, pattern: ContainerPattern, options: InsertOptions): Insertion {
  const plan = planInsertion(team, pattern, options);
  if ('refusal' in plan) return inOneLine(plan);
  const edits = insertionEdits(team.pod, plan);
  if (!('refusal' in edits)) return { plan, edits };
  return options.plain ? inOneLine(edits) : insertPattern(team, pattern, { ...options, plain: true });
}

/** Names come from the file: a refusal stays one line, whatever they hold. */
function inOneLine<R extends { readonly refusal: string }>(refused: R): R {
  return { ...refused, refusal: refused.refusal.replace(/[\s\p{Cc}]+/gu, ' ') };
}

/** The edits of an insertion with the places where values of its parameters stand. */
export function fillable(
  team: Team,
  pattern: ContainerPattern,
  options: InsertOptions,
  { plan, edits }: Exclude<Insertion, { readonly refusal: string }>,
): FillableEdit[] {
  return withStops(edits, plan.values, pattern.parameters, (values) => {
    const other = replanned(team, pattern, options, plan, values);
    const others = other && insertionEdits(team.pod, other);
    return others && !('refusal' in others) ? others : null;
  });
}

/** Values for the parameters of a pattern that have none of their own: their examples. */
export function examplesOf({ parameters }: ContainerPattern): Map<string, string> {
  return new Map(parameters.flatMap(({ key, default: usual, example }) => (usual === null ? [[key, example]] : [])));
}

/** The containers that a helper may help, the likeliest first. */
export function appsOf(team: Team): Teammate[] {
  const app = appOf(team);
  const apps = team.members.filter(
    ({ container, role }) => container.lifecycle === 'container' && role.pattern === 'app',
  );
  return app ? [app, ...apps.filter((member) => member !== app)] : [];
}
