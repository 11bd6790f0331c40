import { callsOf } from '../../traffic/calls/calls.ts';
import { outboundOf } from '../../traffic/calls/outbound.ts';
import { type Inbound, inboundOf } from '../../traffic/ports/inbound.ts';
import type { Listen } from '../../traffic/ports/listens.ts';
import { servedBy } from '../../traffic/ports/serves.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code, joined, plain } from './markdown.ts';
import { servesWords } from './port-table.ts';
import { mountLines } from './uses.ts';
import { nameOf, namesOf, type View } from './view.ts';

/** The lines of a card about ports, traffic and volumes, but for the ports in `tabled`, which a table shows. */
export function sharingLines(view: View, member: Teammate, tabled: readonly Listen[]): string[] {
  const served = tabled.length > 0 ? [] : servedBy(view.team, member, callsOf(view.team));
  return [
    ...listenLines(member, served),
    ...callerLines(view, member, new Set(tabled.map(({ port }) => port))),
    ...callLines(view, member),
    ...mountLines(view, member),
  ];
}

/** A port with what it serves and who can reach it: `5432 (PostgreSQL, loopback only)`. */
function portWords(member: Teammate, listen: Listen): string {
  const what = servesWords(member, listen);
  const { port, protocol, loopbackOnly } = listen;
  const notes = [
    ...(what ? [what] : []),
    ...(protocol === 'TCP' ? [] : [plain(protocol)]),
    ...(loopbackOnly ? ['loopback only'] : []),
  ];
  return notes.length > 0 ? `${port} (${notes.join(', ')})` : String(port);
}

/** The one container, beside `but`, that is known to listen on a port while others run; null for none or several. */
export function listenerOf({ members }: View['team'], port: number, but: Teammate): Teammate | null {
  const found = members.filter(
    (member) =>
      member !== but &&
      (member.container.lifecycle === 'container' || member.container.lifecycle === 'native-sidecar') &&
      member.listens.some((listen) => listen.port === port && listen.how !== 'probe' && listen.how !== 'usual'),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * The neighbour that answers on a port instead of a container, for certain; null for none. A `containerPort` is often that of
 * a neighbour: a flag wins over it.
 */
export function answersFor({ team }: View, port: number, member: Teammate): Teammate | null {
  const own = member.listens.filter((listen) => listen.port === port && listen.how !== 'probe');
  if (own.some(({ how }) => how !== 'declared')) return null;
  const other = listenerOf(team, port, member);
  const proven = other?.listens.some((listen) => listen.port === port && listen.how !== 'declared');
  return own.length === 0 || proven ? other : null;
}

function listenLines(member: Teammate, ports: readonly Listen[]): string[] {
  const certain = ports.filter(({ how }) => how !== 'usual');
  const usual = ports.filter(({ how }) => how === 'usual');
  const words = (listens: readonly Listen[], word?: string) =>
    joined(
      listens.map((one) => portWords(member, one)),
      word,
    );
  return [
    ...(certain.length > 0 ? [`**Listens** on ${words(certain)}.`] : []),
    ...(usual.length > 0 ? [`**Usually listens** on ${words(usual, 'or')}.`] : []),
  ];
}

/** `Service web, port 80`. */
export function serviceWords({ service, port }: Inbound): string {
  return `Service ${code(service.name)} (port ${port.port})`;
}

function callerLines(view: View, member: Teammate, tabled: ReadonlySet<number>): string[] {
  const ports = new Map<number, Teammate[]>();
  for (const call of callsOf(view.team)) {
    if (call.to === member && !tabled.has(call.port))
      ports.set(call.port, [...(ports.get(call.port) ?? []), call.from]);
  }
  const inside = [...ports].map(([port, callers]) => `${namesOf(callers)} on localhost:${port}`);
  const led = inboundOf(view.team).filter(({ to, target }) => to === member && !(target && tabled.has(target)));
  const outside = led.map((inbound) => `${serviceWords(inbound)} on ${inbound.target}`);
  return [
    ...(inside.length > 0 ? [`**Called** by ${joined(inside)}.`] : []),
    ...(outside.length > 0 ? [`**Reached** from outside the pod through ${joined(outside)}.`] : []),
  ];
}

function callLines(view: View, member: Teammate): string[] {
  const calls = callsOf(view.team).filter(({ from }) => from === member);
  const known = new Set(calls.map(({ port }) => port));
  const lost = new Set(member.dials.map(({ port }) => port).filter((port) => !known.has(port)));
  const inside = calls.map(({ to, port }) => `${nameOf(to)} on localhost:${port}`);
  const nobody = [...lost].map((port) => `localhost:${port}, where no container here is known to listen`);
  const outside = outboundOf(view.team)
    .filter(({ from }) => from === member)
    .map(({ host, port }) => code(port === null ? host : `${host}:${port}`));
  return [
    ...(inside.length + nobody.length > 0 ? [`**Calls** ${joined([...inside, ...nobody])}.`] : []),
    ...(outside.length > 0 ? [`**Reaches out** to ${joined(outside)}.`] : []),
  ];
}
