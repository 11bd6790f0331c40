import { isMainName } from '../helpers/names.ts';
import { type Evidence, isProven } from '../helpers/role.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';
import { isFront } from './fronts.ts';
import { evidenceOf } from './inbound.ts';
import type { Sight } from './suggestions.ts';
import type { Teammate } from './team.ts';

/** The applications of a pod. */
export interface Apps {
  /** With what tells of each. */
  readonly apps: ReadonlyMap<Teammate, readonly Evidence[]>;
  /** Whether something tells that it is this one, so that what is left helps it. */
  readonly certain: boolean;
}

/**
 * The application is what the user says, what `kubectl` logs by default, what is named like the workload, what a Service
 * leads to; else what remains when all helpers are taken away; else, where everything is known as a helper, what is most
 * often an application.
 */
export function appsOf(sight: Sight, suggested: (member: Teammate) => unknown): Apps {
  const { pod, members } = sight.team;
  // What a SidecarSet holds is added to the pods of others.
  if (pod.manifest.kind === 'SidecarSet') return { apps: new Map(), certain: false };
  const listed = members.filter(
    ({ container }) => container.lifecycle === 'container' && container.list !== 'sidecars',
  );
  const said = listed.filter(({ role }) => role.proof === 'override' && role.pattern === 'app');
  const free = listed.filter(({ role }) => role.proof !== 'override');
  // Steps of an engine do a part of the work each.
  if (pod.shape !== 'pod-spec')
    return {
      apps: found(
        free.filter(({ role }) => role.pattern === 'app'),
        () => [],
      ),
      certain: false,
    };
  const isUnknown = ({ role }: Teammate) => !isProven(role);
  const isStore = ({ role }: Teammate) => role.function === 'store' || role.function === 'cache';
  const isOften = (member: Teammate) => isFront(member) || isStore(member) || member.role.pattern === 'app';
  const maybe = free.filter((member) => isUnknown(member) || isOften(member));
  const plain = maybe.filter(
    (member) =>
      isUnknown(member) &&
      (member.role.proof === 'list' || isStore(member)) &&
      member.role.task !== 'idle' &&
      !suggested(member),
  );
  // A box of tools is the application only where there is no other.
  const built = plain.filter(({ role }) => !role.helper?.toolbox);
  const own = built.length > 0 ? built : plain;
  const named = (of: readonly Teammate[], test: (member: Teammate) => Evidence | null) =>
    of.filter((member) => test(member) !== null);
  const byName = (member: Teammate) => likeWorkload(pod, member);
  const byService = (member: Teammate) => servedFromOutside(sight, member);
  const ways: readonly (readonly [readonly Teammate[], (member: Teammate) => Evidence | null, boolean])[] = [
    [said, () => null, true],
    [named(free, (member) => byDefault(pod, member)), (member) => byDefault(pod, member), true],
    [named(maybe, byName), byName, true],
    [named(plain.length > 0 ? [] : free, byName).slice(0, 1), byName, true],
    [named(plain, mainName), mainName, true],
    [named(maybe, mainName), mainName, true],
    [named(plain, (member) => partOfWorkload(pod, member)), (member) => partOfWorkload(pod, member), true],
    [named(plain, byService).length === 1 ? named(plain, byService) : [], byService, false],
    [own, () => null, own.length === 1],
  ];
  const way = ways.find(([of]) => of.length > 0);
  if (way) return { apps: found(way[0], (member) => [way[1](member)].filter((one) => one !== null)), certain: way[2] };
  // In a patch, and where an operator adds containers, the application may be elsewhere.
  if (pod.partial === 'patch' || pod.partial === 'fragment') return { apps: new Map(), certain: false };
  const nothing: Evidence = { text: `nothing else in ${workloadName(pod)} is the application`, at: null };
  const left = [
    maybe.filter((member) => byService(member) !== null && isOften(member)),
    maybe.filter(isStore),
    maybe.filter((member) => isOften(member) && isProven(member.role)),
    maybe.filter((member) => isUnknown(member) && !suggested(member)),
    free.filter((member) => byService(member) !== null),
    maybe,
    free,
  ].find((of) => of.length > 0);
  return { apps: found(left?.slice(0, 1) ?? [], () => [nothing]), certain: false };
}

function found(of: readonly Teammate[], evidence: (member: Teammate) => Evidence[]): Apps['apps'] {
  return new Map(of.map((member) => [member, evidence(member)]));
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
function likeWorkload(pod: Pod, { container }: Teammate): Evidence | null {
  const name = plain(container.name?.value ?? '');
  if (!container.name || name === '') return null;
  const { at } = container.name;
  if (name === plain(pod.manifest.name ?? '')) return { text: `it is named like ${workloadName(pod)}`, at };
  if (isChartName(container.name.value)) return { text: 'it is named like the chart', at };
  const label = NAME_LABELS.find((key) => plain(pod.labels.get(key)?.value ?? '') === name);
  return label === undefined ? null : { text: `it is named like the label ${label}`, at };
}

/** A template that prints the name of the chart or of the release, and nothing else. */
function isChartName(name: string): boolean {
  return /^\{\{-?\s*(?:\.Chart\.Name|(?:include|template)\s+"[\w.-]*\.(?:full)?name"\s+[.$]\w*)\s*(?:\|[^{}]*)?-?\}\}$/.test(
    name,
  );
}

function plain(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
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

function servedFromOutside({ inbound }: Sight, member: Teammate): Evidence | null {
  const arrival = inbound.find(({ to }) => to === member);
  return arrival ? evidenceOf(arrival) : null;
}
