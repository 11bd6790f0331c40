import type { Port } from '../../../kubernetes/pod.ts';
import type { Listen } from '../../../traffic/ports/listens.ts';
import { namedPortsOf } from '../../../traffic/ports/named-ports.ts';
import { concurrent, type Team } from '../../../traffic/team.ts';
import { child, text } from '../../../yaml/read.ts';
import { code } from '../../hover/markdown.ts';
import type { Completion } from '../completion.ts';
import type { Cursor } from '../cursor.ts';
import { type ContainerSpot, containerSpot, holderOf, type Path, type Place } from '../place.ts';
import { valueEdit } from '../write.ts';
import { explained } from './documentation.ts';

/** The ports of the container in its probes and hooks: names and numbers, of gRPC numbers only. */
export const probePorts: Place = ({ cursor }) => {
  const spot = cursor.on === 'value' ? containerSpot(cursor) : null;
  const handler = spot && handlerAt(spot.path);
  if (!spot || !handler || (spot.container.lifecycle === 'init' && spot.container.list === 'initContainers')) return [];
  const holder = holderOf(cursor);
  // With a host of its own, somebody else is asked.
  if (!holder || text(child({ node: holder, via: null }, 'host'))) return [];
  const { ports } = spot.container;
  const tcp = ports.filter(({ protocol }) => protocol === 'TCP');
  const names = handler === 'grpc' ? [] : tcp.flatMap((port) => named(cursor, spot, port));
  const numbers = [...new Set([...tcp.map(({ containerPort }) => containerPort.value), ...told(spot)])];
  return [...names, ...numbers.flatMap((port) => numbered(cursor, port, nameOf(tcp, port)))];
};

const HANDLERS: ReadonlySet<string | number | undefined> = new Set(['httpGet', 'tcpSocket', 'grpc']);

/** The type of the handler whose `port` a path leads to; null for other paths. */
function handlerAt(path: Path): string | number | null {
  const isProbe = path.length === 3 && /^(?:startup|liveness|readiness)Probe$/.test(String(path[0]));
  const isHook = path.length === 4 && path[0] === 'lifecycle' && /^(?:postStart|preStop)$/.test(String(path[1]));
  const type = path.at(-2);
  if (!(isProbe || (isHook && type !== 'grpc')) || path.at(-1) !== 'port' || !HANDLERS.has(type)) return null;
  return type ?? null;
}

/** Ports that a flag, a variable or the catalogue tells, reached from outside of the container. */
function told({ member }: ContainerSpot): number[] {
  const isSure = ({ how, protocol, loopbackOnly }: Listen) =>
    (how === 'flag' || how === 'default') && protocol === 'TCP' && !loopbackOnly;
  return member.listens.filter(isSure).map(({ port }) => port);
}

function nameOf(ports: readonly Port[], number: number): string | null {
  return ports.find(({ containerPort }) => containerPort.value === number)?.name?.value ?? null;
}

function named(cursor: Cursor, { container }: ContainerSpot, { name, containerPort }: Port): Completion[] {
  const main = name && valueEdit(cursor, name.value);
  if (!name || !main) return [];
  const what = `The port ${containerPort.value} of ${code(container.label)}, by its name in \`ports\`: where the number changes, this stays right.`;
  return [value(name.value, String(containerPort.value), main, what)];
}

function numbered(cursor: Cursor, port: number, name: string | null): Completion[] {
  const main = valueEdit(cursor, port);
  const what = `The container listens on ${port}${name === null ? '' : `, which it calls ${code(name)}`}.`;
  return main ? [value(String(port), name ?? 'port of this container', main, what)] : [];
}

function value(label: string, detail: string, main: Completion['main'], what: string): Completion {
  return {
    kind: 'value',
    label,
    detail,
    documentation: () => explained(main, '', what),
    filter: label,
    main,
    others: [],
  };
}

/** The ports of the pods that a Service selects: names that all of them have, and numbers that have no name in some. */
export const targetPorts: Place = ({ cursor }) => {
  const { steps, analysis } = cursor;
  if (cursor.on !== 'value' || steps.at(-1)?.to !== 'targetPort' || steps.at(-3)?.to !== 'ports') return [];
  const holder = holderOf(cursor);
  const service = analysis.objects.services.find(({ document, ports }) => {
    return document === cursor.document && ports.some(({ source }) => source.node === holder);
  });
  const port = service?.ports.find(({ source }) => source.node === holder);
  if (!service || !port) return [];
  const teams = analysis.near.ofReferrer(service, analysis.teams);
  const of = (team: Team) => namedPortsOf(team).filter((one) => one.port.protocol === port.protocol);
  const [first, ...others] = teams;
  const inAll = first
    ? of(first).filter(({ name }) => others.every((team) => of(team).some((one) => one.name === name)))
    : [];
  const seen = new Set<string>();
  const byName = inAll.flatMap(({ name, member, port: { containerPort } }): Completion[] => {
    const main = seen.has(name) ? null : valueEdit(cursor, name);
    seen.add(name);
    const what = `The port ${containerPort.value} of ${code(member.container.label)}, by its name: each pod may have another number.`;
    return main ? [value(name, `${containerPort.value} of ${member.container.label}`, main, what)] : [];
  });
  return [...byName, ...unnamedPorts(cursor, teams, port.protocol)];
};

/** The numbers of ports that every pod has, and some without a name. */
function unnamedPorts(cursor: Cursor, teams: readonly Team[], protocol: string): Completion[] {
  const all = teams.map((team) =>
    concurrent(team).flatMap(({ container }) =>
      container.ports.flatMap((port) => (port.protocol === protocol ? [{ port, label: container.label }] : [])),
    ),
  );
  const unnamed = new Map(
    all.flat().flatMap(({ port, label }) => (port.name ? [] : [[port.containerPort.value, label] as const])),
  );
  return [...unnamed].flatMap(([number, label]): Completion[] => {
    const isEverywhere = all.every((ports) => ports.some(({ port }) => port.containerPort.value === number));
    const main = isEverywhere ? valueEdit(cursor, number) : null;
    const what = `The port ${number} of ${code(label)}, which has no name.`;
    return main ? [value(String(number), `port of ${label}`, main, what)] : [];
  });
}
