import type { Service } from '../kubernetes/services.ts';
import type { Outbound } from '../traffic/calls/outbound.ts';
import type { Entrance } from '../traffic/ports/inbound.ts';
import type { Teammate } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import type { IconName } from './diagram.ts';
import { knownHost } from './hosts.ts';
import type { Subject } from './subject.ts';
import { count } from './words.ts';

/** What somebody outside the pod does: `entrance` leads from outside the cluster to a Service. */
export type NeighbourKind = 'service' | 'entrance' | 'scraper' | 'kubelet' | 'host';

/** Somebody outside the pod: a Service before it, or a host behind it. */
export interface Neighbour {
  readonly id: string;
  readonly kind: NeighbourKind;
  readonly side: 'left' | 'right';
  readonly icon: IconName;
  /** What it is: `Service`, `Host`. */
  readonly what: string;
  readonly name: string;
  /** The name in full, where the other one is short. */
  readonly fullName: string;
  /** `:443 :80`, of an Ingress its path; null where nothing is written. */
  readonly ports: string | null;
  /** Of a host the port at which it is called; null where that is not known, and of all others. */
  readonly port: number | null;
  /** The Services that it is or stands for. */
  readonly services: readonly Service[];
  /** Who leads to it from outside the cluster. */
  readonly entrance: Neighbour | null;
  /** Who dials it. */
  readonly from: readonly Teammate[];
  readonly document: YamlDocument;
  readonly at: Span | null;
}

/** More than these do not help; the last one counts the others. */
const MOST = 8;

/** Who stands outside a pod; the kubelet, if its probes are shown. */
export function neighboursOf(subject: Subject, probes: boolean, id: (wanted: string) => string): Neighbour[] {
  const { document } = subject.team.pod;
  const [services, hosts] = [servicesBefore(subject, id), hostsBehind(subject, id)];
  return [
    ...atMost(services, (own) => neighbour('service', { ...own, id: id('service/more'), what: 'Services', document })),
    ...scraperBefore(subject, id),
    ...(probes ? kubeletBefore(subject, id) : []),
    ...atMost(hosts, (own) => neighbour('host', { ...own, id: id('external/more'), what: 'Hosts', document })),
  ];
}

/** Where those of each kind stand, and their drawing; that of a host may be another one. */
const KINDS: Readonly<Record<NeighbourKind, Pick<Neighbour, 'side' | 'icon'>>> = {
  service: { side: 'left', icon: 'service' },
  entrance: { side: 'left', icon: 'ingress' },
  scraper: { side: 'left', icon: 'scrape' },
  kubelet: { side: 'left', icon: 'kubelet' },
  host: { side: 'right', icon: 'host' },
};

/** What most neighbours have not. */
const NOTHING = { ports: null, port: null, services: [], entrance: null, from: [], at: null } as const;

/** What every neighbour has of its own. */
type Own = Pick<Neighbour, 'id' | 'what' | 'name' | 'document'>;

function neighbour(kind: NeighbourKind, own: Own & Partial<Neighbour>): Neighbour {
  return { ...NOTHING, ...KINDS[kind], kind, fullName: own.name, ...own };
}

/** All of one side; where they are too many, the last one stands for the others. */
function atMost(
  all: readonly Neighbour[],
  more: (own: Pick<Neighbour, 'name' | 'services' | 'from'>) => Neighbour,
): readonly Neighbour[] {
  const [shown, rest] = [all.slice(0, MOST - 1), all.slice(MOST - 1)];
  if (rest.length <= 1) return all;
  const others = more({
    name: `${rest.length} more`,
    services: rest.flatMap(({ services }) => services),
    from: [...new Set(rest.flatMap(({ from }) => from))],
  });
  return [...shown, others];
}

function servicesBefore({ inbound, entrances }: Subject, id: (wanted: string) => string): Neighbour[] {
  const services = [...new Set(inbound.map(({ service }) => service))];
  return services.map((service) => {
    const ports = inbound.filter((one) => one.service === service).map(({ port }) => `:${port.port}`);
    const ways = entrances.filter((one) => one.inbound.service === service);
    return neighbour('service', {
      id: id(`service/${service.name}`),
      what: 'Service',
      name: service.name,
      ports: [...new Set(ports)].join(' '),
      services: [service],
      entrance: entranceTo(ways, id),
      document: service.document,
      at: service.at,
    });
  });
}

/** All ways from outside the cluster to one Service, as one. */
function entranceTo(ways: readonly Entrance[], id: (wanted: string) => string): Neighbour | null {
  const [first] = ways;
  if (!first) return null;
  const { ingress } = first;
  const all = [...new Set(ways.map((way) => way.ingress))];
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const hosts = [...new Set(ways.flatMap(({ backend }) => backend.host ?? []))];
  const paths = [...new Set(ways.map(({ backend }) => backend.path ?? '/'))];
  const [path = '/', ...otherPaths] = paths;
  const more = hosts.length > 1 ? `and ${count(hosts.length - 1, 'host')}` : null;
  const where = otherPaths.length > 0 ? count(paths.length, 'path') : path === '/' ? null : path;
  return neighbour('entrance', {
    id: id(`ingress/${ingress.name}`),
    what: kinds.length === 1 ? ingress.kind : 'Routes',
    name: hosts[0] ?? ingress.name,
    fullName: hosts.length > 0 ? hosts.join(', ') : ingress.name,
    ports: more ?? where,
    document: ingress.document,
    at: ingress.at,
  });
}

function scraperBefore({ scrapes }: Subject, id: (wanted: string) => string): Neighbour[] {
  const [first] = scrapes;
  if (!first) return [];
  const { document, at } = first;
  return [neighbour('scraper', { id: id('scraper/prometheus'), what: 'scrapes', name: 'Prometheus', document, at })];
}

function kubeletBefore({ team, probed }: Subject, id: (wanted: string) => string): Neighbour[] {
  if (probed.length === 0) return [];
  return [neighbour('kubelet', { id: id('kubelet'), what: 'probes', name: 'kubelet', document: team.pod.document })];
}

function hostsBehind({ team, outbound }: Subject, id: (wanted: string) => string): Neighbour[] {
  const hosts = new Map<string, [Outbound, ...Outbound[]]>();
  for (const one of outbound) {
    const key = one.port === null ? one.host : `${one.host}:${one.port}`;
    const known = hosts.get(key);
    if (known) known.push(one);
    else hosts.set(key, [one]);
  }
  return [...hosts].map(([key, calls]) => {
    const [first] = calls;
    const known = knownHost(first);
    return neighbour('host', {
      ...known,
      id: id(`external/${key}`),
      fullName: first.host,
      ports: known.port === null ? null : `:${known.port}`,
      from: [...new Set(calls.map(({ from }) => from))],
      document: team.pod.document,
      at: first.at,
    });
  });
}
