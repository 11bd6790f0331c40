import { CONTAINER_KEYS } from '../../edits/key-order.ts';
import { appOf, concurrent, type Team, type Teammate } from '../../traffic/team.ts';
import { type FilledPattern, fill } from '../parameters.ts';
import type { ContainerPattern, Record, Variant } from '../pattern.ts';
import { castOf } from './cast.ts';
import { formOf } from './form.ts';
import type { ContainerList, InsertOptions, InsertRefusal } from './insertion.ts';
import { freeName, withFreePortNames } from './names.ts';
import { indexFor } from './place.ts';
import { alreadyThere, portTaken } from './ports.ts';
import { planSharing, type Sharing, withMounts } from './sharing.ts';

/** What an insertion adds to a pod, before it is written in the style of a file. */
export interface Plan extends Sharing {
  /** The container; null for a pattern that has none. */
  readonly helper: Placed | null;
  /** Ports that are taken, and those in their place, by the key of their parameter. */
  readonly moved: ReadonlyMap<string, string>;
  /** The values of all parameters. */
  readonly values: ReadonlyMap<string, string>;
}

/** A new container and its place. */
export interface Placed {
  /** Its keys are in their usual order. */
  readonly container: Record;
  readonly list: ContainerList;
  readonly index: number;
  /** It as a member of a team of its own: what it is, where it listens, whom it dials. */
  readonly member: Teammate;
}

/**
 * Decides what a pattern adds to a pod, and where; or why it cannot be added. A port that is taken makes way for a free one
 * unless it was chosen.
 */
export function planInsertion(team: Team, pattern: ContainerPattern, options: InsertOptions): Plan | InsertRefusal {
  const moved = new Map<string, string>();
  for (;;) {
    const set = new Map([...(options.assumed ?? []), ...moved, ...options.set]);
    const plan = planWith(team, pattern, options, set);
    if (!('refusal' in plan)) return { ...plan, moved, values: new Map([...defaultsOf(pattern), ...set]) };
    const { instead } = plan;
    if (!instead || options.set.has(instead.key) || moved.size > pattern.parameters.length) return plan;
    moved.set(instead.key, instead.value);
  }
}

function defaultsOf({ parameters }: ContainerPattern): [string, string][] {
  return parameters.flatMap(({ key, default: usual }) => (usual === null ? [] : [[key, usual]]));
}

/** All that is decided but the values. */
type Decided = Omit<Plan, 'moved' | 'values'>;

function planWith(
  team: Team,
  pattern: ContainerPattern,
  options: InsertOptions,
  set: ReadonlyMap<string, string>,
): Decided | InsertRefusal {
  const { pod } = team;
  if (pod.shape !== 'pod-spec') return { refusal: `containers of a ${pod.manifest.kind} are not those of a pod spec` };
  if (pod.document.broken) return { refusal: 'the text is not valid YAML' };
  const app = appCalled(team, options.app ?? null);
  if (app && 'refusal' in app) return app;
  const filling = fill(pattern, app?.container.name?.value ?? 'app', set);
  if ('refusal' in filling) return filling;
  const { filled } = filling;
  const sharing = planSharing(team, app, filled);
  if ('refusal' in sharing) return sharing;
  if (filled.container === null) return options.at ? { refusal: `${pattern.id} has no container` } : asked(sharing);
  const form = formOf(pattern, options);
  if ('refusal' in form) return form;
  const name = freeName(team, String(filled.container.name));
  const wanted = containerOf(filled.container, filled, form.variant, name);
  const container = withFreePortNames(team, withMounts(wanted, sharing.names));
  const member = castOf({ [form.list]: [container] })?.members[0];
  if (!member) return { refusal: `${pattern.id} has no container that can be read` };
  const known = alreadyThere(team, app, member);
  if (known) return { refusal: known };
  const taken = portTaken(team, member, pattern, set, options.set);
  if (taken) return taken;
  const index = options.at?.index ?? indexFor(team, member, form.list);
  return { ...sharing, helper: { container, list: form.list, index, member } };
}

/** The container that is to be helped. */
function appCalled(team: Team, name: string | null): Teammate | null | InsertRefusal {
  if (name === null) return appOf(team);
  const called = concurrent(team).find(({ container }) => container.name?.value === name);
  return called ?? { refusal: `the pod has no container "${name}" that could be helped` };
}

/** A pod that asks for a helper already needs nothing more. */
function asked(sharing: Sharing): Decided | InsertRefusal {
  const { labels, annotations, spec } = sharing;
  if (Object.keys({ ...labels, ...annotations, ...spec }).length === 0) return { refusal: 'the pod has it already' };
  return { ...sharing, helper: null };
}

const ORDER: readonly string[] = CONTAINER_KEYS;

function containerOf(
  container: Record,
  { native, classic }: FilledPattern,
  variant: Variant | null,
  name: string,
): Record {
  const own = variant === 'native' ? { restartPolicy: 'Always', ...native } : variant ? classic : {};
  const whole: Record = { ...container, ...own, name };
  const rank = (key: string) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return Object.fromEntries(Object.entries(whole).sort(([a], [b]) => rank(a) - rank(b)));
}
