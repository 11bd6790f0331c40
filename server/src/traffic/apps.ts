import { isHelperWord, isMainName } from '../helpers/names.ts';
import { type Evidence, isProven } from '../helpers/role.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';
import { isFront } from './fronts.ts';
import { evidenceOf, type Inbound, inboundOf } from './ports/inbound.ts';
import type { Team, Teammate } from './team.ts';

/** The applications of a pod. */
export interface Apps {
  /** With what tells of each. */
  readonly apps: ReadonlyMap<Teammate, readonly Evidence[]>;
  /** Whether something tells that it is this one, so that what is left helps it. */
  readonly certain: boolean;
}

/** What tells that a container is the application. */
type Sign = (member: Teammate) => Evidence | null;

/**
 * The application is what the user says, what `kubectl` takes by default, what is named like the workload or as people name
 * applications; else what remains when all helpers are taken away; else, where everything is known as a helper, what is
 * most often an application.
 */
export function appsOf(team: Team, suggested: (member: Teammate) => unknown): Apps {
  const { pod, members } = team;
  // What a SidecarSet holds is added to the pods of others.
  if (pod.manifest.kind === 'SidecarSet') return { apps: new Map(), certain: false };
  const listed = members.filter(
    ({ container: { lifecycle, list } }) => lifecycle === 'container' && list !== 'sidecars',
  );
  const said = listed.filter(({ role }) => role.proof === 'override' && role.pattern === 'app');
  if (said.length > 0) return { apps: because(said, []), certain: true };
  const candidates = candidatesAmong(listed, suggested);
  // Steps of an engine do a part of the work each.
  if (pod.shape !== 'pod-spec') {
    const steps = candidates.free.filter(({ role }) => role.pattern === 'app');
    return { apps: because(steps, []), certain: false };
  }
  return bySign(pod, candidates) ?? byRemaining(team, candidates) ?? byElimination(team, candidates);
}

function because(members: readonly Teammate[], evidence: readonly Evidence[]): Apps['apps'] {
  return new Map(members.map((member) => [member, evidence]));
}

/** Those of the containers that may be the application. */
interface Candidates {
  /** The user does not say what they are. */
  readonly free: readonly Teammate[];
  /** Unknown ones, and what is often an application: web servers, stores. */
  readonly maybe: readonly Teammate[];
  /** Of them, unknown ones which nothing makes a helper. */
  readonly plain: readonly Teammate[];
  /** Of them, what is more than a box of tools, if anything is. */
  readonly built: readonly Teammate[];
}

function candidatesAmong(listed: readonly Teammate[], suggested: (member: Teammate) => unknown): Candidates {
  const free = listed.filter(({ role }) => role.proof !== 'override');
  const maybe = free.filter((member) => isUnknown(member) || isOften(member));
  const plain = maybe.filter((member) => {
    const told = member.role.proof !== 'list' && !isStore(member);
    return isUnknown(member) && !told && !isIdle(member) && !suggested(member);
  });
  const built = plain.filter(({ role }) => !role.helper?.toolbox);
  return { free, maybe, plain, built: built.length > 0 ? built : plain };
}

function isUnknown({ role }: Teammate): boolean {
  return !isProven(role);
}

function isStore({ role }: Teammate): boolean {
  return role.function === 'store' || role.function === 'cache';
}

/** What serves pages, rather than passing on what others serve. */
function isWebServer(member: Teammate): boolean {
  return isFront(member) && member.role.helper?.direction === 'in';
}

function isOften(member: Teammate): boolean {
  return isFront(member) || isStore(member) || member.role.pattern === 'app';
}

function bySign(pod: Pod, { free, maybe, plain }: Candidates): Apps | null {
  // A helper may be the pod's purpose, but not beside what may be one by its kind.
  const isAlone = plain.length === 0 && !maybe.some((one) => isFront(one) || isStore(one));
  const helpers = isAlone ? free : free.filter(({ role }) => OWN_WORKLOADS.has(role.function ?? ''));
  // Somebody may call a whole pod `sidecar`.
  const isNamed = (one: Teammate) => one.role.proof !== 'name' || isStore(one) || !isHelperWord(one.container.label);
  const unlikeHelpers = plain.length > 0 ? maybe.filter(isNamed) : maybe;
  const byWorkload = likeWorkload(pod);
  return (
    signed(free, (member) => byDefault(pod, member)) ??
    signed(unlikeHelpers, byWorkload) ??
    signed(helpers, byWorkload) ??
    signed(maybe, mainName) ??
    signed(plain, (member) => partOfWorkload(pod, member))
  );
}

