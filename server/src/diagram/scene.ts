import { type Expected, patternOf } from '../helpers/expected.ts';
import type { Pattern } from '../helpers/helper.ts';
import type { Lifecycle, ProbeKind } from '../kubernetes/pod.ts';
import { servedBy } from '../traffic/ports/serves.ts';
import { redirectOf } from '../traffic/redirects.ts';
import { appOf, type Teammate } from '../traffic/team.ts';
import { isExchange, type Share, type Use } from '../traffic/volumes/shares.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import { bearersOf } from './bearers.ts';
import type { Density } from './diagram.ts';
import { linksOf } from './links.ts';
import { isOfMesh, type Mesh } from './mesh.ts';
import { type Neighbour, neighboursOf } from './neighbours.ts';
import { type Gate, isInjected, type Someone, startsOf } from './starts.ts';
import type { ContainerChange, Subject, SubjectProblem } from './subject.ts';
import { uniqueIds } from './unique-ids.ts';

/** A container in the picture. */
export interface Actor {
  readonly id: string;
  /** The container of the file; null of one that is injected. */
  readonly member: Teammate | null;
  /** What an injector will add; null of a container of the file. */
  readonly injected: Expected | null;
  /** Its name, or a stand-in. */
  readonly label: string;
  readonly pattern: Pattern;
  readonly lifecycle: Lifecycle;
  /** Index of the lane in which it stands; a native sidecar begins there. */
  readonly lane: number;
  readonly native: boolean;
  /** Of the application a step more than of the others; never so little that it does not say that it is injected. */
  readonly density: Density;
  /** The ports that are shown, those with lines first. */
  readonly ports: readonly ActorPort[];
  /** Volumes that it shares with nobody. */
  readonly supplies: readonly Supply[];
  /** How it differs from what it was, where two states are compared; null if it does not. */
  readonly compared: ContainerChange | null;
}

export interface ActorPort {
  readonly port: number;
  /** `:8080`, `:53/UDP`. */
  readonly label: string;
  readonly at: Span | null;
}

export interface Supply {
  readonly share: Share;
  readonly use: Use;
}

export interface Lane {
  readonly id: string;
  readonly gate: Gate | null;
  /** Whether the application runs in it. */
  readonly run: boolean;
  readonly actors: readonly Actor[];
}

/** A volume through which containers exchange something. */
export interface Drum {
  readonly id: string;
  readonly share: Share;
}

/** A line of the picture before it has a place. */
export type Link = Dialling | Mounting | Arriving | Probing | Leaving | Passing;

/** A line that ends at a port of a container. */
export type ToPort = Dialling | Arriving | Probing | Passing;

/** Whether a line leads to a port, if it is known to which. */
export function isToPort(link: Link): link is ToPort {
  return link.kind === 'dials' || link.kind === 'inbound' || link.kind === 'probe' || link.kind === 'passes';
}

/** At whom a line to a port ends; null for one that ends at the proxy of a mesh, and goes on from there. */
export function reached(link: Link): Actor | null {
  if (link.kind === 'passes') return link.way === 'in' ? link.actor : null;
  if (link.kind === 'dials') return link.to;
  return (link.kind === 'inbound' || link.kind === 'probe') && !link.through ? link.to : null;
}

/** A container calls another one. */
export interface Dialling {
  readonly kind: 'dials';
  readonly from: Actor;
  readonly to: Actor;
  readonly port: number;
  readonly at: Span;
}

/** A container uses a volume, perhaps at several paths. */
export interface Mounting {
  readonly kind: 'volume';
  readonly actor: Actor;
  readonly drum: Drum;
  readonly use: Use;
  readonly more: number;
}

/** Traffic comes from outside the pod; null where it is not known to which container. */
export interface Arriving {
  readonly kind: 'inbound';
  readonly from: Neighbour;
  readonly to: Actor | null;
  readonly port: number | null;
  /** What tells of it: ports of a Service, or what asks for metrics. */
  readonly told: readonly { readonly document: YamlDocument; readonly at: Span }[];
  /** The proxy to which the rules of a mesh lead it first. */
  readonly through: Actor | null;
}

/** The kubelet asks a port. */
export interface Probing {
  readonly kind: 'probe';
  readonly from: Neighbour;
  readonly to: Actor;
  readonly port: number;
  readonly kinds: readonly ProbeKind[];
  readonly at: Span;
  readonly through: Actor | null;
}

/** A container calls somebody outside the pod. */
export interface Leaving {
  readonly kind: 'outbound';
  readonly from: Actor;
  readonly to: Neighbour;
  readonly through: Actor | null;
}

/** The proxy of a mesh hands on what came in, or is handed what goes out. */
export interface Passing {
  readonly kind: 'passes';
  readonly way: 'in' | 'out';
  readonly proxy: Actor;
  readonly actor: Actor;
  readonly port: number | null;
}

/** The parts of a picture and what connects them. */
export interface Scene {
  readonly subject: Subject;
  readonly density: Density;
  readonly lanes: readonly Lane[];
  readonly actors: readonly Actor[];
  /** The application: the one that gets the middle of the picture; null where none is known. */
  readonly app: Actor | null;
  readonly drums: readonly Drum[];
  readonly links: readonly Link[];
  readonly neighbours: readonly Neighbour[];
  /** What each problem is about, where it is shown. */
  readonly bearers: ReadonlyMap<SubjectProblem, Bearer>;
  /** The mesh whose proxy is an arch. */
  readonly mesh: Mesh | null;
}

