import { writtenWords } from '../../helpers/commands/command.ts';
import { waitsFor, waitsOf } from '../../helpers/commands/waits.ts';
import type { Span } from '../../yaml/span.ts';
import { commandLinesOf } from '../calls/command-lines.ts';
import type { Dial } from '../calls/dial.ts';
import type { Listen } from '../ports/listens.ts';
import { usualPort } from '../ports/usual-ports.ts';
import { remembered } from '../remembered.ts';
import { concurrent, startsBefore, type Team, type Teammate } from '../team.ts';
import { variablesOf } from '../variables.ts';
import { commandOfHandler, dialsOfHandler } from './waiting.ts';

/** What a container needs of another one that starts only after it is done, or up. */
export interface LateServer {
  readonly server: Teammate;
  /** The port, or the folder of the sockets. */
  readonly place: number | string;
  /** Whether it certainly asks for it; an address in a variable may be copied from another container. */
  readonly proven: boolean;
  /** Where it says so. */
  readonly at: Span;
}

/** The first port that an init container dials and that only a later container serves. */
export function laterServer(team: Team, member: Teammate): LateServer | null {
  for (const dial of member.dials) {
    const found = serverOf(team, member, dial.port);
    if (!found || (team.pod.hostNetwork && found.server.role.confidence !== 'strong')) continue;
    const certain = found.listen.how !== 'usual' || found.server.role.function === 'db-ambassador';
    return { server: found.server, place: dial.port, proven: certain && asks(member, dial), at: dial.at };
  }
  return null;
}

interface Serving {
  readonly server: Teammate;
  readonly listen: Listen;
}

/** The containers that run on, by the ports they listen on, with the best that tells of it. */
const serversOf = remembered((team): ReadonlyMap<number, readonly Serving[]> => {
  const servers = new Map<number, Serving[]>();
  for (const server of concurrent(team)) {
    const best = new Map<number, Listen>();
    for (const listen of server.listens) {
      const known = best.get(listen.port);
      if (!known || ((known.how === 'usual' || known.how === 'probe') && listen.how !== 'probe'))
        best.set(listen.port, listen);
    }
    for (const [port, listen] of best) {
      const known = servers.get(port);
      if (known) known.push({ server, listen });
      else servers.set(port, [{ server, listen }]);
    }
  }
  return servers;
});

/** Where so many listen on one port, nobody can tell who is meant. */
const MAX_SERVERS = 100;

/** The container that serves a port, if none serves it that starts before a member. */
function serverOf(team: Team, member: Teammate, port: number): Serving | null {
  const all = (serversOf(team).get(port) ?? []).filter(({ server }) => server !== member);
  if (all.length > MAX_SERVERS) return null;
  // A probe may ask a neighbour.
  const told = all.filter(({ listen }) => listen.how !== 'probe');
  const serving = told.length > 0 ? told : all;
  const isEarly = ({ server }: Serving) =>
    server.container.lifecycle === 'native-sidecar' && startsBefore(server, member);
  return serving.some(isEarly) ? null : (serving[0] ?? null);
}

/** Whether more than a variable shows that a member dials. */
function asks(member: Teammate, { port, how }: Dial): boolean {
  const { role } = member;
  if (how === 'command' || role.function === 'migration' || role.function === 'waiter') return true;
  return commandLinesOf(member).some(({ program }) => usualPort(program) === port || /migrat/i.test(program));
}

/** Longer values are files, and no container of people has more of them, or of mounts. */
const MAX_TEXT = 2000;
const MAX_WORDS = 500;
const MAX_MOUNTS = 50;

/** The folder of a later database proxy in which an init container looks for a socket: `/cloudsql/project:region:db`. */
export function laterSocket(team: Team, member: Teammate): LateServer | null {
  const { container } = member;
  const isLate = (other: Teammate) => other.container.lifecycle === 'container' || startsBefore(member, other);
  const proxies = team.members.filter((other) => {
    const { role, container: own } = other;
    return (
      role.function === 'db-ambassador' && role.confidence === 'strong' && own.lifecycle !== 'init' && other !== member
    );
  });
  if (proxies.length === 0 || !proxies.every(isLate)) return null;
  const words = writtenWords(container).map((word) => ({ ...word, proven: true }));
  const values = variablesOf(member).all.map(({ value, at }) => ({
    value,
    at,
    proven: member.role.function === 'migration',
  }));
  const told = [...words, ...values].slice(0, MAX_WORDS);
  for (const { volume, path } of container.mounts.slice(0, MAX_MOUNTS)) {
    const folder = (path ?? '').replace(/\/+$/, '');
    const server = proxies.find((proxy) =>
      proxy.container.mounts.some((mount) => mount.volume.value === volume.value && !mount.readOnly),
    );
    const named = ({ value }: { readonly value: string }) =>
      value.length <= MAX_TEXT && new RegExp(`${escaped(folder)}/[\\w.-]+:[\\w.-]+:[\\w.-]+`).test(value);
    const found = folder === '' || !server ? undefined : told.find(named);
    if (server && found) return { server, place: folder, proven: found.proven, at: found.at };
  }
  return null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What the startup probe of a native sidecar, or its postStart hook, waits for before anything of the app list starts. */
export function laterGate(team: Team, member: Teammate): (LateServer & { readonly gate: string }) | null {
  for (const { kind, key, handler } of member.container.probes) {
    if (kind !== 'startupProbe' || !handler || handler.host) continue;
    const asked = typeof handler.port?.value === 'number' ? [handler.port.value] : [];
    for (const port of [...asked, ...dialsOfHandler(member, handler).map((dial) => dial.port)]) {
      const server = appAt(team, member, port);
      if (server) return { server, place: port, proven: true, at: key, gate: kind };
    }
  }
  for (const { kind, key, handler } of member.container.hooks) {
    const command = kind === 'postStart' ? commandOfHandler(handler) : null;
    const waits = command ? waitsOf(command).filter(({ bounded, conditional }) => !bounded && !conditional) : [];
    const waited = dialsOfHandler(member, handler).filter(({ port }) => waits.some((wait) => waitsFor(wait, port)));
    for (const { port } of waited) {
      const server = appAt(team, member, port);
      if (server) return { server, place: port, proven: true, at: key, gate: kind };
    }
  }
  return null;
}

/** The container of the app list that serves a port, if nobody before it does. */
function appAt(team: Team, member: Teammate, port: number): Teammate | null {
  if (member.listens.some((own) => own.port === port && own.how !== 'probe')) return null;
  const found = serverOf(team, member, port);
  if (!found || found.listen.how === 'usual' || found.listen.how === 'probe') return null;
  return found.server.container.lifecycle === 'container' ? found.server : null;
}
