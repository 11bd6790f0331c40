import type { Port } from '../../kubernetes/pod.ts';
import { callsOf } from '../../traffic/calls/calls.ts';
import { inboundOf } from '../../traffic/ports/inbound.ts';
import { isClosed } from '../../traffic/ports/listens.ts';
import { servedBy } from '../../traffic/ports/serves.ts';
import { concurrent, type Teammate } from '../../traffic/team.ts';
import { partOf } from '../file.ts';
import { ingressesNear } from '../neighbours.ts';
import { bullets, code, joined, paragraphs, plain } from './markdown.ts';
import { portTable, servesWords } from './port-table.ts';
import { answersFor, serviceWords } from './sharing.ts';
import { sources } from './sources.ts';
import { agree, nameOf, namesOf, partialNote, type View } from './view.ts';

/** On an item of `ports` or one of its keys: who dials it, from inside and outside the pod. */
export function port(view: View, member: Teammate, own: Port, key: string | null): string {
  const number = own.containerPort.value;
  const name = own.name ? ` (${code(own.name.value)})` : '';
  const protocol = own.protocol === 'TCP' ? '' : ` ${plain(own.protocol)}`;
  const what = servesWords(member, { port: number, protocol: own.protocol });
  const serves = what && what !== code(own.name?.value ?? '') ? `: ${what}` : '';
  const traffic = trafficLines(view, member, own);
  return paragraphs(
    `**Port ${number}${protocol} of ${nameOf(member)}**${name}${serves}`,
    bullets([
      ...keyLines(view, member, own, key),
      ...(traffic.length > 0 ? traffic : anybody(view, number)),
      ...natureLines(view, member, own, key),
    ]),
    partialNote(view),
    sources(['network', 'services']),
  );
}

/** What there is to say about one key alone. */
function keyLines({ team, pod }: View, member: Teammate, own: Port, key: string | null): string[] {
  if (key === 'hostPort' && own.hostPort) {
    if (pod.hostNetwork && own.hostPort.value !== own.containerPort.value) {
      return ['With `hostNetwork` it has to be equal to `containerPort`: the API server refuses the pod.'];
    }
    return ['Namespaces with Pod Security `baseline` refuse a `hostPort`. A Service does without it.'];
  }
  if (key === 'protocol') return ["TCP and UDP do not get in each other's way: a number may be taken once for each."];
  if (key !== 'name' || !own.name) return [];
  const name = own.name.value;
  const others = team.members.filter(
    (other) => other !== member && other.container.ports.some((port) => port.name?.value === name),
  );
  const asking = member.container.probes.filter(({ handler }) => handler?.port?.value === name);
  return [
    ...(asking.length > 0 ? [`Asked under this name: ${asking.map(({ kind }) => code(kind)).join(' and ')}.`] : []),
    ...(others.length > 0
      ? [
          `${namesOf(others)} ${agree(others, 'has', 'have')} a port of this name, too: which one a Service means, nobody can tell.`,
        ]
      : []),
  ];
}

function anybody({ team }: View, number: number): string[] {
  return team.members.length > 1 ? [`The other containers reach it as localhost:${number}, without a Service.`] : [];
}

function trafficLines(view: View, member: Teammate, own: Port): string[] {
  const number = own.containerPort.value;
  if (member.container.lifecycle === 'init')
    return ['No Service leads here: an init container runs to completion before the pod is ready.'];
  const callers = callsOf(view.team)
    .filter((call) => call.to === member && call.port === number)
    .map(({ from }) => from);
  const services = inboundOf(view.team).filter(
    (inbound) => inbound.to === member && inbound.target === number && inbound.port.protocol === own.protocol,
  );
  const loopback = member.listens.some((listen) => listen.port === number && isClosed(listen));
  return [
    ...(callers.length > 0
      ? [`${namesOf(callers)} ${agree(callers, 'calls', 'call')} it as localhost:${number}.`]
      : []),
    ...(services.length > 0 ? [`${joined(services.map(serviceWords))} ${agree(services, 'leads', 'lead')} here.`] : []),
    ...ingressLines(view, member, own),
    ...(loopback
      ? ['It listens on loopback only: neither Services, other pods nor HTTP and TCP probes get to it.']
      : []),
  ];
}

