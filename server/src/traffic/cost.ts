import type { Container } from '../kubernetes/pod.ts';
import { readCpu, readMemory } from '../kubernetes/quantity.ts';
import { concurrent, type Team, type Teammate } from './team.ts';

export interface Amounts {
  /** Millicores; null where no container asks for any. */
  readonly cpu: number | null;
  /** Bytes. */
  readonly memory: number | null;
}

/** What a pod costs the scheduler. */
export interface Cost {
  /** Effective requests of the pod. */
  readonly requests: Amounts;
  /** The part of it that helpers ask for while the application runs. */
  readonly helpers: Amounts;
  /** The helpers' part of the requests, 0 to 1; null where the application requests none, so that it says nothing. */
  readonly shares: Readonly<Record<Resource, number | null>>;
  /** The larger of the two; null for none. */
  readonly share: number | null;
  /** Null where the manifest does not tell: it is partial, or a value is no quantity. */
  readonly qos: 'Guaranteed' | 'Burstable' | 'BestEffort' | null;
}

/** What the scheduler counts here. */
export type Resource = keyof Amounts;
const RESOURCES: readonly Resource[] = ['cpu', 'memory'];
const READ = { cpu: readCpu, memory: readMemory } as const;

/** What a pod asks for in all. */
export function costOf(team: Team): Cost {
  const requests = { cpu: effective(team, 'cpu'), memory: effective(team, 'memory') };
  const running = concurrent(team);
  const helping = running.filter(isHelping);
  const served = running.filter((member) => !isHelping(member));
  const helpers = { cpu: sum(helping, 'cpu'), memory: sum(helping, 'memory') };
  const shareOf = (resource: Resource) => {
    const all = requests[resource];
    return all && sum(served, resource) !== null ? Math.min(1, (helpers[resource] ?? 0) / all) : null;
  };
  const shares = { cpu: shareOf('cpu'), memory: shareOf('memory') };
  const known = Object.values(shares).filter((share) => share !== null);
  return { requests, helpers, shares, share: known.length > 0 ? Math.max(...known) : null, qos: qosOf(team) };
}

function isHelping({ container, role }: Teammate): boolean {
  if (role.pattern === 'unknown') return container.lifecycle === 'native-sidecar';
  return role.pattern !== 'app';
}

/** What the scheduler reserves, with the overhead of the runtime class (component-helpers resource.PodRequests). */
function effective(team: Team, resource: Resource): number | null {
  const own = requestOfPod(team, resource);
  const overhead = amount(team.pod.overhead, resource);
  return own === null ? overhead : own + (overhead ?? 0);
}

/** What a pod asks of one resource while it starts, and when all of it runs; null where nothing asks. */
export interface Stages {
  /** One for each init container that runs to completion, in their order. */
  readonly inits: readonly {
    readonly member: Teammate;
    /** What it asks for itself. */
    readonly own: number | null;
    /** What the native sidecars ask for that run beside it. */
    readonly beside: number | null;
  }[];
  /** All native sidecars and containers together. */
  readonly running: number | null;
}

/** Step by step: an init container runs beside the native sidecars started before it (KEP-753). */
export function stagesOf({ members }: Team, resource: Resource): Stages {
  const inits: Stages['inits'][number][] = [];
  let natives: number | null = null;
  let running: number | null = null;
  for (const member of members) {
    const own = requestOf(member.container, resource);
    const { lifecycle } = member.container;
    if (lifecycle === 'init') inits.push({ member, own, beside: natives });
    if (lifecycle === 'native-sidecar') natives = plus(natives, own);
    if (lifecycle === 'container') running = plus(running, own);
  }
  return { inits, running: plus(natives, running) };
}

/**
 * Pod-level requests where they are set, else the larger of what runs at the end and of the hungriest step before it.
 * Pod-level limits stand in where nothing asks (KEP-2837).
 */
function requestOfPod(team: Team, resource: Resource): number | null {
  const { inits, running } = stagesOf(team, resource);
  const asked = [...inits.map(({ own, beside }) => plus(beside, own)), running].filter((one) => one !== null);
  const most = asked.reduce<number | null>((a, b) => Math.max(a ?? 0, b), null);
  return amount(team.pod.requests, resource) ?? most ?? amount(team.pod.limits, resource);
}

function sum(members: readonly Teammate[], resource: Resource): number | null {
  return members.reduce<number | null>((all, { container }) => plus(all, requestOf(container, resource)), null);
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}

/** What a container asks for. */
export function requestsOf(container: Container): Amounts {
  return { cpu: requestOf(container, 'cpu'), memory: requestOf(container, 'memory') };
}

/** What it asks for; a container with a limit only requests the limit. */
function requestOf({ requests, limits }: Bounded, resource: Resource): number | null {
  return amount(requests, resource) ?? amount(limits, resource);
}

function amount(of: Container['requests'], resource: Resource): number | null {
  const text = of.get(resource)?.value;
  return text === undefined ? null : READ[resource](text);
}

/**
 * The class that decides who goes first when a node runs out of memory: by CPU and memory of all containers, init
 * containers included and ephemeral ones not, or of the pod as a whole where it says so (ComputePodQOS, KEP-2837).
 */
function qosOf(team: Team): Cost['qos'] {
  const { pod } = team;
  const lasting = pod.containers.filter(({ lifecycle }) => lifecycle !== 'ephemeral');
  if (pod.partial !== null || ![pod, ...lasting].every(isReadable)) return null;
  const levels = isBoundAsWhole(pod) ? [boundsOf(pod, (r) => requestOfPod(team, r))] : lasting.map((c) => boundsOf(c));
  if (levels.every((bounds) => bounds.every(({ request, limit }) => !request && !limit))) return 'BestEffort';
  return levels.every(isExact) ? 'Guaranteed' : 'Burstable';
}

/**
 * Whether a container asks for exactly what it may use, CPU and memory, as a Guaranteed Pod needs it of every container;
 * null where a value is no quantity.
 */
export function isFullyReserved(container: Container): boolean | null {
  return isReadable(container) ? isExact(boundsOf(container)) : null;
}

function isExact(bounds: ReturnType<typeof boundsOf>): boolean {
  return bounds.every(({ request, limit }) => limit && request === limit);
}

/** Whether a pod has CPU or memory of its own, which then count instead of those of its containers (KEP-2837). */
export function isBoundAsWhole({ requests, limits }: Bounded): boolean {
  return RESOURCES.some((resource) => requests.has(resource) || limits.has(resource));
}

type Bounded = Pick<Container, 'requests' | 'limits'>;

function boundsOf(of: Bounded, request = (resource: Resource) => requestOf(of, resource)) {
  return RESOURCES.map((resource) => ({ request: request(resource), limit: amount(of.limits, resource) }));
}

/** Whether every amount that is set is a quantity. */
function isReadable({ requests, limits }: Bounded): boolean {
  return RESOURCES.every((resource) =>
    [requests, limits].every((of) => !of.has(resource) || amount(of, resource) !== null),
  );
}
