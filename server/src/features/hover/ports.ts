import type { Port } from '../../kubernetes/pod.ts';
import { callsOf } from '../../traffic/calls.ts';
import { inboundOf } from '../../traffic/inbound.ts';
import type { Teammate } from '../../traffic/team.ts';
import { bullets, code, joined, paragraphs, plain } from './markdown.ts';
import { serviceWords } from './sharing.ts';
import { sources } from './sources.ts';
import { agree, nameOf, namesOf, partialNote, type View } from './view.ts';

/** On an item of `ports`: who dials it, from inside and outside the pod. */
export function port(view: View, member: Teammate, own: Port): string {
  const number = own.containerPort.value;
  const name = own.name ? ` (${code(own.name.value)})` : '';
  const protocol = own.protocol === 'TCP' ? '' : ` ${plain(own.protocol)}`;
  const traffic = trafficLines(view, member, own);
  return paragraphs(
    `**Port ${number}${protocol} of ${nameOf(member)}**${name}`,
    bullets([...(traffic.length > 0 ? traffic : anybody(view, number)), ...natureLines(view, member, own)]),
    partialNote(view),
    sources(['network', 'services']),
  );
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
  const loopback = member.listens.some((listen) => listen.port === number && listen.loopbackOnly);
  return [
    ...(callers.length > 0
      ? [`${namesOf(callers)} ${agree(callers, 'calls', 'call')} it as localhost:${number}.`]
      : []),
    ...(services.length > 0 ? [`${joined(services.map(serviceWords))} ${agree(services, 'leads', 'lead')} here.`] : []),
    ...(loopback
      ? ['It listens on loopback only: neither Services, other pods nor HTTP and TCP probes get to it.']
      : []),
  ];
}

function natureLines({ pod }: View, member: Teammate, own: Port): string[] {
  const number = own.containerPort.value;
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
    'All containers of the pod have one network: a second one that wants this port finds it taken.',
  ];
}

/** On `ports`: where a container says that it listens. */
export function ports(view: View, member: Teammate): string | null {
  const { ports: own } = member.container;
  if (own.length === 0) return null;
  const lines = own.map((one) => {
    const traffic = trafficLines(view, member, one);
    const name = one.name ? ` (${code(one.name.value)})` : '';
    return `${one.containerPort.value}${name}${traffic.length > 0 ? `: ${traffic.join(' ')}` : ''}`;
  });
  const title = `**Ports of ${nameOf(member)}**: all containers of the pod have one network, so each port can be taken once.`;
  return paragraphs(title, bullets(lines), partialNote(view), sources(['network', 'services']));
}