/** More hosts and paths are counted. */
const MOST_PLACES = 3;

/** `Ingress web (shop.example.com/) leads here through Service web.` */
function ingressLines({ file, team }: View, member: Teammate, { containerPort, protocol }: Port): string[] {
  const ways = new Map<string, { readonly kind: string; readonly name: string; service: string; places: string[] }>();
  const part = partOf(file, team.pod.document);
  for (const { ingress, backend, inbound } of part ? ingressesNear(part.analysis, team) : []) {
    const leads = inbound.to === member && inbound.target === containerPort.value && inbound.port.protocol === protocol;
    if (!leads) continue;
    const { kind, name } = ingress;
    const { name: service } = inbound.service;
    const key = JSON.stringify([kind, name, service]);
    const way = ways.get(key) ?? { kind, name, service, places: [] };
    way.places.push(`${backend.host ?? '*'}${backend.path ?? ''}`);
    ways.set(key, way);
  }
  return [...ways.values()].map(({ kind, name, service, places }) => {
    const more = places.length > MOST_PLACES ? [`${places.length - MOST_PLACES} more`] : [];
    const where = joined([...places.slice(0, MOST_PLACES).map((place) => code(place)), ...more]);
    return `${kind} ${code(name)} (${where}) leads here through Service ${code(service)}.`;
  });
}

function natureLines(view: View, member: Teammate, own: Port, key: string | null): string[] {
  const { pod } = view;
  const number = own.containerPort.value;
  if (key === 'protocol') return [];
  return [
    ...(own.hostPort && own.hostPort.value > 0
      ? [`It is also open on the node, as port ${own.hostPort.value}: two such pods cannot share a node.`]
      : []),
    ...(pod.hostNetwork ? ['The pod uses the network of its node: the port is taken there.'] : []),
    ...(member.container.lifecycle === 'init'
      ? []
      : [
          `\`containerPort\` is information: it opens nothing, and leaving it out closes nothing. ${own.name ? `The name lets Services say ${code(own.name.value)} instead of ${number}.` : ''}`.trim(),
        ]),
    sharedLine(view, member, own),
  ];
}

/** That a port is there once for all; with those who want it, too. */
function sharedLine(view: View, member: Teammate, { containerPort, protocol }: Port): string {
  const others = concurrent(view.team).filter(
    (other) =>
      other !== member &&
      other.listens.some(
        ({ port, protocol: own, how }) =>
          port === containerPort.value && own === protocol && how !== 'probe' && how !== 'usual',
      ),
  );
  const whole = 'All containers of the pod have one network';
  const answering = answersFor(view, containerPort.value, member);
  if (answering) return `${whole}: it is ${nameOf(answering)} that listens on this port, here it is only named.`;
  if (others.length === 0 || member.container.lifecycle === 'init') {
    return `${whole}: a second one that wants this port finds it taken.`;
  }
  return `${whole}, and ${namesOf(others)} ${agree(others, 'names', 'name')} this port, too: who comes second finds it taken.`;
}

/** On `ports`: where a container says that it listens. */
export function ports(view: View, member: Teammate): string | null {
  const { ports: own } = member.container;
  if (own.length === 0) return null;
  const title = `**Ports of ${nameOf(member)}**: all containers of the pod have one network, so each port can be taken once.`;
  const tail = [partialNote(view), sources(['network', 'services'])] as const;
  if (own.length > 2) {
    const served = servedBy(view.team, member, callsOf(view.team));
    const declared = own.flatMap(({ containerPort, protocol }) => {
      const found = member.listens.filter((one) => one.port === containerPort.value && one.protocol === protocol);
      return served.find((one) => one.port === containerPort.value && one.protocol === protocol) ?? found[0] ?? [];
    });
    return paragraphs(title, portTable(view, member, declared), ...tail);
  }
  const lines = own.map((one) => {
    const traffic = trafficLines(view, member, one);
    const name = one.name ? ` (${code(one.name.value)})` : '';
    return `${one.containerPort.value}${name}${traffic.length > 0 ? `: ${traffic.join(' ')}` : ''}`;
  });
  return paragraphs(title, bullets(lines), ...tail);
}
