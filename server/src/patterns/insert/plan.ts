import { appOf, concurrent, type Team, type Teammate } from '../../traffic/team.ts';
import type { ContainerPattern } from '../pattern.ts';
import { castOf } from './cast.ts';
import { type Draft, type Drafted, draftOf } from './draft.ts';
import type { InsertOptions, InsertRefusal } from './insertion.ts';
import { indexFor } from './place.ts';
import { alreadyThere, portTaken } from './ports.ts';
import { toldBy } from './told.ts';

/** What an insertion adds to a pod, before it is written in the style of a file. */
export interface Plan extends Draft {
  /** The container; null for a pattern that has none. */
  readonly helper: Placed | null;
  /** Ports that are taken, and those in their place, by the key of their parameter. */
  readonly moved: ReadonlyMap<string, string>;
  /** The values of all parameters. */
  readonly values: ReadonlyMap<string, string>;
}

/** A new container and its place. */
export interface Placed extends Drafted {
  readonly index: number;
  /** It as a member of a team of its own: what it is, where it listens, whom it dials. */
  readonly member: Teammate;
}

/**
 * Decides what a pattern adds to a pod, and where; or why it cannot be added. A port that is taken makes way for a free one
 * unless it was chosen.
 */
export function planInsertion(team: Team, pattern: ContainerPattern, options: InsertOptions): Plan | InsertRefusal {
  const app = appCalled(team, options.app ?? null);
  if (app && 'refusal' in app) return app;
  const told = toldBy(team.pod, app, pattern);
  const moved = new Map<string, string>();
  for (let taken: InsertRefusal | null = null; ; ) {
    const set = new Map([...(options.assumed ?? []), ...told, ...moved, ...options.set]);
    const values = new Map([...defaultsOf(pattern), ...set]);
    const draft = draftOf(team, app, pattern, options, set);
    if ('refusal' in draft) return taken ?? draft;
    if (!draft.helper) return { ...draft, helper: null, moved, values };
    const helper = placed(team, app, pattern, options, values, draft.helper);
    if (!('refusal' in helper)) return { ...draft, helper, moved, values };
    const { refusal, instead } = helper;
    if (!instead || moved.size > pattern.parameters.length) return helper;
    const { key, value } = instead;
    if (options.set.has(key)) return { refusal: `${refusal}, but ${value} is free: set ${key}=${value}`, instead };
    taken = { refusal };
    moved.set(key, value);
  }
}

/** The same plan with other values of the parameters; null if they cannot be used. For its text only: nothing is judged. */
export function replanned(
  team: Team,
  pattern: ContainerPattern,
  options: InsertOptions,
  plan: Plan,
  values: ReadonlyMap<string, string>,
): Plan | null {
  const draft = draftOf(team, plan.app?.member ?? null, pattern, options, values);
  if ('refusal' in draft || (draft.helper === null) !== (plan.helper === null)) return null;
  const helper = plan.helper && draft.helper ? { ...plan.helper, ...draft.helper } : null;
  return { ...plan, ...draft, helper, values };
}

function defaultsOf({ parameters }: ContainerPattern): [string, string][] {
  return parameters.flatMap(({ key, default: usual }) => (usual === null ? [] : [[key, usual]]));
}

/** The container that is to be helped. */
function appCalled(team: Team, name: string | null): Teammate | null | InsertRefusal {
  if (name === null) return appOf(team);
  const called = concurrent(team).find(({ container }) => container.name?.value === name);
  return called ?? { refusal: `the pod has no container "${name}" that could be helped` };
}

/** The place of a drafted container in a pod, or why it does not fit there. */
function placed(
  team: Team,
  app: Teammate | null,
  pattern: ContainerPattern,
  options: InsertOptions,
  values: ReadonlyMap<string, string>,
  drafted: Drafted,
): Placed | InsertRefusal {
  const { container, list } = drafted;
  const member = castOf(container, list, team.catalog);
  if (!member) return { refusal: `${pattern.id} has no container that can be read` };
  const known = alreadyThere(team, app, member);
  if (known) return { refusal: known };
  const taken = portTaken(team, member, pattern, values, options.set);
  if (taken) return taken;
  return { ...drafted, index: options.at?.index ?? indexFor(team, member, list), member };
}
