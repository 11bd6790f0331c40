import type { EnvSource } from '../../kubernetes/pod.ts';
import { callsOf } from '../../traffic/calls/calls.ts';
import { portsIn } from '../../traffic/calls/loopback.ts';
import { outboundOf } from '../../traffic/calls/outbound.ts';
import { inboundOf } from '../../traffic/ports/inbound.ts';
import type { Teammate } from '../../traffic/team.ts';
import { expanded } from '../../traffic/variables.ts';
import { type SocketUse, socketsOf } from '../../traffic/volumes/sockets.ts';
import type { Located } from '../../yaml/span.ts';
import { addedName } from './expected.ts';
import { code, joined, plain } from './markdown.ts';
import { roleWord } from './roles.ts';
import { listenerOf, serviceWords } from './sharing.ts';
import { agree, nameOf, namesOf, type View } from './view.ts';

/** Whom a value of a container dials, inside and outside the pod, and where it makes the container listen. */
export function talkLines(view: View, member: Teammate, value: Located<string>): string[] {
  return [listenLines, dialLines, socketLines, outsideLines].flatMap((lines) => lines(view, member, value));
}

function listenLines({ team }: View, member: Teammate, { at }: Located<string>): string[] {
  const ports = new Set(member.listens.filter((own) => own.how === 'flag' && own.at === at).map(({ port }) => port));
  return [...ports].slice(0, MOST).map((port) => {
    const loopback = member.listens.some((own) => own.at === at && own.port === port && own.loopbackOnly);
    const callers = callsOf(team).flatMap((call) => (call.to === member && call.port === port ? [call.from] : []));
    const services = inboundOf(team).filter((inbound) => inbound.to === member && inbound.target === port);
    const called = callers.length > 0 ? `; ${namesOf(callers)} ${agree(callers, 'calls', 'call')} it there` : '';
    const led =
      services.length > 0 ? `; ${joined(services.map(serviceWords))} ${agree(services, 'leads', 'lead')} there` : '';
    return `Here it listens on ${port}${loopback ? ', on loopback only' : ''}${called}${led}.`;
  });
}

const MOST = 5;

function dialLines(view: View, member: Teammate, value: Located<string>): string[] {
  const text = expanded(value.value, member.container);
  // Of several values that name one port the graph keeps the place of the first.
  const named = new Set(portsIn(text));
  const dials = member.dials.filter(({ at, port, how }) => how !== 'default' && (at === value.at || named.has(port)));
  return [...new Set(dials.map(({ port }) => port))].slice(0, MOST).map((port) => answerLine(view, member, port));
}

/** Whom it meets at the socket that a value names. */
function socketLines({ team }: View, member: Teammate, { at }: Located<string>): string[] {
  return socketsOf(team).flatMap(({ volume, uses }) => {
    const own = uses.find((use) => use.member === member && use.at === at);
    const others = uses.filter((use) => use.member !== member);
    if (!own || others.length === 0) return [];
    return [`${code(own.path)} is a socket on the volume ${code(volume)}: ${meetingWords(uses)}.`];
  });
}

/** `a` serves it, `b` and `c` call it. */
export function meetingWords(uses: readonly SocketUse[]): string {
  const who = (side: SocketUse['side']) => uses.flatMap((use) => (use.side === side ? [use.member] : []));
  const [serving, calling, naming] = [who('serves'), who('dials'), who('names')];
  return [
    ...(serving.length > 0 ? [`${namesOf(serving)} ${agree(serving, 'serves', 'serve')} it`] : []),
    ...(calling.length > 0 ? [`${namesOf(calling)} ${agree(calling, 'calls', 'call')} it`] : []),
    ...(naming.length > 0 ? [`${namesOf(naming)} ${agree(naming, 'names', 'name')} it`] : []),
  ].join(', ');
}

/** Who answers on a port of localhost, as seen from a container. */
export function answerLine(view: View, member: Teammate, port: number): string {
  const call = callsOf(view.team).find(({ from, port: own }) => from === member && own === port);
  if (call) {
    return `On localhost:${port} answers ${nameOf(call.to)} (${roleWord(view, call.to)}), in the same pod and without a Service.`;
  }
  const added = view.expected().find(({ helper }) => helper?.ports.some((own) => own.port === port));
  if (added) return `On localhost:${port} answers ${addedName(added)}, which ${plain(added.injector.title)} adds.`;
  const own = member.listens.some((listen) => listen.port === port && listen.how !== 'probe');
  if (own) return `On localhost:${port} it listens itself.`;
  const later = listenerOf(view.team, port, member);
  if (later && member.container.lifecycle === 'init') {
    return `On localhost:${port} nobody answers yet: ${nameOf(later)} listens there, but starts only after ${nameOf(member)}.`;
  }
  const here = view.partial ? 'that is written here' : 'of the pod';
  return `localhost is this pod, and no container ${here} is known to listen on ${port}.`;
}

function outsideLines({ team }: View, member: Teammate, value: Located<string>): string[] {
  const text = expanded(value.value, member.container);
  const found = outboundOf(team).filter(({ from, host, port, at }) => {
    return from === member && (at === value.at || (port !== null && text.includes(`${host}:${port}`)));
  });
  if (found.length === 0) return [];
  const words = found.map(({ host, port }) => code(port === null ? host : `${host}:${port}`));
  const callers = [...new Set(callsOf(team).flatMap(({ from, to }) => (to === member ? [from] : [])))];
  const through =
    member.role.pattern === 'ambassador' && callers.length > 0
      ? ` ${namesOf(callers)} ${agree(callers, 'gets', 'get')} there through this container.`
      : '';
  return [`${joined(words)} ${agree(found, 'is', 'are')} outside the pod.${through}`];
}

/** The other members that take the same ConfigMap or Secret as a whole. */
export function alsoTaking(view: View, member: Teammate, { kind, name }: EnvSource): Teammate[] {
  return view.team.members.filter(
    (other) =>
      other !== member && other.container.envFrom.some((from) => from.kind === kind && from.name.value === name.value),
  );
}
