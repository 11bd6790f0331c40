import { CONTAINER_KEYS } from '../../edits/key-order.ts';
import { appOf, type Team, type Teammate } from '../../traffic/team.ts';
import { type FilledPattern, fill } from '../parameters.ts';
import type { ContainerPattern, Record } from '../pattern.ts';
import { castOf } from './cast.ts';
import { formOf } from './form.ts';
import type { ContainerList, InsertOptions, InsertRefusal } from './insertion.ts';
import { freeName, withFreePortNames } from './names.ts';
import { indexFor } from './place.ts';
import { alreadyThere, portTaken } from './ports.ts';
import { planSharing, type Sharing } from './sharing.ts';

/** What an insertion adds to a pod, before it is written in the style of a file; the keys of the container in their usual order. */
export interface Plan extends Sharing {
  readonly list: ContainerList;
  readonly index: number;
  /** The container as a member of a team of its own: what it is, where it listens, whom it dials. */
  readonly member: Teammate;
  /** Ports that are taken, and those in their place, by the key of their parameter. */
  readonly moved: ReadonlyMap<string, string>;
}

/**
 * Decides what a pattern adds to a pod, and where; or why it cannot be added. A port that is taken makes way for a free one
 * unless it was chosen.
 */
export function planInsertion(team: Team, pattern: ContainerPattern, options: InsertOptions): Plan | InsertRefusal {
  const moved = new Map<string, string>();
  for (;;) {
    const plan = planWith(team, pattern, options, new Map([...(options.assumed ?? []), ...moved, ...options.set]));
    if (!('refusal' in plan)) return { ...plan, moved };
    const { instead } = plan;
    if (!instead || options.set.has(instead.key) || moved.size > pattern.parameters.length) return plan;
    moved.set(instead.key, instead.value);
  }
}

function planWith(
  team: Team,
  pattern: ContainerPattern,
  options: InsertOptions,
  set: ReadonlyMap<string, string>,
): Omit<Plan, 'moved'> | InsertRefusal {
  const { pod } = team;
  if (pod.shape !== 'pod-spec') return { refusal: `containers of a ${pod.manifest.kind} are not those of a pod spec` };
  if (pod.document.broken) return { refusal: 'the text is not valid YAML' };
  const form = formOf(pattern, options);
  if ('refusal' in form) return form;
  const app = appOf(team);
  const filling = fill(pattern, app?.container.name?.value ?? 'app', set);
  if ('refusal' in filling) return filling;
  const { filled } = filling;
  const wanted = containerOf(filled, form.variant, freeName(team, String(filled.container.name)));
  const sharing = planSharing(team, app, { ...filled, container: wanted });
  if ('refusal' in sharing) return sharing;
  const container = withFreePortNames(team, sharing.container);
  const member = castOf({ [form.list]: [container] })?.members[0];
  if (!member) return { refusal: `${pattern.id} has no container that can be read` };
  const known = alreadyThere(team, app, member);
  if (known) return { refusal: known };
  const taken = portTaken(team, member, pattern, set, options.set);
  if (taken) return taken;
  const index = options.at?.index ?? indexFor(team, member, form.list);
  return { ...sharing, container, list: form.list, index, member };
}

const ORDER: readonly string[] = CONTAINER_KEYS;

function containerOf(filled: FilledPattern, variant: 'native' | 'classic' | null, name: string): Record {
  const own = variant === 'native' ? { restartPolicy: 'Always', ...filled.native } : variant ? filled.classic : {};
  const whole: Record = { ...filled.container, ...own, name };
  const rank = (key: string) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return Object.fromEntries(Object.entries(whole).sort(([a], [b]) => rank(a) - rank(b)));
}