/** Those that a sign tells of; null if there are none. */
function signed(members: readonly Teammate[], sign: Sign): Apps | null {
  const apps = new Map<Teammate, readonly Evidence[]>();
  for (const member of members) {
    const found = sign(member);
    if (found) apps.set(member, [found]);
  }
  return apps.size > 0 ? { apps, certain: true } : null;
}

/** Helpers that run as workloads of their own, too. */
const OWN_WORKLOADS: ReadonlySet<string> = new Set(['exporter', 'log-shipper', 'telemetry-collector']);

function byRemaining(team: Team, { plain, built }: Candidates): Apps | null {
  const served = plain.filter((member) => arrivalAt(team, member));
  const [only] = served;
  const arrival = only && served.length === 1 ? arrivalAt(team, only) : null;
  if (only && arrival) return { apps: because([only], [evidenceOf(arrival)]), certain: false };
  return built.length > 0 ? { apps: because(built, []), certain: built.length === 1 } : null;
}

function byElimination(team: Team, { free, maybe }: Candidates): Apps {
  const { pod } = team;
  // In a patch, and where an operator adds containers, the application may be elsewhere.
  if (pod.partial === 'patch' || pod.partial === 'fragment') return { apps: new Map(), certain: false };
  const isServed = (member: Teammate) => arrivalAt(team, member) !== null;
  const [app] = [
    ...maybe.filter((member) => isServed(member) && isOften(member)),
    ...maybe.filter(isWebServer),
    ...maybe.filter(isStore),
    ...maybe.filter((member) => isOften(member) && !isUnknown(member)),
    ...maybe.filter(isUnknown),
    ...free.filter(isServed),
    ...free,
  ];
  const nothing = { text: `nothing else in ${workloadName(pod)} is the application`, at: null };
  return { apps: because(app ? [app] : [], [nothing]), certain: false };
}

/** What only sleeps, and is not told of anybody to dial. */
function isIdle(member: Teammate): boolean {
  return member.role.task === 'idle' && member.dials.length === 0;
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

function byDefault({ annotations }: Pod, { container }: Teammate): Evidence | null {
  const annotation = annotations.get(DEFAULT_CONTAINER);
  if (!annotation || annotation.value !== container.name?.value) return null;
  return { text: `the annotation ${DEFAULT_CONTAINER} names it`, at: annotation.at };
}

/** Labels that repeat the name of the application. */
const NAME_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/component', 'app', 'k8s-app', 'component', 'name'];

/** Whether it is named like the workload, or like its labels say; dashes do not count. */
function likeWorkload(pod: Pod): Sign {
  const own = plain(pod.manifest.name ?? '');
  const labels = NAME_LABELS.map((key) => plain(pod.labels.get(key)?.value ?? ''));
  return ({ container }) => {
    const name = plain(container.name?.value ?? '');
    if (!container.name || name === '') return null;
    const { at } = container.name;
    if (name === own) return { text: `it is named like ${workloadName(pod)}`, at };
    if (isChartName(container.name.value)) return { text: 'it is named like the chart', at };
    const label = NAME_LABELS[labels.indexOf(name)];
    return label === undefined ? null : { text: `it is named like the label ${label}`, at };
  };
}

/** A template that prints the name of the chart or of the release, and nothing else. */
function isChartName(name: string): boolean {
  return /^\{\{-?\s*(?:\.Chart\.Name|(?:include|template)\s+"[\w.-]*\.(?:full)?name"\s+[.$]\w*)\s*(?:\|[^{}]*)?-?\}\}$/.test(
    name,
  );
}

function plain(name: string): string {
  return (name.includes('-') ? name.replaceAll('-', '') : name).toLowerCase();
}

function mainName({ container: { name } }: Teammate): Evidence | null {
  return name && isMainName(name.value) ? { text: 'its name is usual for the application', at: name.at } : null;
}

/** Whether its name is a part of that of the workload: `nfs` in `csi-nfs-node`. */
function partOfWorkload(pod: Pod, { container: { name } }: Teammate): Evidence | null {
  const [own, whole] = [name?.value ?? '', pod.manifest.name ?? ''];
  if (!name || own.length < 3 || own.includes('{{') || !`-${whole}-`.includes(`-${own}-`)) return null;
  return { text: `its name is a part of that of ${workloadName(pod)}`, at: name.at };
}

function arrivalAt(team: Team, member: Teammate): Inbound | null {
  return inboundOf(team).find(({ to }) => to === member) ?? null;
}
