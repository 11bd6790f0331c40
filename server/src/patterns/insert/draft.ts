import { CONTAINER_KEYS } from '../../edits/key-order.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { SLEEP_HOOK_SINCE } from '../../kubernetes/versions.ts';
import { isKnative } from '../../kubernetes/workloads.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import { kept } from '../kept.ts';
import { type FilledPattern, fill } from '../parameters.ts';
import type { ContainerPattern, Record, Variant } from '../pattern.ts';
import { formOf } from './form.ts';
import type { ContainerList, InsertOptions, InsertRefusal } from './insertion.ts';
import { freeName, isRecord, withFreePortNames } from './names.ts';
import { planSharing, type Sharing, withMounts } from './sharing.ts';

/** What is to be written for a pattern in a certain pod. */
export interface Draft extends Sharing {
  /** Null for a pattern that has no container. */
  readonly helper: Drafted | null;
}

/** A new container, its keys in their usual order. */
export interface Drafted {
  readonly container: Record;
  readonly list: ContainerList;
}

/** Fills a pattern for a pod: with values, with the names of the pod, without what is there already. */
export function draftOf(
  team: Team,
  app: Teammate | null,
  pattern: ContainerPattern,
  options: InsertOptions,
  set: ReadonlyMap<string, string>,
): Draft | InsertRefusal {
  const { pod } = team;
  if (pod.shape !== 'pod-spec') return { refusal: `containers of a ${pod.manifest.kind} are not those of a pod spec` };
  if (pod.document.broken) return { refusal: 'the text is not valid YAML' };
  const filling = fill(pattern, app?.container.name?.value ?? 'app', set);
  if ('refusal' in filling) return filling;
  const { filled } = filling;
  const sharing = planSharing(team, app, filled);
  if ('refusal' in sharing) return sharing;
  if (filled.container !== null) {
    if (pod.isWindows) return { refusal: `the pod runs on Windows, and ${pattern.id} is for Linux` };
    if (isKnative(pod.manifest.apiVersion)) return { refusal: KNATIVE };
  }
  if (filled.container === null) return options.at ? { refusal: `${pattern.id} has no container` } : asked(sharing);
  const form = formOf(pattern, options);
  if ('refusal' in form) return form;
  const name = freeName(team, String(filled.container.name));
  const wanted = wantedOf(filled, filled.container, { variant: form.variant, name, kubernetes: options.kubernetes });
  const container = withFreePortNames(team, withMounts(wanted, sharing.names));
  const helper = { container, list: form.list };
  return { ...withDefaultContainer(sharing, app, helper, options, pod), helper };
}

/** A pod that asks for a helper already needs nothing more. */
function asked(sharing: Sharing): Draft | InsertRefusal {
  const { labels, annotations, spec } = sharing;
  if (Object.keys({ ...labels, ...annotations, ...spec }).length === 0) return { refusal: 'the pod has it already' };
  return { ...sharing, helper: null };
}

const KNATIVE = 'Knative takes no init containers, hooks or further ports beside the application';

/** What a container of a filled pattern depends on beside it. */
interface Wanted {
  readonly variant: Variant | null;
  readonly name: string;
  /** The minor version. */
  readonly kubernetes: number;
}

/** The container as it is written where nothing else is in its way: the same object for the same wish. */
function wantedOf(filled: FilledPattern, container: Record, { variant, name, kubernetes }: Wanted): Record {
  const known = WANTED.get(filled) ?? new Map<string, Record>();
  WANTED.set(filled, known);
  const key = `${variant} ${kubernetes >= SLEEP_HOOK_SINCE} ${name}`;
  return kept(known, key, MOST_WANTED, () => forVersion(containerOf(container, filled, variant, name), kubernetes));
}

const WANTED = new WeakMap<FilledPattern, Map<string, Record>>();
/** Two variants, and a few names where theirs is taken. */
const MOST_WANTED = 20;

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

/** Without a hook that the version does not know: it would be refused. */
function forVersion(container: Record, kubernetes: number): Record {
  const { lifecycle, ...rest } = container;
  const hook = isRecord(lifecycle) ? lifecycle.preStop : undefined;
  if (kubernetes >= SLEEP_HOOK_SINCE || !isRecord(hook) || hook.sleep === undefined) return container;
  const { preStop: _, ...others } = isRecord(lifecycle) ? lifecycle : {};
  return Object.keys(others).length === 0 ? rest : { ...container, lifecycle: others };
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** Of several containers kubectl takes the first one: a helper that goes before the application leaves its place to it. */
function withDefaultContainer(
  sharing: Sharing,
  app: Teammate | null,
  { container, list }: Drafted,
  { at, plain }: InsertOptions,
  { annotations }: Pod,
): Sharing {
  const name = app?.container.name?.value;
  if (!app || name === undefined || list !== 'containers' || app.container.list !== list || plain) return sharing;
  const holdsBack = isRecord(container.lifecycle) && container.lifecycle.postStart !== undefined;
  if (!(at ? at.index <= app.container.index : holdsBack) || annotations.has(DEFAULT_CONTAINER)) return sharing;
  return { ...sharing, annotations: { ...sharing.annotations, [DEFAULT_CONTAINER]: name } };
}
