import type { Service } from '../kubernetes/services.ts';
import type { Outbound } from '../traffic/calls/outbound.ts';
import type { Teammate } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import type { IconName } from './diagram.ts';
import type { Subject } from './subject.ts';

/** Somebody outside the pod: a Service before it, or a host behind it. */
export interface Neighbour {
  readonly id: string;
  readonly side: 'left' | 'right';
  readonly icon: IconName;
  /** What it is: `Service`, `Host`. */
  readonly what: string;
  readonly name: string;
  /** `:443`; null where no port is written. */
  readonly ports: string | null;
  /** The Services that it is or stands for. */
  readonly services: readonly Service[];
  /** Who dials it. */
  readonly from: readonly Teammate[];
  readonly document: YamlDocument;
  readonly at: Span | null;
}

/** More than these do not help; the last one counts the others. */
const MOST = 8;

/** Who stands outside a pod. */
export function neighboursOf(subject: Subject, id: (wanted: string) => string): Neighbour[] {
  const { document } = subject.team.pod;
  const [services, hosts] = [servicesBefore(subject, id), hostsBehind(subject, id)];
  return [
    ...atMost(services, () => ({ id: id('service/more'), icon: 'service', what: 'Services', document })),
    ...atMost(hosts, () => ({ id: id('external/more'), icon: 'host', what: 'Hosts', document })),
  ];
}

/** All of one side; where they are too many, the last one stands for the others. */
function atMost(
  all: readonly Neighbour[],
  more: () => Pick<Neighbour, 'id' | 'icon' | 'what' | 'document'>,
): readonly Neighbour[] {
  const [shown, rest] = [all.slice(0, MOST - 1), all.slice(MOST - 1)];
  const [first] = rest;
  if (!first || rest.length === 1) return all;
  const others: Neighbour = {
    ...more(),
    side: first.side,
    name: `${rest.length} more`,
    ports: null,
    services: rest.flatMap(({ services }) => services),
    from: [...new Set(rest.flatMap(({ from }) => from))],
    at: null,
  };
  return [...shown, others];
}

function servicesBefore({ inbound }: Subject, id: (wanted: string) => string): Neighbour[] {
  const services = [...new Set(inbound.map(({ service }) => service))];
  return services.map((service): Neighbour => {
    const ports = inbound.filter((one) => one.service === service).map(({ port }) => `:${port.port}`);
    return {
      id: id(`service/${service.name}`),
      side: 'left',
      icon: 'service',
      what: 'Service',
      name: service.name,
      ports: [...new Set(ports)].join(' '),
      services: [service],
      from: [],
      document: service.document,
      at: service.at,
    };
  });
}

function hostsBehind({ team, outbound }: Subject, id: (wanted: string) => string): Neighbour[] {
  const hosts = new Map<string, Outbound[]>();
  for (const one of outbound) {
    const key = one.port === null ? one.host : `${one.host}:${one.port}`;
    const known = hosts.get(key);
    if (known) known.push(one);
    else hosts.set(key, [one]);
  }
  return [...hosts].map(([key, [first, ...others]]): Neighbour => {
    const { host, port, at } = first as Outbound;
    return {
      id: id(`external/${key}`),
      side: 'right',
      ...kindOf(first as Outbound),
      name: host,
      ports: port === null ? null : `:${port}`,
      services: [],
      from: [...new Set([first as Outbound, ...others].map(({ from }) => from))],
      document: team.pod.document,
      at,
    };
  });
}

/** Schemes of stores, by what people call them. */
const STORES: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  'mongodb+srv': 'MongoDB',
  redis: 'Redis',
  rediss: 'Redis',
  cassandra: 'Cassandra',
};

function kindOf({ host, scheme, from }: Outbound): Pick<Neighbour, 'icon' | 'what'> {
  const store = STORES[scheme?.replace(/^jdbc:/, '') ?? ''];
  if (store) return { icon: 'database', what: store };
  if (from.role.function === 'db-ambassador') return { icon: 'database', what: 'Database' };
  if (/\.svc(?:\.|$)/.test(host)) return { icon: 'service', what: 'Service' };
  return { icon: 'host', what: 'Host' };
}