/** What may have a problem. */
export type Bearer = Actor | Link | Drum | Supply | Neighbour;

/** Up to 8 containers are shown with everything, up to 20 in two or three lines, more as names. */
export function densityFor(containers: number): Density {
  return containers <= 8 ? 'comfortable' : containers <= 20 ? 'compact' : 'line';
}

/**
 * The parts of the picture of a pod; with the layer of `probes` who asks them. `idOf` gives the ids of containers that have
 * one in another picture already; others are made of names.
 */
export function sceneOf(subject: Subject, probes = false, idOf?: (member: Teammate) => string | undefined): Scene {
  const { team, expected } = subject;
  const density = densityFor(team.members.length + expected.length);
  const ids = uniqueIds();
  const main = subject.app === undefined ? appOf(team) : subject.app;
  const redirect = redirectOf(team, expected);
  const shares = subject.shares.filter((share) => isExchange(share) && !isOfMesh(share, redirect));
  const cast: Cast = { subject, drums: shares, main, density, probes };
  const actors = new Map<Someone, Actor>();
  const starts = startsOf(subject);
  const lanes = starts.map(({ who, gate }, lane): Lane => {
    const own = who.map((one): Actor => {
      const actor = isInjected(one)
        ? injectedActor(one, ids(`container/${one.name}`), lane, density)
        : writtenActor(cast, one, ids(idOf?.(one) ?? `container/${one.container.label}`), lane);
      actors.set(one, actor);
      return actor;
    });
    const run = lane === starts.length - 1;
    return { id: ids(`lane/${run ? 'run' : lane + 1}`), gate, run, actors: own };
  });
  const neighbours = neighboursOf(subject, probes, ids);
  const drums = shares.map((share): Drum => ({ id: ids(`volume/${share.name}`), share }));
  const app = (main && actors.get(main)) ?? null;
  const scene = { subject, density, lanes, actors: [...actors.values()], app };
  const parts = { ...scene, drums, neighbours, ...linksOf(subject, redirect, actors, drums, neighbours) };
  return { ...parts, bearers: bearersOf(parts) };
}

/** What is decided for all containers of a picture at once. */
interface Cast {
  readonly subject: Subject;
  /** The volumes that stand by themselves. */
  readonly drums: readonly Share[];
  readonly main: Teammate | null;
  readonly density: Density;
  readonly probes: boolean;
}

function writtenActor(
  { subject, drums, main, density, probes }: Cast,
  member: Teammate,
  id: string,
  lane: number,
): Actor {
  const { container, role } = member;
  return {
    id,
    member,
    injected: null,
    label: container.label,
    pattern: role.pattern,
    lifecycle: container.lifecycle,
    lane,
    native: container.lifecycle === 'native-sidecar',
    density: member === main ? denser(density) : density,
    ports: portsOf(member, subject, probes),
    supplies: drumless(subject, drums, member),
    compared: subject.compared?.get(member) ?? null,
  };
}

/** Of a container that is not in the file nothing is known but what its injector does. */
function injectedActor(injected: Expected, id: string, lane: number, density: Density): Actor {
  const { name, lifecycle } = injected;
  return {
    id,
    member: null,
    injected,
    label: name,
    pattern: patternOf(injected),
    lifecycle,
    lane,
    native: lifecycle === 'native-sidecar',
    density: density === 'line' ? denser(density) : density,
    ports: [],
    supplies: [],
    compared: null,
  };
}

function denser(density: Density): Density {
  return density === 'line' ? 'compact' : 'comfortable';
}

const MOST_PORTS = 6;

function portsOf(member: Teammate, { team, calls, inbound, scrapes, probed }: Subject, probes: boolean): ActorPort[] {
  const used = new Set<number>();
  for (const { to, port } of calls) if (to === member) used.add(port);
  for (const { to, target } of inbound) if (to === member && target !== null) used.add(target);
  for (const { to, port } of scrapes) if (to === member && port !== null) used.add(port);
  if (probes) for (const { to, port } of probed) if (to === member) used.add(port);
  const shown = new Map<number, ActorPort>();
  // Nobody waits for what an init container serves; one that served others before may be compared with that.
  const served = member.container.lifecycle === 'init' ? [] : servedBy(team, member, calls);
  for (const { port, protocol, how, at } of served) {
    // What a helper usually serves, and what only a probe asks, would fill the card with what nobody calls.
    if (shown.has(port) || (how !== 'declared' && how !== 'flag' && !used.has(port))) continue;
    shown.set(port, { port, label: protocol === 'TCP' ? `:${port}` : `:${port}/${protocol}`, at });
  }
  for (const port of used) if (!shown.has(port)) shown.set(port, { port, label: `:${port}`, at: null });
  const ports = [...shown.values()];
  const sorted = [...ports.filter(({ port }) => used.has(port)), ...ports.filter(({ port }) => !used.has(port))];
  return sorted.slice(0, Math.max(MOST_PORTS, used.size));
}

/** The volumes of a container that stand at it, each once. */
function drumless({ shares }: Subject, drums: readonly Share[], member: Teammate): Supply[] {
  return shares.flatMap((share): Supply[] => {
    const use = drums.includes(share) ? undefined : share.uses.find((one) => one.member === member);
    return use ? [{ share, use }] : [];
  });
}
